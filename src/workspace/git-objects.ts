import { type GitOptions, gitCommand } from "./git.ts";
import { openProcess } from "./process.ts";

type Waiting = {
  readonly resolve: (content: Uint8Array | null) => void;
  readonly reject: (error: Error) => void;
};

/**
 * Reads blobs through one `git cat-file --batch` that stays open while there is something to read, so that many files
 * cost one process and an idle reader keeps nobody waiting.
 */
export class GitObjects {
  readonly #options: GitOptions;
  #process: ReturnType<typeof openProcess> | null = null;
  #waiting: Waiting[] = [];
  #received: Buffer = Buffer.alloc(0);
  #needed = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: GitOptions) {
    this.#options = options;
  }

  /** The bytes of a blob by its id (40 hex); `null` when it does not exist or is not a blob. */
  blob(id: string): Promise<Uint8Array | null> {
    if (!/^[0-9a-f]{40}$/.test(id)) return Promise.resolve(null);
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | null>();
    clearTimeout(this.#idle);
    const open = this.#open();
    this.#waiting.push({ resolve, reject });
    open.stdin.write(`${id}\n`);
    return promise;
  }

  close(): void {
    clearTimeout(this.#idle);
    this.#process?.stdin.end();
    this.#process = null;
  }

  #open() {
    if (this.#process !== null) return this.#process;
    const opened = openProcess(gitCommand(["cat-file", "--batch"]), this.#options);
    this.#process = opened;
    opened.stdin.on("error", () => undefined);
    opened.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
    void opened.then(() => this.#ended(opened));
    return opened;
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.close(), idleMilliseconds);
  }

  #ended(process: ReturnType<typeof openProcess>): void {
    if (this.#process === process) this.#process = null;
    const left = this.#waiting;
    this.#waiting = [];
    this.#received = Buffer.alloc(0);
    for (const { reject } of left) reject(new Error("git cat-file ended before it answered"));
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.byteLength === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    while (this.#received.byteLength >= this.#needed && this.#waiting.length > 0) {
      const answer = answerIn(this.#received);
      this.#needed = answer.kind === "more" ? answer.bytes : 0;
      if (answer.kind === "more") return;
      this.#received = this.#received.subarray(answer.length);
      this.#waiting.shift()?.resolve(answer.content);
    }
    if (this.#waiting.length === 0) this.#rest();
  }
}

const idleMilliseconds = 300;

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
