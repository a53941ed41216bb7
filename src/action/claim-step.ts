import { claimTasks } from "../commands/claim-tasks.ts";
import { unopened } from "../commands/open-missing.ts";
import { claimTold, type Told } from "../commands/told.ts";
import { claimInput, claimPorts, type Desk } from "./desk.ts";

/** Claims the tasks that are ready, for the matrix of the jobs that follow. */
export async function claimStep(desk: Desk): Promise<Told> {
  const taken = await claimTasks(claimPorts(desk), { ...claimInput(desk), most: 256 });
  const claimed = taken.kind === "done" ? taken.value.claimed : [];
  return claimTold(taken, await unopened(desk.github, claimed));
}
