import { Socket } from "node:net";
import { type GitOptions, gitCommand } from "./git.ts";
import { openProcess } from "./process.ts";

/**
 * Reads blobs through one `git cat-file --batch` that stays open, so that many files cost one process. While nothing is
 * asked it keeps nobody waiting: an idle reader does not hold this process open.
 */
export class GitObjects {
  readonly #options: GitOptions;
  #reader: Reader | null = null;

  constructor(options: GitOptions) {
    this.#options = options;
  }

  /** The bytes of a blob by its id (40 hex); `null` when it does not exist or is not a blob. */
  blob(id: string): Promise<Uint8Array | null> {
    if (!/^[0-9a-f]{40}$/.test(id)) return Promise.resolve(null);
    if (this.#reader === null || this.#reader.hasEnded()) this.#reader = openReader(this.#options);
    return this.#reader.ask(id);
  }

  close(): void {
    this.#reader?.close();
    this.#reader = null;
  }
}

type Waiting = {
  readonly resolve: (content: Uint8Array | null) => void;
  readonly reject: (error: Error) => void;
};

/** One process with its own questions: those of a process that ended are never taken for those of the next. */
type Reader = {
  ask(id: string): Promise<Uint8Array | null>;
  hasEnded(): boolean;
  close(): void;
};

function openReader(options: GitOptions): Reader {
  const opened = openProcess(gitCommand(["cat-file", "--batch"]), options);
  const waiting: Waiting[] = [];
  const answers = new Answers();
  let ended = false;
  const hold = (held: boolean) => {
    if (held) opened.nodeChildProcess.ref();
    else opened.nodeChildProcess.unref();
    for (const stream of [opened.stdin, opened.stdout]) {
      if (stream instanceof Socket && held) stream.ref();
      else if (stream instanceof Socket) stream.unref();
    }
  };
  opened.stdin.on("error", () => undefined);
  opened.stdout.on("data", (chunk: Buffer) => {
    for (const content of answers.in(chunk)) waiting.shift()?.resolve(content);
    if (waiting.length === 0) hold(false);
  });
  void opened.then(() => {
    ended = true;
    for (const { reject } of waiting.splice(0)) reject(new Error("git cat-file ended before it answered"));
  });
  return {
    ask(id) {
      const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | null>();
      hold(true);
      waiting.push({ resolve, reject });
      opened.stdin.write(`${id}\n`);
      return promise;
    },
    hasEnded: () => ended,
    close: () => void opened.stdin.end(),
  };
}

/** Cuts what arrives into whole answers. `null` is an object that is missing or no blob. */
class Answers {
  #received: Buffer = Buffer.alloc(0);
  #needed = 0;

  in(chunk: Buffer): readonly (Uint8Array | null)[] {
    this.#received = this.#received.byteLength === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const whole: (Uint8Array | null)[] = [];
    while (this.#received.byteLength > 0 && this.#received.byteLength >= this.#needed) {
      const answer = answerIn(this.#received);
      this.#needed = answer.kind === "more" ? answer.bytes : 0;
      if (answer.kind === "more") break;
      this.#received = this.#received.subarray(answer.length);
      whole.push(answer.content);
    }
    return whole;
  }
}

type Answer =
  | { readonly kind: "more"; readonly bytes: number }
  | { readonly kind: "answer"; readonly length: number; readonly content: Uint8Array | null };

/** `<id> <type> <size>\n<bytes>\n`, or `<id> missing\n` (git-cat-file(1), batch output). */
function answerIn(received: Buffer): Answer {
  const line = received.indexOf(10);
  if (line === -1) return { kind: "more", bytes: received.byteLength + 1 };
  const [, type, size] = received.toString("latin1", 0, line).split(" ");
  if (type === "missing" || size === undefined) return { kind: "answer", length: line + 1, content: null };
  const end = line + 1 + Number(size);
  if (received.byteLength < end + 1) return { kind: "more", bytes: end + 1 };
  const content = type === "blob" ? Uint8Array.from(received.subarray(line + 1, end)) : null;
  return { kind: "answer", length: end + 1, content };
}
