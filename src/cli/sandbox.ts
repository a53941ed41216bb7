import { parseArgs } from "node:util";
import { probeReport, runInSandbox } from "../workspace/sandbox-command.ts";
import { type Exit, json, type Subcommand } from "./console.ts";

export const sandbox: Subcommand = {
  usage: "pawl sandbox [--dir DIR] -- <command…> | pawl sandbox --probe [--json]",
  says: "runs one command as the driver's tools run, or tries to break out",
  run,
};

async function run(args: readonly string[]): Promise<Exit> {
  const at = args.indexOf("--");
  const own = at < 0 ? args : args.slice(0, at);
  const options = { json, probe: { type: "boolean" }, dir: { type: "string", default: "." } } as const;
  const { values } = parseArgs({ args: [...own], options });
  const command = at < 0 ? [] : args.slice(at + 1);
  const answer = values.probe
    ? await probeReport({ json: values.json === true })
    : await runInSandbox(command, { directory: values.dir });
  process.stdout.write(answer.stdout);
  process.stderr.write(answer.stderr);
  return answer.exitCode;
}
