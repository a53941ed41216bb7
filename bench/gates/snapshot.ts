import type { RedClass } from "../../src/tdd/red-class.ts";

/**
 * One labelled pair of snapshots. `before` is the test file while all is green, `after` with the new test, `late` at
 * green (default: `after`). `code` is the production file at green; without `green` only the red is judged. `also` is a
 * second test file that appears with the new test. `UNIT` stands for the folder's name in every text.
 */
export type Snapshot = {
  readonly does: string;
  readonly red: RedClass;
  readonly before: string;
  readonly after: string;
  readonly also?: string;
  readonly late?: string;
  readonly code?: string;
  readonly green?: string;
};

/** How a runner's repository is laid out: many units that do not know each other, so that one run judges all. */
export type Ground = {
  readonly name: string;
  readonly snapshots: readonly Snapshot[];
  /** Files besides the units'. */
  readonly base: (units: readonly string[]) => Readonly<Record<string, string>>;
  /** Production code before. */
  readonly code: string;
  readonly paths: (unit: string) => { readonly code: string; readonly test: string; readonly also: string };
  /** What the ids and the paths of a unit begin with. */
  readonly prefix: (unit: string) => string;
  /** The id of the new test. */
  readonly id: (unit: string) => string;
  /** Packages to link: the runner is one of this repository's own. */
  readonly modules: boolean;
};

/** The texts of one language from which the same seven pairs of red and green are made. */
export type GreenTexts = {
  readonly old: string;
  readonly test: string;
  readonly half: string;
  readonly good: string;
  readonly broken: string;
  readonly breaks: string;
  readonly skipped: (text: string) => string;
  /** Without the old test, `old` itself. */
  readonly without: string;
};

/** A red assertion, and then what an honest or another person does about it. */
export function greens(texts: GreenTexts): readonly Snapshot[] {
  const { old, test, half, good, broken, breaks, skipped, without } = texts;
  const red = { red: "assertion", before: old, after: old + test } as const;
  return [
    { ...red, does: "is made to pass", code: good, green: "green" },
    { ...red, does: "is answered with half of it", code: half, green: "still-red" },
    { ...red, does: "is answered with code that breaks another", code: breaks, green: "regression" },
    { ...red, does: "is answered with code that does not load", code: broken, green: "does-not-load" },
    { ...red, does: "loses another test", code: good, late: without + test, green: "test-lost" },
    { ...red, does: "skips another test", code: good, late: skipped(old) + test, green: "test-skipped" },
    { ...red, does: "is taken away", code: good, late: old, green: "not-run" },
  ];
}
