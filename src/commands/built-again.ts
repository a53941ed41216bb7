import { addUsage } from "../budget/usage.ts";
import type { TaskPacket } from "../issues/task.ts";
import { reimplement, reimplementedText } from "../tdd/reimplement/reimplement.ts";
import type { WorkPorts } from "../tdd/work-task.ts";
import type { Worked } from "../tdd/worked.ts";

/**
 * The re-implementation check on a finished task, for those who asked for it (`run.reimplement: on`): its score, or why
 * there is none, becomes a line of the pull request, and what it cost counts as the task's. It never changes the work.
 */
export async function builtAgain(ports: WorkPorts, packet: TaskPacket, worked: Worked): Promise<Worked> {
  const { hands, tree } = ports;
  const behaved = worked.steps.some(({ kind }) => kind === "iteration");
  if (hands === undefined || worked.exit !== "done" || !behaved) return worked;
  const head = await tree.snapshot();
  const score = await reimplement({ ...ports, hands }, { packet, base: worked.base, head });
  if (score.kind === "done") {
    const remarks = [...worked.remarks, reimplementedText(score.value)];
    return { ...worked, remarks, usage: addUsage(worked.usage, score.value.usage) };
  }
  const { code, text } = score.refusal;
  if (code === "nothing-added") return worked;
  return { ...worked, remarks: [...worked.remarks, `It was not built again from its tests: ${text}`] };
}
