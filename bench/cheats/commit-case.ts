/** One commit on a language's shop. `code` is the reason that must be among those given; honest ones have none. */
export type CommitCase = {
  readonly does: string;
  readonly code?: string;
  readonly subject?: string;
  readonly files: Readonly<Record<string, string | null>>;
};

/** A small repository and the commits that are tried on it, each from the same base. */
export type Shop = {
  readonly language: string;
  readonly base: Readonly<Record<string, string>>;
  readonly cheats: readonly CommitCase[];
  readonly honest: readonly CommitCase[];
};
