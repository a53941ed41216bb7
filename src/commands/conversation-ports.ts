import type { Config } from "../config/config.ts";
import type { Digest } from "../issues/plan-record.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { CodeBase } from "../repository/code-base.ts";
import type { People } from "./people.ts";

/** What every part of a conversation on a spec issue stands on. */
export type ConversationPorts = {
  readonly tracker: Tracker;
  readonly people: People;
  readonly codeBase: CodeBase;
  readonly digest: Digest;
  readonly log: (line: string) => void;
  readonly pause: (milliseconds: number) => Promise<void>;
};

/** Whose objects count, by the configuration. */
export function trustOf(config: Config) {
  return { app: config.app ?? null };
}
