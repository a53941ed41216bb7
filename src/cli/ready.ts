import { parseArgs } from "node:util";
import { printReady, readyReport } from "../queue/ready-report.ts";
import { complain, type Exit, json, one, print, read, type Subcommand } from "./console.ts";

export const ready: Subcommand = {
  usage: "pawl ready <snapshot.json|-> [--json]",
  says: "says which tasks are ready, in order, and why the others wait",
  run,
};

function run(args: readonly string[]): Exit {
  const options = { json } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const report = readyReport(read(one(positionals, "a snapshot")));
  if (report.exitCode !== 0) return complain(report.message);
  print(values.json, report.output, printReady(report.output));
  return 0;
}
