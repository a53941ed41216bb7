/**
 * The reporter that jest (27 and later, with jest-circus) loads inside the sandbox. Its functions use nothing but each
 * other, so their source text is the module. One JSON record a line (runner-records.ts).
 * https://jestjs.io/docs/configuration#custom-reporters
 */

type JestCase = {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
  readonly duration?: number | null;
  readonly failureDetails?: readonly unknown[];
  readonly failureMessages: readonly string[];
};
type JestFile = {
  readonly testExecError?: { readonly message?: string; readonly stack?: string } | null;
  readonly failureMessage?: string | null;
  readonly testResults: readonly JestCase[];
};

/** jest-circus calls hooks and tests by functions of its own, which stand in the stack. */
function failureOf({ failureDetails = [], failureMessages }: JestCase) {
  const whole = failureMessages[0] ?? "";
  const end = whole.search(/\n\s+at /);
  const text = (end === -1 ? whole : whole.slice(0, end)).replace(/\p{Cc}\[[0-9;]*m/gu, "");
  const named = /^([A-Z]\w*)(?: \[(\w+)\])?: /.exec(text);
  const details = Object(failureDetails[0]);
  const name = named?.[1] ?? "";
  const hook = /\bat (?:async )?_callCircusHook\b/.test(whole);
  const late = /Exceeded timeout of \d+ ms for a /.test(text);
  const matcher = typeof details.matcherResult === "object" && details.matcherResult !== null;
  return {
    name,
    code: String(details.code ?? named?.[2] ?? ""),
    message: text.slice(named?.[0].length ?? 0).slice(0, 8000),
    phase: hook ? "setup" : late ? "timeout" : "test",
    assertion: matcher || name === "AssertionError" || (name === "" && /^assert(\.\w+)?\(/.test(text)),
  };
}

function testRecord(file: string, test: JestCase) {
  const other = test.status === "todo" ? "todo" : "skipped";
  const status = test.status === "passed" || test.status === "failed" ? test.status : other;
  return {
    kind: "test",
    file,
    titles: [...test.ancestorTitles, test.title],
    status,
    milliseconds: test.duration ?? 0,
    failure: status === "failed" ? failureOf(test) : null,
  };
}

function openReport(nonce: string, path: string, fs: { appendFileSync(path: string, text: string): void }) {
  let records = 0;
  const write = (record: object) => {
    records += 1;
    fs.appendFileSync(path, `${JSON.stringify(record)}\n`);
  };
  return {
    onRunStart: () => write({ kind: "start", nonce, version: "" }),
    onTestFileStart: (test: { readonly path: string }) => write({ kind: "began", file: test.path }),
    onTestFileResult: (test: { readonly path: string }, result: JestFile) => {
      const file = test.path;
      for (const one of result.testResults) write(testRecord(file, one));
      const broken = result.testExecError;
      if (broken) {
        const message = String(broken.stack || broken.message || result.failureMessage || "");
        write({ kind: "load", file, name: "", message: message.slice(0, 8000) });
      }
      write({ kind: "ended", file });
    },
    onRunComplete: () => write({ kind: "end", nonce, records: records + 1 }),
  };
}

/** The text of a CommonJS module that exports the reporter with this nonce. */
export function jestReporterSource(nonce: string, report: string): string {
  const parts = [failureOf, testRecord, openReport].map(String);
  const call = `${openReport.name}(${JSON.stringify(nonce)}, ${JSON.stringify(report)}, require("node:fs"))`;
  return [...parts, `module.exports = class { constructor() { return ${call}; } };`, ""].join("\n");
}
