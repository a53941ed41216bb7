import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LoadFailure, TestOutcome, TestReport } from "../tdd/test-report.ts";
import type { Selection, TestRunner } from "../tdd/test-runner.ts";
import { openBuildCache } from "./build-cache.ts";
import { type CargoBinary, readCargoBuild } from "./cargo-messages.ts";
import { cargoFailureClass, cargoMessage, cargoTestId } from "./cargo-names.ts";
import { type CargoTools, cargoTestGlobs } from "./cargo-setup.ts";
import { type CargoOutput, readCargoList, readCargoOutput } from "./cargo-test-output.ts";
import { plainMessage } from "./node-test-failure.ts";
import type { ProcessResult } from "./process.ts";
import { withReportFolder } from "./report-folder.ts";
import { absent, chosen, presentOf, type RunnerOptions } from "./reported-runner.ts";

export type CargoTestOptions = RunnerOptions & {
  readonly tools: CargoTools;
  readonly protectedFiles: readonly string[];
  /** Target folder to use; one of our own when left out. */
  readonly target?: string;
};

const empty: TestReport = { complete: true, outcomes: [], loadFailures: [] };
const outputLimit = 64 * 1024 * 1024;

/**
 * cargo test, in two steps: what `cargo build --tests` made is read from its JSON messages, then each test binary lists its tests and
 * runs them where the target folder is read-only. Ids begin with the file of the test's module. Documentation tests
 * are left out: their names hold line numbers.
 */
export function createCargoTestRunner(options: CargoTestOptions): TestRunner {
  const directory = realpathSync(options.directory);
  const target = options.target ?? openBuildCache("cargo");
  return {
    name: "cargo test",
    testGlobs: cargoTestGlobs,
    protectedFiles: options.protectedFiles,
    collect: options.collect,
    run: async (selection) => {
      const there = presentOf(directory, selection);
      if (there.selection === null) return absent(empty, there.missing);
      const run = new CargoRun({ ...options, directory, target }, there.selection);
      return absent(chosen(await run.report(), selection), there.missing);
    },
  };
}

type Job = CargoTestOptions & { readonly target: string };

/** One run: it keeps the time that is left and what was found so far. */
class CargoRun {
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
      const { directory } = this.#options;
      const result = await this.#build(folder);
      const built = readCargoBuild(result.stdout, directory);
      for (const failure of built.failures) this.#fail(failure);
      const nothing = built.binaries.length === 0 && built.failures.length === 0;
      if (result.timedOut || !built.finished || (nothing && result.exitCode !== 0)) this.#broken(result);
      else for (const binary of built.binaries) await this.#binary(binary);
      return { complete: this.#complete, outcomes: this.#outcomes, loadFailures: this.#failures };
    });
  }

  /** Without a lockfile cargo writes one; it would look like a change of the driver's, so it is taken away again. */
  async #build(folder: string): Promise<ProcessResult> {
    const { sandbox, directory, tools, target } = this.#options;
    const lockfile = join(directory, "Cargo.lock");
    const locked = existsSync(lockfile);
    for (const { name, path } of tools.stores) symlinkSync(path, join(folder, name));
    const flags = ["--workspace", "--offline", "--message-format=json", "--color=never"];
    const result = await sandbox.run([tools.cargo, "build", "--tests", "--keep-going", ...flags], {
      cwd: directory,
      writable: [folder, target, ...(locked ? [] : [directory])],
      readOnly: [tools.sysroot, ...tools.stores.map(({ path }) => path)],
      env: { ...this.#env(), CARGO_HOME: folder, CARGO_TARGET_DIR: target },
      timeoutMs: this.#left(),
      outputLimit,
    });
    if (!locked) rmSync(lockfile, { force: true });
    return result;
  }

  async #binary(binary: CargoBinary): Promise<void> {
    const { directory } = this.#options;
    const listed = await this.#run(binary, ["--list", "--format", "terse"]);
    const exists = (path: string) => existsSync(join(directory, path));
    const ids = new Map(
      readCargoList(listed.stdout).map((name) => [name, cargoTestId(binary.root, name, exists)]),
    );
    const names = [...ids].filter(([, id]) => this.#wanted(id)).map(([name]) => name);
    if (names.length === 0) return;
    const chosenNames = names.length === ids.size ? [] : ["--exact", ...names];
    const result = await this.#run(binary, ["--color", "never", ...chosenNames]);
    const output = readCargoOutput(result.stdout, names);
    for (const { name, status, output: said } of output.results) {
      const failure = status === "failed" ? cargoFailureClass(said, directory) : null;
      const message = failure === null ? "" : plainMessage(cargoMessage(said), directory);
      this.#outcomes.push({ id: ids.get(name) ?? name, status, failure, message, milliseconds: 0 });
    }
    this.#judge(binary, { output, names, result });
  }

  #judge(
    { root }: CargoBinary,
    run: { readonly output: CargoOutput; readonly names: readonly string[]; readonly result: ProcessResult },
  ): void {
    const reported = new Set(run.output.results.map(({ name }) => name));
    const lost = run.names.filter((name) => !reported.has(name));
    if (run.output.whole && lost.length === 0 && !run.result.truncated) return;
    this.#complete = false;
    const late = run.result.timedOut;
    const begin = late
      ? "The tests had not ended when the time was over."
      : "The test binary ended too early.";
    const names = lost.length === 0 ? "" : ` Not reported: ${lost.slice(0, 3).join(", ")}.`;
    this.#fail({
      path: root,
      failure: late ? "timeout" : "crash",
      symbol: null,
      message: `${begin}${names}`,
    });
  }

  #wanted(id: string): boolean {
    const selection = this.#selection;
    if (selection.kind === "all") return true;
    return selection.kind === "test"
      ? id === selection.id
      : selection.files.some((path) => id.startsWith(`${path} > `));
  }

  #run({ executable, manifest }: CargoBinary, args: readonly string[]): Promise<ProcessResult> {
    const { sandbox, directory, tools, target } = this.#options;
    const temporary = join(target, "tmp");
    mkdirSync(temporary, { recursive: true });
    const home = dirname(manifest);
    return sandbox.run(["sh", "-c", 'cd "$0" && exec "$@"', home, executable, ...args], {
      cwd: directory,
      writable: [directory, temporary],
      readOnly: [target, tools.sysroot],
      env: { ...this.#env(), CARGO_MANIFEST_DIR: home, LD_LIBRARY_PATH: join(tools.sysroot, "lib") },
      timeoutMs: this.#left(),
      outputLimit,
    });
  }

  #env(): Readonly<Record<string, string>> {
    const bin = join(this.#options.tools.sysroot, "bin");
    return { PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, RUST_BACKTRACE: "0", CARGO_TERM_COLOR: "never" };
  }

  #left(): number {
    return Math.max(this.#until - Date.now(), 1);
  }

  #broken(result: ProcessResult): void {
    this.#complete = false;
    const message = result.timedOut ? "The build had not ended when the time was over." : result.stderr;
    this.#fail({
      path: "cargo build",
      failure: result.timedOut ? "timeout" : "setup",
      symbol: null,
      message,
    });
  }

  #fail(failure: LoadFailure): void {
    this.#failures.push({ ...failure, message: plainMessage(failure.message, this.#options.directory) });
  }
}
