/**
 * The reporter that node:test runs inside the sandbox. It is written to a file as its own source text, so the function
 * must not use anything outside itself. One JSON record a line; the host decides what they mean.
 * Events: https://nodejs.org/api/test.html#class-testsstream
 */

/** The parts of an event's data that are read; each runner version leaves some out. */
export type NodeTestEvent = {
  readonly type: string;
  readonly data: {
    readonly name?: string;
    readonly nesting?: number;
    readonly file?: string;
    readonly entryFile?: string;
    readonly skip?: string | boolean;
    readonly todo?: string | boolean;
    readonly message?: string;
    readonly details?: {
      readonly type?: string;
      readonly duration_ms?: number;
      readonly error?: {
        readonly message?: string;
        readonly failureType?: string;
        readonly signal?: string | null;
        readonly cause?: unknown;
      };
    };
  };
};

export function nodeTestReporter(nonce: string) {
  return async function* report(source: AsyncIterable<NodeTestEvent>): AsyncGenerator<string> {
    const errors = new Map<string, string>();
    let records = 0;
    const line = (record: object) => {
      records += 1;
      return `${JSON.stringify(record)}\n`;
    };
    const failure = (error: NonNullable<NodeTestEvent["data"]["details"]>["error"]) => {
      const cause = Object(error?.cause ?? {});
      return {
        type: String(error?.failureType ?? ""),
        name: String(cause.name ?? ""),
        code: String(cause.code ?? ""),
        message: String(cause.message ?? error?.message ?? "").slice(0, 8000),
        signal: error?.signal ?? null,
      };
    };
    yield line({ kind: "start", nonce, node: process.versions.node });
    for await (const { type, data } of source) {
      const { name = "", nesting = 0, file = "", entryFile = null, details } = data;
      const key = entryFile ?? file;
      if (type === "test:stderr") errors.set(key, ((errors.get(key) ?? "") + data.message).slice(-16_000));
      if (type === "test:summary" && file !== "") yield line({ kind: "ended", file: key });
      if (nesting === 0 && entryFile === null && type === "test:dequeue") yield line({ kind: "began", file });
      if (nesting === 0 && entryFile === null && type === "test:complete")
        yield line({ kind: "closed", file });
      if (type !== "test:pass" && type !== "test:fail") continue;
      yield line({
        kind: "test",
        ...{ name, nesting, file, entryFile },
        suite: details?.type === "suite",
        status: data.skip ? "skipped" : data.todo ? "todo" : type === "test:pass" ? "passed" : "failed",
        milliseconds: details?.duration_ms ?? 0,
        failure: type === "test:fail" ? failure(details?.error) : null,
        errors: entryFile === null ? (errors.get(file) ?? errors.get(name) ?? "") : "",
      });
    }
    yield line({ kind: "end", nonce, records });
  };
}

/** The text of a module that exports the reporter with this nonce. */
export function reporterSource(nonce: string): string {
  return `export default (${nodeTestReporter.toString()})(${JSON.stringify(nonce)});\n`;
}
