import { verifyReport } from "../workspace/verify-report.ts";
import { complain, type Exit, print, type Subcommand } from "./console.ts";

export const verify: Subcommand = {
  usage:
    'pawl verify <base>..<head> [--repo DIR] [--json] [--setup "<command>"] [--dangerously-disable-sandbox]',
  says: "replays commits: does each new test fail without its code, and pass with it",
  run,
};

async function run(args: readonly string[]): Promise<Exit> {
  const answer = await verifyReport(args, (line) => console.error(line));
  if (answer.json === null) return complain(answer.text);
  print(args.includes("--json"), answer.json, answer.text);
  return answer.exitCode;
}
