import { readClaimedWork } from "../commands/handover.ts";
import { badClaim } from "../commands/step-refusals.ts";
import { refusalTold, type Told, workTold } from "../commands/told.ts";
import { checkBranch, checkClaim, workClaimed } from "../commands/work-claimed.ts";
import { secretsIn } from "../config/action-inputs.ts";
import { handOver } from "../workspace/handover-files.ts";
import type { Desk } from "./desk.ts";
import { workshopPorts } from "./machine.ts";

/** Works one claimed task; the only step with the model and its key. */
export async function workStep(desk: Desk): Promise<Told> {
  const { inputs, config, github, context, folder, redact } = desk;
  const claimed = readClaimedWork(inputs.claim);
  if (claimed === null) return refusalTold(badClaim);
  const lost = (await checkClaim(github, claimed, context.run)) ?? (await checkBranch(github, claimed));
  if (lost !== null) return refusalTold(lost);
  const work = { claimed, config, secrets: secretsIn(inputs) };
  const { record, changeSet } = await workClaimed(workshopPorts(desk), work);
  await handOver(folder, "work.json", redact(JSON.stringify(record)));
  if (changeSet !== null) await handOver(folder, "change-set.json", changeSet);
  return workTold(record);
}
