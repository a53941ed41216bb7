import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { narrate } from "../local/demo/narrator.ts";
import { runTry } from "../local/demo/run-try.ts";
import { sandboxAvailability } from "../workspace/sandbox-availability.ts";
import { complain, type Exit, home, read, type Subcommand, Usage } from "./console.ts";
import { appEntry, stageFaults } from "./stage-files.ts";

export const tryOut: Subcommand = {
  usage: "pawl try <repository> <spec.md> [--tasks N]",
  says: "the same on a clone of your own repository, with your ANTHROPIC_API_KEY; 0 tasks only plans",
  run,
};

async function run(args: readonly string[]): Promise<Exit> {
  const options = { tasks: { type: "string", default: "1" } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [repository, specFile, ...more] = positionals;
  if (repository === undefined || specFile === undefined || more.length > 0)
    throw new Usage("Name a repository and a spec.");
  const tasks = Number(values.tasks);
  if (!Number.isInteger(tasks) || tasks < 0) throw new Usage("--tasks takes a whole number.");
  const spec = read(specFile);
  const missing = [...stageFaults(), ...(await tryFaults(repository))];
  if (missing.length > 0) return complain(missing.join("\n"));
  const claude = { url: process.env.ANTHROPIC_BASE_URL ?? null, apiKey: process.env.ANTHROPIC_API_KEY ?? "" };
  const title = /^#\s+(.+)$/m.exec(spec)?.[1] ?? basename(specFile, ".md");
  const narrator = narrate(process.stdout);
  await runTry({ home, appEntry: appEntry(), narrator, repository, title, spec, tasks, claude });
  return 0;
}

/** What `pawl try` lacks here, one line each. */
async function tryFaults(repository: string): Promise<readonly string[]> {
  const availability = await sandboxAvailability();
  return [
    ...(existsSync(join(repository, ".git"))
      ? []
      : [`${repository} is not a git repository (no .git in it).`]),
    ...(process.env.ANTHROPIC_API_KEY
      ? []
      : ["ANTHROPIC_API_KEY is not set; without it nothing can be planned."]),
    ...(availability.kind === "available"
      ? []
      : [`sandbox-unavailable: ${availability.text} ${availability.fix}`]),
  ];
}
