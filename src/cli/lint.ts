import { parseArgs } from "node:util";
import { visibleText } from "../issues/visible-text.ts";
import { lintReport, printLintReport } from "../plan/lint-report.ts";
import { complain, type Exit, json, one, print, read, type Subcommand } from "./console.ts";

export const lint: Subcommand = {
  usage: "pawl lint <plan.json|-> [--spec SPEC.md] [--json]",
  says: "checks a plan by its rules",
  run,
};

function run(args: readonly string[]): Exit {
  const options = { json, spec: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const spec = values.spec === undefined ? null : visibleText(read(values.spec));
  const { exitCode, report, message } = lintReport(read(one(positionals, "a plan")), spec);
  if (report === null) return complain(message ?? "not a plan");
  print(values.json, report, printLintReport(report));
  return exitCode;
}
