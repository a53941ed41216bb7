import { existsSync, mkdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LoadFailure, TestOutcome, TestReport } from "../tdd/test-report.ts";
import type { Selection, TestRunner } from "../tdd/test-runner.ts";
import { keptBuildCache, openBuildCache } from "./build-cache.ts";
import { goBuildFailure, goFailureClass, goMessage } from "./go-failure.ts";
import {
  binaryName,
  buildGroups,
  type GoPackage,
  goListFormat,
  readGoErrors,
  readGoPackages,
} from "./go-packages.ts";
import { type GoOutput, readGoOutput } from "./go-test-output.ts";
import { type GoTools, goTestGlobs } from "./go-test-setup.ts";
import { plainMessage } from "./node-test-failure.ts";
import type { ProcessResult } from "./process.ts";
import { withReportFolder } from "./report-folder.ts";
import { absent, chosen, fileOf, presentOf, type RunnerOptions } from "./reported-runner.ts";

export type GoTestOptions = RunnerOptions & {
  readonly tools: GoTools;
  readonly protectedFiles: readonly string[];
  /** Build cache to use; one of our own when left out. */
  readonly cache?: string;
};

const empty: TestReport = { complete: true, outcomes: [], loadFailures: [] };
const outputLimit = 64 * 1024 * 1024;

/**
 * go test, in two steps: the test binaries are built where the tree is read-only, then each runs alone in its package's
 * folder where the build cache cannot be seen. Ids begin with the package's folder; subtests belong to their test. No
 * nonce fits into a Go process, so a package counts as whole only when every test that its files declare is reported
 * once and the binary came to its own end.
 */
export function createGoTestRunner(options: GoTestOptions): TestRunner {
  const directory = realpathSync(options.directory);
  const cache = options.cache ?? keptBuildCache("go") ?? openBuildCache("go");
  return {
    name: "go test",
    testGlobs: goTestGlobs,
    protectedFiles: options.protectedFiles,
    collect: options.collect,
    run: async (selection) => {
      const there = presentOf(directory, selection);
      if (there.selection === null) return absent(empty, there.missing);
      const run = new GoRun({ ...options, directory, cache }, there.selection);
      return absent(chosen(await run.report(), selection), there.missing);
    },
  };
}

type Job = GoTestOptions & { readonly cache: string };

/** One run: it keeps the time that is left and what was found so far. */
class GoRun {
  readonly #options: Job;
  readonly #selection: Selection;
  readonly #until: number;
  readonly #outcomes: TestOutcome[] = [];
  readonly #failures: LoadFailure[] = [];
  #complete = true;

  constructor(options: Job, selection: Selection) {
    this.#options = options;
    this.#selection = selection;
    this.#until = Date.now() + options.timeoutMs;
  }

  report(): Promise<TestReport> {
    return withReportFolder(async (folder) => {
      const listed = await this.#go(["list", "-e", "-f", goListFormat, "./..."], folder);
      const packages = readGoPackages(listed.stdout, this.#options.directory).filter((one) =>
        this.#wanted(one),
      );
      if (listed.timedOut || (packages.length === 0 && listed.exitCode !== 0))
        this.#broken("go list", listed);
      for (const [index, group] of buildGroups(packages).entries())
        await this.#group(group, join(folder, `${index}`));
      return { complete: this.#complete, outcomes: this.#outcomes, loadFailures: this.#failures };
    });
  }

  #wanted({ path }: GoPackage): boolean {
    const selection = this.#selection;
    if (selection.kind === "all") return true;
    if (selection.kind === "test") return fileOf(selection.id) === path;
    return selection.files.some((file) => dirname(file) === path);
  }

  async #group(group: readonly GoPackage[], folder: string): Promise<void> {
    mkdirSync(folder);
    const names = group.map(({ importPath }) => importPath);
    const built = await this.#go(["test", "-c", "-vet=off", "-o", `${folder}/`, ...names], folder);
    if (built.timedOut) return this.#broken("go build", built);
    const said = readGoErrors(`${built.stderr}\n${built.stdout}`);
    const module = moduleOf(this.#options.directory);
    for (const one of group) {
      const binary = join(folder, binaryName(one));
      const text = said.get(one.importPath) ?? `${built.stderr}\n${built.stdout}`;
      if (existsSync(binary)) await this.#run(one, binary);
      else this.#failures.push(this.#plain(goBuildFailure(one.path, text, module)));
    }
  }

