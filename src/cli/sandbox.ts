import { homedir } from "node:os";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { probeReport, runInSandbox } from "../workspace/sandbox-command.ts";
import { type Exit, folder, json, type Subcommand, Usage } from "./console.ts";

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
  if (values.probe && command.length > 0)
    throw new Usage("--probe runs its own attempts and takes no command.");
  if (!values.probe && values.json) throw new Usage("--json goes with --probe.");
  const answer = values.probe
    ? await probeReport({ json: values.json === true })
    : await runInSandbox(command, { directory: workspace(values.dir) });
  process.stdout.write(answer.stdout);
  process.stderr.write(answer.stderr);
  return answer.exitCode;
}

/** The folder that the command may write. One that holds the home folder would open everything the walls are for. */
function workspace(path: string): string {
  const directory = folder(path);
  const toHome = relative(directory, homedir());
  if (toHome.startsWith("..")) return directory;
  throw new Usage(`${directory} holds your home folder; name the folder of one project.`);
}
