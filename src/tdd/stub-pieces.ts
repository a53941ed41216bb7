/**
 * One comparable part of a file: a function, a method, a value or another statement. `key` is its name, or its code
 * where it has none; `stub` says that its body decides nothing, `plain` that its parameters hold no code.
 */
export type StubPiece = {
  readonly key: string;
  readonly code: string;
  readonly body: string;
  readonly stub: boolean;
  readonly plain: boolean;
};

/** What the pieces after a change hold besides what was there and stubs, one line each. */
export function pieceFindings(before: readonly StubPiece[], after: readonly StubPiece[]): readonly string[] {
  const known = new Map(before.map((piece) => [piece.key, piece]));
  const kept = new Set(after.map(({ key }) => key));
  return [
    ...[...known.keys()].filter((key) => !kept.has(key)).map((key) => `${shown(key)} was removed or changed`),
    ...after.flatMap((piece) => {
      const was = known.get(piece.key);
      if (was?.code === piece.code) return [];
      if (was !== undefined)
        return was.body === piece.body && piece.plain ? [] : [`${shown(piece.key)} was changed`];
      const fine = piece.stub && piece.plain;
      return fine ? [] : [`${shown(piece.key)} does more than throw or return a zero value`];
    }),
  ];
}

function shown(key: string): string {
  const line = key.replace(/\s+/g, " ");
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
