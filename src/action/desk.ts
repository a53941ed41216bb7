/** What every step of the Action has at hand. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ActionInputs } from "../config/action-inputs.ts";
import type { Config } from "../config/config.ts";
import type { RunContext } from "../config/run-context.ts";
import type { GithubPorts } from "../github/github-ports.ts";
import { GitWorkTree } from "../workspace/git-work-tree.ts";
import { workRecordsBeside } from "../workspace/work-records.ts";

export type Desk = {
  readonly context: RunContext;
  readonly inputs: ActionInputs;
  readonly config: Config;
  readonly github: GithubPorts;
  readonly log: (line: string) => void;
  readonly redact: (text: string) => string;
  /** Where files of this step and for the next one lie. */
  readonly folder: string;
  /** Opens the checkout once; steps that need none never ask. `null` where there is none. */
  readonly tree: () => Promise<GitWorkTree | null>;
  readonly close: () => Promise<void>;
};

export function openDesk(wires: Omit<Desk, "folder" | "tree" | "close">): Desk {
  const { context, inputs } = wires;
  const folder = inputs.folder || join(process.env.RUNNER_TEMP ?? context.workspace, "pawl");
  const opened: Promise<GitWorkTree | null>[] = [];
  const tree = async () => {
    const { trees } = workRecordsBeside(folder);
    if (opened.length === 0) opened.push(GitWorkTree.open(context.workspace, trees).catch(() => null));
    return opened[0] ?? null;
  };
  return { ...wires, folder, tree, close: async () => (await opened[0])?.close() };
}

export const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What is asked of GitHub to claim. */
export function claimPorts({ github, config, log }: Desk) {
  return { ...github, board: github.board(config), baseBranch: github.codeHost, digest, log };
}

export function claimInput({ context: { run, page }, config }: Desk) {
  return { run, page, config, trust: { app: config.app ?? null } };
}

/** The line for the pull request about how this machine was set up. */
export function remarkOf({ inputs }: Desk): string | null {
  return inputs["dangerously-disable-sandbox"]
    ? "This was made without the sandbox (dangerously-disable-sandbox)."
    : null;
}

/** The Messages API's address: the input, the environment, the configuration, in that order. */
export function modelAddress({ inputs, config }: Desk): string | undefined {
  return inputs["anthropic-base-url"] || process.env.ANTHROPIC_BASE_URL || config.model.baseUrl;
}
