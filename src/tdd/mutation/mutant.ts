/**
 * One small change to one line of code: the text between two offsets becomes another. `line` counts from 1; `weight`
 * says how much is learnt when no test notices it (less is more), and decides which ones are tried first.
 */
export type Mutant = {
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly change: string;
  readonly weight: number;
};

/** What mutation of a task's lines came to. `open` were not tried for lack of time. */
export type MutationResult = {
  readonly killed: number;
  readonly survivors: readonly Mutant[];
  readonly open: number;
};

/** A change as a language's mutator finds it, before it has a place. */
export type Mutation = Pick<Mutant, "start" | "end" | "text" | "weight">;

export const weights = { compare: 0, negate: 1, answer: 2, arithmetic: 3, number: 4, drop: 5 } as const;

/** At most three per line and twenty per iteration: more teach little and cost a run of the new tests each. */
const perLine = 3;
export const perIteration = 20;

export function mutated(text: string, { start, end, text: fresh }: Mutation): string {
  return text.slice(0, start) + fresh + text.slice(end);
}

/**
 * The same code with a comment where a mutant would stand: it does what it did, so only a test that looks at the text of
 * the code instead of what it does can tell the difference.
 */
export function commented(text: string, { path, start }: Pick<Mutant, "path" | "start">): string {
  if (!path.endsWith(".py")) return `${text.slice(0, start)}/* pawl */ ${text.slice(start)}`;
  const end = text.indexOf("\n", start);
  const at = end < 0 ? text.length : end;
  return `${text.slice(0, at)}  # pawl${text.slice(at)}`;
}

/** Gives mutations their lines, and drops those on other lines, those that change nothing and those that are equal. */
export function placed(
  path: string,
  text: string,
  lines: ReadonlySet<number>,
  found: readonly Mutation[],
): readonly Mutant[] {
  const seen = new Set([plain(text)]);
  return found.flatMap((mutation) => {
    const line = text.slice(0, mutation.start).split("\n").length;
    if (!lines.has(line)) return [];
    const result = plain(mutated(text, mutation));
    if (seen.has(result)) return [];
    seen.add(result);
    return [{ ...mutation, path, line, change: changeText(text, mutation) }];
  });
}

/** The ones to try: each line gets its first before any gets its second, so that a cap leaves no line out by chance. */
export function chosen(all: readonly Mutant[], most: number): readonly Mutant[] {
  const byLine = new Map<string, Mutant[]>();
  for (const mutant of [...all].sort((a, b) => a.weight - b.weight || a.start - b.start)) {
    const place = `${mutant.path}:${mutant.line}`;
    const list = byLine.get(place) ?? [];
    if (list.length < perLine) byLine.set(place, [...list, mutant]);
  }
  const rounds = Array.from({ length: perLine }, (_, round) =>
    [...byLine.values()].flatMap((list) => list[round] ?? []),
  );
  return rounds.flat().slice(0, most);
}

/** The lines of a text that the text before did not hold; all of them for a new file. */
export function changedLines(before: string | null, after: string): ReadonlySet<number> {
  const known = new Map<string, number>();
  for (const line of (before ?? "").split("\n")) known.set(line.trim(), (known.get(line.trim()) ?? 0) + 1);
  const changed = new Set<number>();
  for (const [at, line] of after.split("\n").entries()) {
    const left = known.get(line.trim()) ?? 0;
    if (left > 0) known.set(line.trim(), left - 1);
    else if (line.trim() !== "") changed.add(at + 1);
  }
  return changed;
}

/** `src/cart.js:3: "a < b" became "a <= b"`, for people. */
export function mutantText({ path, line, change }: Mutant): string {
  return `${path}:${line}: ${change}`;
}

function changeText(text: string, { start, end, text: fresh }: Mutation): string {
  const was = short(text.slice(start, end));
  const is = short(fresh);
  return is === "" || is === ";" || is === "pass" ? `"${was}" left out` : `"${was}" became "${is}"`;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}

/** Layout does not make a mutant another one; line breaks stay, for they have a meaning in Python. */
function plain(text: string): string {
  return text.replace(/[ \t]+/g, " ");
}
