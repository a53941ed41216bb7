/**
 * The one way to start a process: an argument list, never a shell string; an environment that holds only what the
 * caller names; its whole process group ended at the time limit; output kept within a limit.
 */
import { execa } from "execa";
import { OutputTail } from "./output-tail.ts";

export type ProcessOptions = {
  readonly cwd: string;
  /** The whole environment of the process. Nothing of ours is passed on. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Written to standard input, which is then closed. Without it standard input is empty. */
  readonly stdin?: string | Uint8Array;
  /** Bytes kept of each stream; what came last is kept. Default 1 MB. */
  readonly outputLimit?: number;
};

/** `exitCode` is null when a signal ended the process. `truncated`: output went over the limit and its start is gone. */
export type ProcessResult = {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly truncated: boolean;
  readonly stdout: string;
  readonly stderr: string;
};

const megabyte = 1024 * 1024;

/** Runs to the end. A status other than zero is a value; only a process that cannot be started throws (with `cause`). */
export async function runProcess(
  command: readonly string[],
  options: ProcessOptions,
): Promise<ProcessResult> {
  const [file = "", ...args] = command;
  const subprocess = execa(file, args, {
    ...fixed,
    cwd: options.cwd,
    env: options.env,
    timeout: options.timeoutMs,
    ...(options.stdin === undefined ? { stdin: "ignore" } : { input: options.stdin }),
  });
  const limit = options.outputLimit ?? megabyte;
  const out = new OutputTail(limit);
  const err = new OutputTail(limit);
  subprocess.stdout?.on("data", (chunk: Buffer) => out.add(chunk));
  subprocess.stderr?.on("data", (chunk: Buffer) => err.add(chunk));
  const result = await subprocess;
  const started = result.exitCode !== undefined || result.signal !== undefined || result.timedOut;
  if (!started)
    throw new Error(`Could not start ${file}: ${result.code ?? "unknown"}`, { cause: result.cause });
  return {
    exitCode: result.exitCode ?? null,
    signal: result.signal ?? null,
    timedOut: result.timedOut,
    truncated: out.truncated || err.truncated,
    stdout: out.text(),
    stderr: err.text(),
  };
}

/** A process that answers requests on its standard input until the caller ends that. */
export function openProcess(command: readonly string[], options: Pick<ProcessOptions, "cwd" | "env">) {
  const [file = "", ...args] = command;
  return execa(file, args, {
    ...fixed,
    cwd: options.cwd,
    env: options.env,
    stdin: "pipe",
    stderr: "ignore",
  });
}

const fixed = {
  extendEnv: false,
  killDescendants: true,
  killSignal: "SIGKILL",
  reject: false,
  buffer: false,
  stripFinalNewline: false,
  encoding: "buffer",
} as const;
