import type { TaskPacket } from "../issues/task.ts";
import type { Driver } from "./driver.ts";
import type { TestRunner } from "./test-runner.ts";
import type { WorkTree } from "./work-tree.ts";

/**
 * What a task is worked with. `digest` answers a short hex hash of a text (at most 128 characters); `now` answers
 * milliseconds; `mayGoOn` is asked before each model call and ends the work with `stopped` when it answers false.
 */
export type WorkPorts = {
  readonly driver: Driver;
  readonly tree: WorkTree;
  readonly runner: TestRunner;
  readonly digest: (text: string) => string;
  readonly now: () => number;
  readonly log: (line: string) => void;
  readonly mayGoOn?: () => Promise<boolean>;
};

/**
 * What is worked. `facts` are repository facts as texts (agent files, map), in fixed order; `protect` are globs that
 * only a person may change, besides the built-in ones; `refactor` asks the driver once per iteration (default no).
 */
export type WorkInput = {
  readonly packet: TaskPacket;
  readonly facts: readonly string[];
  readonly limits: { readonly iterations: number; readonly minutes: number };
  readonly protect: readonly string[];
  readonly refactor?: boolean;
};
