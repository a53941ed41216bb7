/**
 * The reporter that vitest (3 and later) loads inside the sandbox. Its functions use nothing but each other, so their
 * source text is the module. One JSON record a line (runner-records.ts); the host decides what they mean.
 * https://vitest.dev/api/advanced/reporters
 */

type VitestError = { readonly name?: string; readonly code?: unknown; readonly message?: string };
type VitestTask = {
  readonly result?: { readonly hooks?: { readonly beforeEach?: string; readonly afterEach?: string } };
};
type VitestSuite = {
  readonly type: string;
  readonly name: string;
  readonly parent?: VitestSuite;
  errors?(): readonly VitestError[];
};
type VitestTest = {
  readonly name: string;
  readonly parent: VitestSuite;
  readonly options: { readonly mode?: string };
  readonly task?: VitestTask;
  result(): { readonly state: string; readonly errors?: readonly VitestError[] };
  diagnostic(): { readonly duration: number } | undefined;
};
type VitestModule = {
  readonly moduleId: string;
  errors(): readonly VitestError[];
  readonly children: { allTests(): Iterable<VitestTest> };
};

function suitesOf(parent: VitestSuite | undefined): readonly VitestSuite[] {
  return parent === undefined || parent.type !== "suite" ? [] : [...suitesOf(parent.parent), parent];
}

function failureOf(error: VitestError | undefined, phase: string) {
  const { name = "", code, message = "" } = error ?? {};
  const late = name === "TestTimeoutError" || /^(Test|Hook) timed out in \d+ms/.test(message);
  return {
    name: String(name),
    code: typeof code === "string" ? code : "",
    message: String(message).slice(0, 8000),
    phase: phase === "test" && late ? "timeout" : phase,
    assertion: name === "AssertionError" || code === "ERR_ASSERTION",
  };
}

function hookOf(test: VitestTest): boolean {
  const hooks = test.task?.result?.hooks;
  return hooks?.beforeEach === "run" || hooks?.afterEach === "run";
}

function testRecord(file: string, test: VitestTest) {
  const suites = suitesOf(test.parent);
  const { state, errors = [] } = test.result();
  const broken = suites.flatMap((suite) => suite.errors?.() ?? []);
  const hook = state !== "passed" && broken.length > 0 && test.options.mode === "run";
  const skipped = test.options.mode === "todo" ? "todo" : "skipped";
  const status = state === "passed" || state === "failed" ? state : hook ? "failed" : skipped;
  const phase = hook || hookOf(test) ? "setup" : "test";
  return {
    kind: "test",
    file,
    titles: [...suites.map((suite) => suite.name), test.name],
    status,
    milliseconds: test.diagnostic()?.duration ?? 0,
    failure: status === "failed" ? failureOf(state === "failed" ? errors[0] : broken[0], phase) : null,
  };
}

function openReport(nonce: string, path: string, fs: { appendFileSync(path: string, text: string): void }) {
  let records = 0;
  const write = (record: object) => {
    records += 1;
    fs.appendFileSync(path, `${JSON.stringify(record)}\n`);
  };
  return {
    onInit: (vitest: { readonly version: string }) =>
      write({ kind: "start", nonce, version: String(vitest.version) }),
    onTestModuleStart: ({ moduleId }: VitestModule) => write({ kind: "began", file: moduleId }),
    onTestModuleEnd: (module: VitestModule) => {
      const file = module.moduleId;
      for (const test of module.children.allTests()) write(testRecord(file, test));
      for (const { name, message } of module.errors().slice(0, 1))
        write({
          kind: "load",
          file,
          name: String(name ?? ""),
          message: String(message ?? "").slice(0, 8000),
        });
      write({ kind: "ended", file });
    },
    onTestRunEnd: (_: unknown, errors: readonly VitestError[]) => {
      for (const { name, message } of errors.slice(0, 3))
        write({
          kind: "load",
          file: "vitest",
          name: "Unhandled",
          message: `${name ?? "Error"}: ${message ?? ""}`,
        });
      write({ kind: "end", nonce, records: records + 1 });
    },
  };
}

/** The text of a module whose default export is the reporter with this nonce. */
export function vitestReporterSource(nonce: string, report: string): string {
  const parts = [suitesOf, failureOf, hookOf, testRecord, openReport].map(String);
  const call = `${openReport.name}(${JSON.stringify(nonce)}, ${JSON.stringify(report)}, fs)`;
  return [
    'import fs from "node:fs";',
    ...parts,
    `export default class { constructor() { return ${call}; } }`,
    "",
  ].join("\n");
}
