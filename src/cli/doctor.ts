import { parseArgs } from "node:util";
import { doctor as examine, leftovers, printDoctor } from "../commands/doctor.ts";
import { openGithubPatient } from "../github/github-patient.ts";
import { sandboxAvailability } from "../workspace/sandbox-availability.ts";
import { type Exit, json, print, type Subcommand } from "./console.ts";
import { openRepository } from "./repository.ts";

export const doctor: Subcommand = {
  usage: "pawl doctor [--repository OWNER/NAME] [--leftovers] [--json]",
  says: "checks what a run needs; --leftovers prints the commands that take away what Pawl left",
  run,
};

async function run(args: readonly string[]): Promise<Exit> {
  const options = { json, repository: { type: "string" }, leftovers: { type: "boolean" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const patient = { ...openGithubPatient(openRepository(values.repository)), sandbox: sandboxHere };
  if (values.leftovers === true) {
    console.log(await leftovers(patient));
    return 0;
  }
  const report = await examine(patient);
  print(values.json, report, printDoctor(report));
  return report.exitCode;
}

async function sandboxHere() {
  const found = await sandboxAvailability();
  return found.kind === "available"
    ? { available: true, text: `bubblewrap ${found.version} works.`, fix: "" }
    : { available: false, text: found.text, fix: found.fix };
}
