import { spawn } from "node:child_process";

/** What one run of the git binary left: exit code, standard output as bytes, standard error as text. */
export type GitExit = { readonly code: number; readonly stdout: Buffer; readonly stderr: string };

/** The environment of every git process: nothing of the machine's own configuration, messages in English. */
export function gitEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "/usr/bin:/bin",
    HOME: "/nonexistent",
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    ...more,
  };
}

/**
 * Runs git with an argument list (never a shell) in `directory`. Answers for every exit code; throws only when git
 * cannot be started.
 */
export function runGit(
  directory: string,
  args: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<GitExit> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, { cwd: directory, env: gitEnvironment(options.env), stdio: "pipe" });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", (cause) => reject(new Error(`git could not be started in ${directory}`, { cause })));
    child.on("close", (code) =>
      resolve({ code: code ?? 128, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString("utf8") }),
    );
    // git may end before it has read everything; the exit code tells, not the broken pipe
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
  });
}

/** As `runGit`, for commands that must succeed: answers standard output as text, throws with git's own words otherwise. */
export async function gitText(
  directory: string,
  args: readonly string[],
  options: Parameters<typeof runGit>[2] = {},
): Promise<string> {
  const exit = await runGit(directory, args, options);
  if (exit.code !== 0) throw new Error(`git ${args[0]} failed (${exit.code}): ${exit.stderr.trim()}`);
  return exit.stdout.toString("utf8");
}
