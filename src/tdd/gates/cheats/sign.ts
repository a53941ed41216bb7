/**
 * Something in the text of a change that gives a cheat away. `mark` is the code it was seen in: a mark that was there
 * before the change is not the change's. `violated` is a rule broken; `unproved` may be honest, a person must look.
 */
export type Sign = {
  readonly code: string;
  readonly mark: string;
  readonly text: string;
  readonly verdict: "violated" | "unproved";
};

/** A changed file on both sides; `null` where it is absent or not text. */
export type ChangedText = {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** What signs are judged by besides their own file. */
export type SignContext = {
  /** Changed production files, as they are after the change. */
  readonly production: readonly ChangedText[];
  /** Literals (as `literalOf` writes them) that the new tests hold. */
  readonly literals: ReadonlySet<string>;
};

export function sign(code: string, mark: string, text: string, verdict: Sign["verdict"] = "violated"): Sign {
  const line = mark.replace(/\s+/g, " ").trim();
  return {
    code,
    mark: line,
    text: `${text}: ${line.length > 120 ? `${line.slice(0, 119)}…` : line}`,
    verdict,
  };
}

/** Signs of the second list that the first does not have, counted. */
export function addedSigns(before: readonly Sign[], after: readonly Sign[]): readonly Sign[] {
  const left = new Map<string, number>();
  for (const { code, mark } of before) left.set(`${code} ${mark}`, (left.get(`${code} ${mark}`) ?? 0) + 1);
  return after.filter(({ code, mark }) => {
    const count = left.get(`${code} ${mark}`) ?? 0;
    left.set(`${code} ${mark}`, count - 1);
    return count <= 0;
  });
}
