import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export type ProcessRequest = {
  readonly command: string;
  readonly args: readonly string[];
  readonly directory: string;
  /** The whole environment: nothing of this process's own is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Each line of standard output and standard error. */
  readonly line: (text: string) => void;
};

/** How long a cancelled process may take to end by itself, in milliseconds; GitHub gives ten seconds. */
const grace = 2_000;

/**
 * Runs a process and answers its exit code (128 when a signal ended it). An aborted one is interrupted, then killed with
 * everything it started; when the reason of the abort is `"close"`, killed at once. Throws when it cannot be started.
 */
export async function runProcess(request: ProcessRequest): Promise<number> {
  const { signal } = request;
  if (signal.aborted) return 128;
  const child = spawn(request.command, request.args, {
    cwd: request.directory,
    env: request.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const kill = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // the whole group has ended already
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    if (signal.reason === "close") return kill("SIGKILL");
    kill("SIGINT");
    timer = setTimeout(() => kill("SIGKILL"), grace);
  };
  signal.addEventListener("abort", stop, { once: true });
  const printed = Promise.all([
    printLines(child.stdout, request.line),
    printLines(child.stderr, request.line),
  ]);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", (cause) => reject(new Error(`${request.command} could not be started`, { cause })));
      child.on("exit", resolve);
    });
    // what the process left running would hold its pipes open
    kill("SIGKILL");
    await printed;
    return code ?? 128;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

async function printLines(stream: Readable, line: (text: string) => void): Promise<void> {
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }))
    line(text);
}
