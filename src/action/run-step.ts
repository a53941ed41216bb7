import { runTask } from "../commands/run-task.ts";
import { noCheckout } from "../commands/step-refusals.ts";
import { refusalTold, runTold, type Told } from "../commands/told.ts";
import { secretsIn } from "../config/action-inputs.ts";
import { claimInput, claimPorts, type Desk, remarkOf } from "./desk.ts";
import { verifyPorts, workshopPorts } from "./machine.ts";

/** Everything in one job. */
export async function runStep(desk: Desk): Promise<Told> {
  const { github, inputs } = desk;
  const tree = await desk.tree();
  if (tree === null) return refusalTold(noCheckout);
  const baseBranch = {
    defaultBranch: async () => ({
      name: (await github.codeHost.defaultBranch()).name,
      head: await tree.base(),
    }),
  };
  const ports = { ...claimPorts(desk), ...verifyPorts(desk), ...workshopPorts(desk), baseBranch };
  const input = { ...claimInput(desk), secrets: secretsIn(inputs), remark: remarkOf(desk) };
  return runTold(await runTask(ports, input));
}
