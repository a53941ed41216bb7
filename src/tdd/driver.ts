import type { Usage } from "../budget/usage.ts";

/** The phases in which the model may act; the others belong to the harness alone. */
export type DriverPhase = "test-list" | "red" | "characterize" | "stub" | "green" | "refactor" | "chore";

/**
 * One order to the driver. `packet` is the clean context in fixed order (role facts, repository facts, task packet,
 * rolling summary), byte-stable for the prompt cache; `order` says what may change now and what the gate will check;
 * `findings` is why the last attempt at this phase was sent back (at most 10 lines; empty on the first attempt).
 * `fresh` is true when the conversation starts anew (at the test list, at the start of each iteration, after each commit).
 */
export type DriverOrder = {
  readonly phase: DriverPhase;
  readonly packet: readonly string[];
  readonly order: string;
  readonly findings: readonly string[];
  readonly fresh: boolean;
};

/** One behaviour of the test list: which criterion it serves and the break its test would catch. */
export type Behaviour = { readonly text: string; readonly criterion: string; readonly breaks: string };

/** A typed note the driver leaves; at most 8 survive a summary, 30 words each. */
export type Note = { readonly kind: "decision" | "constraint" | "gotcha" | "todo"; readonly text: string };

/**
 * What came back. `ended`: the driver thinks the phase is done (the gates decide). `listed` answers a test-list order.
 * `gave-up` is a legitimate way out. `stopped`: the call was not made or did not succeed; codes as in
 * plan/planner.ts plus `out-of-budget`, `too-many-turns`. Usage of the whole turn counts in each case.
 */
export type DriverReply =
  | { readonly kind: "ended"; readonly notes: readonly Note[]; readonly usage: Usage }
  | {
      readonly kind: "listed";
      readonly behaviours: readonly Behaviour[];
      readonly notes: readonly Note[];
      readonly usage: Usage;
    }
  | { readonly kind: "gave-up"; readonly reason: string; readonly usage: Usage }
  | {
      readonly kind: "stopped";
      readonly code: string;
      readonly text: string;
      readonly next: string;
      readonly usage: Usage;
    };

/** Port: the model that edits. It sees only the tools; no git, no network, no token. */
export interface Driver {
  turn(order: DriverOrder): Promise<DriverReply>;
}

/**
 * Port: what the driver can do, every call executed inside the sandbox. Paths are POSIX, relative to the workspace.
 * A refused or failed call answers `ok: false` with a text for the model; nothing is thrown for the model's mistakes.
 */
export interface Tools {
  readFile(path: string): Promise<ToolAnswer>;
  listFiles(directory: string): Promise<ToolAnswer>;
  search(text: string): Promise<ToolAnswer>;
  writeFile(path: string, content: string): Promise<ToolAnswer>;
  runTests(files: readonly string[]): Promise<ToolAnswer>;
}
export type ToolAnswer = { readonly ok: boolean; readonly text: string };
