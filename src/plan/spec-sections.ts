/** A large spec cut at its headings. Pure; joined again, the sections are the spec. */

export type Section = {
  readonly id: string;
  /** The first heading in it, or its first words. */
  readonly title: string;
  readonly text: string;
};

/** Characters. About four make a token; a section is never cut out of the middle of a line. */
const largest = 24_000;
const smallest = 3_000;
const mostSections = 60;

/** `s1`, `s2`, … in the order of the text; short neighbours stand in one section, long ones are cut between paragraphs. */
export function specSections(spec: string): readonly Section[] {
  const wanted = Math.min(largest, Math.max(smallest, Math.ceil(spec.length / mostSections)));
  const joined: string[] = [];
  for (const piece of pieces(spec)) {
    const last = joined.at(-1);
    if (last !== undefined && last.length + piece.length <= wanted) joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined.map((text, index) => ({ id: `s${index + 1}`, title: titleOf(text), text }));
}

/** From heading to heading; what is too long is cut after a blank line, or after any line where there is none. */
function pieces(spec: string): readonly string[] {
  const found: string[] = [];
  let piece = "";
  let fence: string | null = null;
  for (const line of spec.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1]?.slice(0, 3) ?? null;
    const starts = fence === null && /^ {0,3}#{1,4} /.test(line);
    const isFull =
      piece.length + line.length > largest || (piece.length > largest / 2 && piece.endsWith("\n\n"));
    if (piece !== "" && (starts || isFull)) {
      found.push(piece);
      piece = "";
    }
    if (mark !== null) fence = fence === null ? mark : fence === mark ? null : fence;
    piece += line;
    while (piece.length > largest) {
      found.push(piece.slice(0, largest));
      piece = piece.slice(largest);
    }
  }
  return piece === "" ? found : [...found, piece];
}

function titleOf(text: string): string {
  const heading = /^ {0,3}#{1,4} +(.+)$/m.exec(text)?.[1] ?? text.trim().split("\n")[0] ?? "";
  return heading.trim().slice(0, 120);
}