  async #run(one: GoPackage, binary: string): Promise<void> {
    const { sandbox, directory, tools, timeoutMs } = this.#options;
    const selection = this.#selection;
    const name = selection.kind === "test" ? selection.id.split(" > ")[1] : undefined;
    const result = await sandbox.run(
      [
        ...["sh", "-c", 'cd "$0" && exec "$@" 2>&1', join(directory, one.path), binary],
        ...["-test.v=test2json", "-test.paniconexit0", `-test.timeout=${Math.ceil(timeoutMs / 2)}ms`],
        ...(name === undefined ? [] : [`-test.run=^${name}$`]),
      ],
      {
        cwd: directory,
        writable: [directory],
        readOnly: [dirname(binary), ...tools.readOnly],
        env: tools.env,
        timeoutMs: this.#left(),
        outputLimit,
      },
    );
    this.#take(one, readGoOutput(result.stdout), result);
  }

  #take(one: GoPackage, output: GoOutput, result: ProcessResult): void {
    const { directory } = this.#options;
    for (const { name, status, milliseconds, lines } of output.results) {
      const failure = status === "failed" ? goFailureClass(lines) : null;
      const message = failure === null ? "" : plainMessage(goMessage(lines), directory);
      this.#outcomes.push({ id: `${one.path} > ${name}`, status, failure, message, milliseconds });
    }
    const reported = new Set(output.results.map(({ name }) => name));
    const missing =
      this.#selection.kind === "test" ? [] : this.#declared(one).filter((name) => !reported.has(name));
    const late = result.timedOut || /^panic: test timed out/m.test(result.stdout);
    if (output.whole && !result.truncated && missing.length === 0) return;
    this.#complete = false;
    const names = output.open.length > 0 ? output.open : missing;
    this.#failures.push({
      path: one.path,
      failure: late ? "timeout" : "crash",
      symbol: null,
      message: plainMessage(unwhole(late, names, result.stdout), directory),
    });
  }

  #declared({ testFiles }: GoPackage): readonly string[] {
    const { directory, collect } = this.#options;
    const tests = testFiles.flatMap(
      (path) => collect(path, readFileSync(join(directory, path), "utf8")) ?? [],
    );
    return tests.map(({ id }) => id.split(" > ")[1] ?? id);
  }

  #go(args: readonly string[], folder: string): Promise<ProcessResult> {
    const { sandbox, directory, tools, cache } = this.#options;
    return sandbox.run([tools.go, ...args], {
      cwd: directory,
      writable: [folder, cache],
      readOnly: tools.readOnly,
      env: { ...tools.env, GOCACHE: cache },
      timeoutMs: this.#left(),
      outputLimit: 4 * 1024 * 1024,
    });
  }

  #left(): number {
    return Math.max(this.#until - Date.now(), 1);
  }

  #broken(path: string, result: ProcessResult): void {
    this.#complete = false;
    const message = result.timedOut ? "It had not ended when the time was over." : result.stderr;
    const failure = result.timedOut ? "timeout" : "setup";
    this.#failures.push(this.#plain({ path, failure, symbol: null, message }));
  }

  #plain(failure: LoadFailure): LoadFailure {
    return { ...failure, message: plainMessage(failure.message, this.#options.directory) };
  }
}

function unwhole(late: boolean, names: readonly string[], output: string): string {
  const tests = names.length === 0 ? "" : ` Not reported: ${names.slice(0, 3).join(", ")}.`;
  if (late) return `The tests had not ended when the time was over.${tests}`;
  const panic = /^(panic: .*|fatal error: .*)/m.exec(output)?.[1] ?? "";
  return `The test binary ended before all its tests were reported.${tests}\n${panic}`;
}

/** The module path of go.mod, to tell a package of this repository from one of others. */
function moduleOf(directory: string): string | null {
  const path = join(directory, "go.mod");
  return existsSync(path) ? (/^module\s+(\S+)/m.exec(readFileSync(path, "utf8"))?.[1] ?? null) : null;
}
