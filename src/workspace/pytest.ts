import type { Selection, TestRunner } from "../tdd/test-runner.ts";
import { pytestPluginSource } from "./pytest-plugin.ts";
import type { PytestSetup } from "./pytest-setup.ts";
import { pythonCauses } from "./python-failure.ts";
import { recordedReport } from "./recorded-report.ts";
import { createReportedRunner, type RunnerOptions } from "./reported-runner.ts";

/** pytest 6 and later, with our own plugin; what the project configured stays, reports and caches of others do not. */
export function createPytestRunner(options: RunnerOptions & { readonly setup: PytestSetup }): TestRunner {
  const { setup } = options;
  return createReportedRunner(options, {
    name: "pytest",
    testGlobs: setup.testGlobs,
    protectedFiles: setup.protectedFiles,
    reporter: (nonce, report) => ({ name: "pawl_reporter.py", text: pytestPluginSource(nonce, report) }),
    command: (_, selection) => [
      setup.python,
      ...["-m", "pytest", "-p", "pawl_reporter", "-p", "no:cacheprovider", "--continue-on-collection-errors"],
      ...["-q", "--color=no", "--tb=short", ...setup.flags],
      ...targets(selection),
    ],
    env: (folder) => ({
      PYTHONPATH: folder,
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONIOENCODING: "utf-8",
      CI: "1",
    }),
    readOnly: setup.readOnly,
    report: (run) => recordedReport(run, pythonCauses),
  });
}

/** A node id joins file, classes and function by `::`; without parameters it selects all of them. */
function targets(selection: Selection): readonly string[] {
  if (selection.kind === "all") return [];
  if (selection.kind === "files") return selection.files.map((path) => `./${path}`);
  const [path = "", ...titles] = selection.id.split(" > ");
  return [[`./${path}`, ...titles].join("::")];
}
