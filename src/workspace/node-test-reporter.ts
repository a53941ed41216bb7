/**
 * The reporter that node:test runs inside the sandbox. It is written to a file as its own source text, so that a
 * bundle of one file can bring it along; its functions use nothing but each other. One JSON record a line; the host
 * decides what they mean.
 * Events: https://nodejs.org/api/test.html#class-testsstream
 */

/** The parts of an event's data that are read; each runner version leaves some out. */
type NodeTestEvent = {
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

function failureOf(error: NonNullable<NodeTestEvent["data"]["details"]>["error"]) {
  const cause = Object(error?.cause ?? {});
  return {
    type: String(error?.failureType ?? ""),
    name: String(cause.name ?? ""),
    code: String(cause.code ?? ""),
    message: String(cause.message ?? error?.message ?? "").slice(0, 8000),
    signal: error?.signal ?? null,
  };
}

function testRecord({ type, data }: NodeTestEvent, errors: ReadonlyMap<string, string>) {
  const { name = "", nesting = 0, file = "", entryFile = null, details } = data;
  return {
    kind: "test",
    ...{ name, nesting, file, entryFile },
    suite: details?.type === "suite",
    status: data.skip ? "skipped" : data.todo ? "todo" : type === "test:pass" ? "passed" : "failed",
    milliseconds: details?.duration_ms ?? 0,
    failure: type === "test:fail" ? failureOf(details?.error) : null,
    errors: entryFile === null ? (errors.get(file) ?? errors.get(name) ?? "") : "",
  };
}

function recordsOf(event: NodeTestEvent, errors: Map<string, string>): readonly object[] {
  const { type, data } = event;
  const { nesting = 0, file = "", entryFile = null } = data;
  const key = entryFile ?? file;
  if (type === "test:stderr") errors.set(key, ((errors.get(key) ?? "") + data.message).slice(-16_000));
  if (type === "test:pass" || type === "test:fail") return [testRecord(event, errors)];
  if (type === "test:summary" && file !== "") return [{ kind: "ended", file: key }];
  if (nesting > 0 || entryFile !== null) return [];
  if (type === "test:dequeue") return [{ kind: "began", file }];
  return type === "test:complete" ? [{ kind: "closed", file }] : [];
}

async function* report(nonce: string, source: AsyncIterable<NodeTestEvent>): AsyncGenerator<string> {
  const errors = new Map<string, string>();
  let records = 1;
  yield `${JSON.stringify({ kind: "start", nonce, node: process.versions.node })}\n`;
  for await (const event of source)
    for (const record of recordsOf(event, errors)) {
      records += 1;
      yield `${JSON.stringify(record)}\n`;
    }
  yield `${JSON.stringify({ kind: "end", nonce, records })}\n`;
}

/** The text of a module that exports the reporter with this nonce. */
export function reporterSource(nonce: string): string {
  const parts = [failureOf, testRecord, recordsOf, report].map(String);
  return [...parts, `export default (source) => ${report.name}(${JSON.stringify(nonce)}, source);`, ""].join(
    "\n",
  );
}
