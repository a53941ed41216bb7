import { publishVerified } from "../commands/publish-verified.ts";
import { publishTold, type Told } from "../commands/told.ts";
import { secretsIn } from "../config/action-inputs.ts";
import { takeOver } from "../workspace/handover-files.ts";
import { type Desk, digest, remarkOf } from "./desk.ts";

/** Publishes what was verified; no checkout, no model, nothing of the repository runs. */
export async function publishStep(desk: Desk): Promise<Told> {
  const { inputs, config, github, context } = desk;
  const { claim, verified } = inputs;
  const given = { claim, verified, run: context.run, config };
  const files = (name: string) => takeOver(desk.folder, name);
  const own = { secrets: secretsIn(inputs), remark: remarkOf(desk) };
  return publishTold(await publishVerified({ ...github, digest, files }, { ...given, ...own }));
}
