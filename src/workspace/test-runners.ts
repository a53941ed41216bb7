import { realpathSync } from "node:fs";
import { basename } from "node:path";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import { collectTests } from "../tdd/collect-tests.ts";
import type { TestRunner } from "../tdd/test-runner.ts";
import { cargoProtectedFiles, findCargo } from "./cargo-setup.ts";
import { createCargoTestRunner } from "./cargo-test.ts";
import { createGoTestRunner } from "./go-test.ts";
import { findGo, goProtectedFiles } from "./go-test-setup.ts";
import { detectJavascript, findScript, type JavascriptSetup } from "./javascript-setup.ts";
import { createJestRunner } from "./jest.ts";
import { createJunitRunner } from "./junit.ts";
import { createNodeTestRunner } from "./node-test.ts";
import { detectNodeTest } from "./node-test-setup.ts";
import { createPytestRunner } from "./pytest.ts";
import { detectPytest, findPython } from "./pytest-setup.ts";
import type { RunnerOptions } from "./reported-runner.ts";
import type { Sandbox } from "./sandbox.ts";
import { createVitestRunner } from "./vitest.ts";

/**
 * What detection looks at. `files` are all paths of the tree, `read` answers a file of it as text (`null`: not there),
 * `test` is `run.test` of the configuration.
 */
export type RunnerRequest = {
  readonly sandbox: Sandbox;
  /** Root of the repository. */
  readonly directory: string;
  /** The Node that runs JavaScript tests. */
  readonly node: string;
  readonly timeoutMs: number;
  readonly files: readonly string[];
  readonly read: (path: string) => Promise<string | null>;
  readonly test?: readonly string[] | undefined;
};

/** The runner of a repository, and the sentence that tells a person where it was found. */
export type DetectedRunner = { readonly runner: TestRunner; readonly found: string };

type Kind = "vitest" | "jest" | "node:test" | "pytest" | "go test" | "cargo test";

/**
 * Finds the test runner: `run.test` of the configuration, then the manifests (package.json, Python's, go.mod,
 * Cargo.toml), then the commands of the repository's workflows. Refused with `no-runner`, or `runner-not-installed`
 * when the toolchain is not on this machine.
 */
export async function detectRunner(request: RunnerRequest): Promise<Outcome<DetectedRunner>> {
  const texts = await readTexts(request);
  const { test = [] } = request;
  const told = test.join(" ");
  if (told.includes("{report}"))
    return done({ runner: junit(request, test), found: "run.test, by JUnit XML" });
  const named = kindIn(told);
  if (named !== null) return open(named, request, texts, "run.test");
  const throughScript = /^(npm|pnpm|yarn|bun)\b/.test(told);
  if (told !== "" && !throughScript)
    return refused(
      "no-runner",
      `run.test (${told}) names no test runner that Pawl knows.`,
      "Let it name vitest, jest, node --test, pytest, go test or cargo test, or make it write JUnit XML to {report}.",
    );
  const manifest = kindOfManifests(request.files, texts);
  if (manifest !== null) return open(manifest.kind, request, texts, manifest.where);
  for (const [path, text] of texts) {
    const inWorkflow = path.startsWith(".github/workflows/") ? kindIn(text) : null;
    if (inWorkflow !== null) return open(inWorkflow, request, texts, path);
  }
  return refused(
    "no-runner",
    "No test runner that Pawl knows was found in this repository.",
    "Set run.test in .github/pawl.yml, for example [npx, vitest, run], or a command that writes JUnit XML to {report}.",
  );
}

type Texts = ReadonlyMap<string, string>;

const looked =
  /^(package\.json|pyproject\.toml|pytest\.ini|\.pytest\.ini|tox\.ini|setup\.cfg|setup\.py|go\.mod|Cargo\.toml|rust-toolchain(\.toml)?|\.github\/workflows\/[^/]+\.ya?ml)$/;

async function readTexts({ files, read }: RunnerRequest): Promise<Texts> {
  const paths = files.filter((path) => looked.test(path));
  const texts = await Promise.all(paths.map(async (path) => [path, (await read(path)) ?? ""] as const));
  return new Map(texts);
}

