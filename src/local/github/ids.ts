/**
 * The three kinds of id GitHub gives a thing. They never coincide here, so that code which mixes them fails: numbers are
 * small and count up from 1; database ids are large (issues and comments beyond 32 bits, as on GitHub today); node ids
 * are strings with a prefix for the kind of thing.
 */
export type Ids = {
  /** The next issue or pull request number; both kinds share one sequence. */
  number(): number;
  /** A database id in the range GitHub uses for that kind of thing. */
  database(kind: IdKind): number;
};

type IdKind =
  | "app"
  | "comment"
  | "delivery"
  | "event"
  | "hook"
  | "installation"
  | "issue"
  | "label"
  | "pull"
  | "reaction"
  | "repository"
  | "review"
  | "run"
  | "user"
  | "workflow";

const first: Readonly<Record<IdKind, number>> = {
  app: 1_204_311,
  comment: 5_300_000_017,
  delivery: 24_600_000_061,
  event: 21_400_000_029,
  hook: 560_000_003,
  installation: 61_200_000,
  issue: 3_600_000_041,
  label: 9_100_000_077,
  pull: 2_900_000_053,
  reaction: 310_000_019,
  repository: 901_000_007,
  review: 3_200_000_023,
  run: 17_800_000_031,
  user: 140_000_011,
  workflow: 180_000_037,
};

export function startIds(): Ids {
  const next = new Map<IdKind, number>();
  let number = 0;
  return {
    number() {
      number += 1;
      return number;
    },
    database(kind) {
      const id = next.get(kind) ?? first[kind];
      next.set(kind, id + 7);
      return id;
    },
  };
}

/** A node id such as `I_kwDO1n8sq7`: opaque to callers, unique by its prefix and database id. */
export function nodeId(prefix: string, databaseId: number): string {
  return `${prefix}_kwDO${databaseId.toString(36)}`;
}
