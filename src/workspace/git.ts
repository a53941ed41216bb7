/**
 * The git binary, started so that nothing a repository contains can make it execute anything: no configuration but
 * ours, no hooks, no monitor, no filters, no prompts. Only plumbing that never enters submodules is called.
 */
import { runProcess } from "./process.ts";

export type GitOptions = {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin?: string;
};

/** Our whole environment for git; `PATH` is only where git finds its own parts. */
export const gitEnvironment: Readonly<Record<string, string>> = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: "/nonexistent",
  LANG: "C.UTF-8",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_ATTR_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_LITERAL_PATHSPECS: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_NO_LAZY_FETCH: "1",
};

const settings = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=",
  "core.untrackedCache=false",
  "core.attributesFile=/dev/null",
  "core.excludesFile=/dev/null",
  "core.quotePath=false",
  "core.symlinks=true",
  "core.autocrlf=false",
  "core.protectHFS=true",
  "core.protectNTFS=true",
  "submodule.recurse=false",
  "diff.ignoreSubmodules=all",
  "protocol.allow=never",
  "gc.auto=0",
  "safe.directory=*",
].flatMap((setting) => ["-c", setting]);

/** `git` with our settings and these arguments, as an argument list. */
export function gitCommand(args: readonly string[]): readonly string[] {
  return ["git", ...settings, ...args];
}

/** Standard output of a git command. Throws with what git said when it fails, or when there is more than 256 MB. */
export async function git(args: readonly string[], options: GitOptions): Promise<string> {
  const result = await runProcess(gitCommand(args), { ...options, timeoutMs: 120_000, outputLimit });
  if (result.exitCode === 0 && !result.truncated) return result.stdout;
  const why = result.timedOut
    ? "took longer than two minutes"
    : result.stderr.trim().split("\n").slice(-3).join(" ");
  throw new Error(`git ${args[0]} in ${options.cwd}: ${why === "" ? "ended without a word" : why}`);
}

const outputLimit = 256 * 1024 * 1024;