const commands: readonly (readonly [Kind, RegExp])[] = [
  ["vitest", /(^|[\s/"'])vitest(\s|$|["'])/m],
  ["jest", /(^|[\s/"'])jest(\s|$|["'])/m],
  ["node:test", /\b(node|tsx)\b[^\n&|;]*\s--test\b/],
  ["pytest", /(^|[\s/"'])(pytest|py\.test)(\s|$|["'])/m],
  ["go test", /\bgo\s+test\b/],
  ["cargo test", /\bcargo\s+(\S+\s+)?(test|nextest)\b/],
];

/** The runner that a command line, or a workflow's lines, names first in our order. */
function kindIn(text: string): Kind | null {
  return commands.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

function kindOfManifests(
  files: readonly string[],
  texts: Texts,
): { readonly kind: Kind; readonly where: string } | null {
  const manifest = texts.get("package.json") ?? null;
  const javascript = manifest === null ? null : detectJavascript(files, manifest);
  if (javascript !== null) return { kind: javascript.runner, where: "package.json" };
  if (detectNodeTest(files, manifest) !== null) return { kind: "node:test", where: "package.json" };
  if (detectPytest(files, (path) => texts.get(path) ?? null) !== null)
    return { kind: "pytest", where: "Python's files" };
  if (texts.has("go.mod")) return { kind: "go test", where: "go.mod" };
  return texts.has("Cargo.toml") ? { kind: "cargo test", where: "Cargo.toml" } : null;
}

function open(kind: Kind, request: RunnerRequest, texts: Texts, where: string): Outcome<DetectedRunner> {
  try {
    const runner = create(kind, request, texts);
    if (runner !== null) return done({ runner, found: `${kind}, by ${where}` });
  } catch {
    // A toolchain that is not there is told below, with what to do.
  }
  return refused(
    "runner-not-installed",
    `The tests run with ${kind} (by ${where}), which was not found on this machine.`,
    "Install it in the set-up step (.github/actions/pawl-setup), with the packages of the repository.",
  );
}

function create(kind: Kind, request: RunnerRequest, texts: Texts): TestRunner | null {
  const { sandbox, directory, timeoutMs, node, files } = request;
  const options: RunnerOptions = { sandbox, directory, timeoutMs, collect: collectTests };
  const manifest = texts.get("package.json") ?? null;
  if (kind === "node:test") {
    const setup = detectNodeTest(files, manifest);
    return createNodeTestRunner({ ...options, node, ...(setup === null ? {} : { setup }) });
  }
  if (kind === "vitest" || kind === "jest") {
    if (findScript(directory, kind) === null) return null;
    const setup = javascriptSetup(kind, files, manifest);
    return (kind === "vitest" ? createVitestRunner : createJestRunner)({ ...options, node, setup });
  }
  if (kind === "pytest") {
    const found = detectPytest([...files, "pytest.ini"], (path) => texts.get(path) ?? null);
    const python = findPython(realpathSync(directory));
    return found === null ? null : createPytestRunner({ ...options, setup: { ...found, ...python } });
  }
  if (kind === "go test")
    return createGoTestRunner({ ...options, tools: findGo(), protectedFiles: goProtectedFiles(files) });
  const pinned = texts.get("rust-toolchain.toml") ?? texts.get("rust-toolchain") ?? null;
  return createCargoTestRunner({
    ...options,
    tools: findCargo(pinned),
    protectedFiles: cargoProtectedFiles(files),
  });
}

/** The setup of a runner that was named by something else than the manifest. */
function javascriptSetup(
  runner: JavascriptSetup["runner"],
  files: readonly string[],
  manifest: string | null,
): JavascriptSetup {
  const found = detectJavascript(files, manifest);
  if (found?.runner === runner) return found;
  const made = detectJavascript(files, JSON.stringify({ scripts: { test: runner } }));
  return made ?? { runner, testGlobs: [], protectedFiles: ["package.json"], flags: [] };
}

const testNames = ["**/*{test,spec,Test,Spec}.*", "**/{test,spec}_*.*", "**/{test,tests,spec,__tests__}/**"];
const manifests =
  /^(package\.json|[\w.-]*lock[\w.-]*|composer\.json|Gemfile|pom\.xml|build\.gradle(\.kts)?|mix\.exs|\.mocharc.*|phpunit\.xml.*|\.rspec)$/;

function junit(request: RunnerRequest, command: readonly string[]): TestRunner {
  const { sandbox, directory, timeoutMs, files } = request;
  return createJunitRunner({
    ...{ sandbox, directory, timeoutMs, command, collect: collectTests, testGlobs: testNames },
    protectedFiles: ["package.json", ...files.filter((path) => manifests.test(basename(path)))],
  });
}
