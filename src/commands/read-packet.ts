import { handMadePacket } from "../issues/hand-made-task.ts";
import type { Issue } from "../issues/issue.ts";
import { type MarkerOf, markerOf } from "../issues/marker.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import { type Digest, readRecord } from "../issues/plan-record.ts";
import { taskPacketOf } from "../issues/recorded-task.ts";
import type { TaskPacket } from "../issues/task.ts";
import type { Tracker } from "../issues/tracker.ts";
import { isOurs, type Trust } from "../issues/trust.ts";

type Ports = { readonly tracker: Pick<Tracker, "issue" | "comments">; readonly digest: Digest };

type Input = {
  /** The claimed task's issue number. */
  readonly number: number;
  readonly releasedBy: string | null;
  readonly trust: Trust;
};

/**
 * Everything one clean context needs of a claimed task: from the plan record that its marker names, or, for a task a
 * person wrote, from its text. A marker counts only in an issue we wrote. Refusals: `task-gone`, `no-criteria`,
 * `plan-record-missing`.
 */
export async function readPacket(
  ports: Ports,
  { number, releasedBy, trust }: Input,
): Promise<Outcome<TaskPacket>> {
  const issue = await ports.tracker.issue(number);
  if (issue === null) return refused("task-gone", `Task #${number} is not there any more.`, "Nothing to do.");
  const marker = isOurs(issue.author, trust) ? markerOf(issue.body, "task") : null;
  return marker === null ? written(issue, releasedBy) : recorded(ports, issue, marker, releasedBy, trust);
}

function written(issue: Issue, releasedBy: string | null): Outcome<TaskPacket> {
  const packet = handMadePacket(issue, releasedBy);
  if (packet !== null) return done(packet);
  return refused(
    "no-criteria",
    `Task #${issue.number} has no list of acceptance criteria.`,
    "Add a heading *Acceptance criteria* with 1 to 5 list items below it, and release it again.",
  );
}

async function recorded(
  { tracker, digest }: Ports,
  issue: Issue,
  marker: MarkerOf<"task">,
  releasedBy: string | null,
  trust: Trust,
): Promise<Outcome<TaskPacket>> {
  const comments = await tracker.comments(marker.spec);
  const ours = comments.filter(({ author }) => isOurs(author, trust));
  const stored = readRecord(ours, marker.spec, digest);
  const numbers = new Map([[marker.task, issue.number]]);
  const packet = stored && taskPacketOf(stored.record, marker.task, numbers, releasedBy);
  if (packet) return done(packet);
  return refused(
    "plan-record-missing",
    `The plan record of #${marker.spec} is not there, or does not know task ${marker.task}.`,
    "Restore the comment that holds it, or take the task's text over into an issue of your own.",
  );
}
