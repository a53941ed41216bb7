import { readClaimedWork } from "../commands/handover.ts";
import { badClaim } from "../commands/step-refusals.ts";
import { refusalTold, type Told, verifyTold } from "../commands/told.ts";
import { verifyWork } from "../commands/verify-work.ts";
import { takeOver } from "../workspace/handover-files.ts";
import type { Desk } from "./desk.ts";
import { verifyPorts } from "./machine.ts";

/** Replays what was worked, from the base, on a machine that no model has touched. */
export async function verifyStep(desk: Desk): Promise<Told> {
  const { inputs, config } = desk;
  const claimed = readClaimedWork(inputs.claim);
  if (claimed === null) return refusalTold(badClaim);
  const changeSet = await takeOver(desk.folder, "change-set.json");
  if (changeSet.kind === "refused") return refusalTold(changeSet.refusal);
  const outcome = await verifyWork(verifyPorts(desk), { claimed, changeSet: changeSet.value, config });
  return verifyTold(outcome);
}
