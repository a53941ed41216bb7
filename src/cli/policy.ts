import { parseArgs } from "node:util";
import { policyReport, printPolicyReport } from "../delivery/policy-report.ts";
import { readBaseTree } from "../workspace/base-tree.ts";
import { complain, type Exit, folder, json, one, print, read, type Subcommand, Usage } from "./console.ts";

export const policy: Subcommand = {
  usage: "pawl policy <change-set.json|-> --repo DIR [--allow-dependency NAME]… [--json]",
  says: "says what publishing would say of a change set",
  run,
};

async function run(args: readonly string[]): Promise<Exit> {
  const options = {
    json,
    repo: { type: "string" },
    "allow-dependency": { type: "string", multiple: true },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.repo === undefined) throw new Usage("--repo names the repository that holds the base.");
  const repo = folder(values.repo);
  const text = read(one(positionals, "a change set"));
  const allowDependencies = values["allow-dependency"] ?? [];
  const answer = await policyReport(
    { readBase: (commit, texts) => readBaseTree(repo, commit, texts) },
    { text, allowDependencies },
  );
  if (answer.exitCode === 2) return complain(answer.fault);
  print(values.json, answer.report, printPolicyReport(answer.report));
  return answer.exitCode;
}
