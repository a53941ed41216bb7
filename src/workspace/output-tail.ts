/** Keeps the last bytes of a stream, at most `limit` of them. */
export class OutputTail {
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #size = 0;
  truncated = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#size += chunk.byteLength;
    while (this.#size > this.#limit) {
      const [first] = this.#chunks;
      if (first === undefined) return;
      const over = this.#size - this.#limit;
      this.truncated = true;
      this.#size -= Math.min(over, first.byteLength);
      if (first.byteLength <= over) this.#chunks.shift();
      else this.#chunks[0] = first.subarray(over);
    }
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}
