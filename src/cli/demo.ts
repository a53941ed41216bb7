import { parseArgs } from "node:util";
import { narrate } from "../local/demo/narrator.ts";
import { runDemo } from "../local/demo/run-demo.ts";
import { sandboxAvailability } from "../workspace/sandbox-availability.ts";
import { complain, type Exit, home, json, type Subcommand } from "./console.ts";
import { appEntry, stageFaults } from "./stage-files.ts";

export const demo: Subcommand = {
  usage: "pawl demo [--json] [--live]",
  says: "the whole product on this machine, offline; --live runs it on Claude",
  run,
};

async function run(args: readonly string[]): Promise<Exit> {
  const { values } = parseArgs({
    args: [...args],
    options: { json, live: { type: "boolean" } },
  });
  const liveKey = values.live === true ? (process.env.ANTHROPIC_API_KEY ?? "") : null;
  const availability = await sandboxAvailability();
  if (liveKey === "") return complain("pawl demo --live needs ANTHROPIC_API_KEY in the environment.");
  if (liveKey !== null && availability.kind === "unavailable") {
    return complain(`sandbox-unavailable: ${availability.text} ${availability.fix}`);
  }
  const [fault] = stageFaults();
  if (fault !== undefined) return complain(fault);
  const narrator = narrate(values.json === true ? process.stderr : process.stdout);
  const sandbox = availability.kind === "available";
  const state = await runDemo({ home, appEntry: appEntry(), narrator, sandbox, liveKey });
  if (values.json === true) console.log(JSON.stringify(state, null, 2));
  return 0;
}
