import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { gitEnvironment } from "./git-process.ts";

type RawObject = { readonly sha: string; readonly type: string; readonly body: Buffer };

type Waiting = { readonly take: (found: RawObject | null) => void; readonly fail: (cause: Error) => void };

/**
 * Reads objects by id or by any revision expression (`main:src/a.js`) through one long-lived `git cat-file --batch`, so
 * that a read costs no process start. `null`: there is no such object.
 */
export type GitReader = {
  read(expression: string): Promise<RawObject | null>;
  close(): void;
};

export function createGitReader(directory: string): GitReader {
  let child: ChildProcess | null = null;
  let waiting: Waiting[] = [];
  let chunks: Buffer[] = [];
  let buffered = 0;
  let needed = 0;

  const stopped = (cause: Error) => {
    const lost = waiting;
    child = null;
    waiting = [];
    chunks = [];
    buffered = 0;
    needed = 0;
    for (const one of lost) one.fail(cause);
  };
  const take = (chunk: Buffer) => {
    chunks.push(chunk);
    buffered += chunk.length;
    if (buffered < needed) return;
    let rest = Buffer.concat(chunks);
    for (let answer = parseAnswer(rest); ; answer = parseAnswer(rest)) {
      if (answer.kind === "partial") {
        needed = answer.needed;
        break;
      }
      rest = rest.subarray(answer.length);
      waiting.shift()?.take(answer.object);
    }
    chunks = [rest];
    buffered = rest.length;
  };
  const start = (): ChildProcess => {
    const started = spawn("git", ["cat-file", "--batch"], {
      cwd: directory,
      env: gitEnvironment(),
      stdio: ["pipe", "pipe", "ignore"],
    });
    started.stdout.on("data", take);
    started.on("error", (cause) => stopped(new Error("git cat-file could not be started", { cause })));
    started.on("close", () => {
      if (child === started) stopped(new Error("git cat-file ended"));
    });
    started.stdin.on("error", () => {});
    // an idle reader must not keep the host process alive
    started.unref();
    for (const pipe of [started.stdin, started.stdout]) if (pipe instanceof Socket) pipe.unref();
    return started;
  };
  return {
    read: (expression) => {
      if (expression === "" || /[\n\0]/.test(expression)) return Promise.resolve(null);
      return new Promise((resolve, fail) => {
        child ??= start();
        waiting.push({ take: resolve, fail });
        child.stdin?.write(`${expression}\n`);
      });
    },
    close: () => child?.kill(),
  };
}

type Answer =
  | { readonly kind: "whole"; readonly length: number; readonly object: RawObject | null }
  | { readonly kind: "partial"; readonly needed: number };

function parseAnswer(buffer: Buffer): Answer {
  const end = buffer.indexOf(0x0a);
  if (end < 0) return { kind: "partial", needed: buffer.length + 1 };
  const head = /^([0-9a-f]{40}) (\w+) (\d+)$/.exec(buffer.toString("utf8", 0, end));
  if (head === null) return { kind: "whole", length: end + 1, object: null };
  const size = Number(head[3]);
  const total = end + 1 + size + 1;
  if (buffer.length < total) return { kind: "partial", needed: total };
  const body = Buffer.from(buffer.subarray(end + 1, end + 1 + size));
  return { kind: "whole", length: total, object: { sha: head[1] ?? "", type: head[2] ?? "", body } };
}
