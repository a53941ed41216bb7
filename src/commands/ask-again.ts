import { codeSpan, md } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import { verdictOf } from "../queue/readiness.ts";
import { effectiveRelease } from "../queue/release.ts";
import type { Facts } from "../queue/rules.ts";
import type { QueueIssue } from "../queue/snapshot.ts";
import { isPosted, postOnce } from "./post-once.ts";

type Ports = {
  readonly tracker: Pick<Tracker, "comments" | "createComment">;
  readonly log: (line: string) => void;
};

/** Tasks whose release no longer counts because something changed after it. */
export function changedTasks(facts: Facts): readonly QueueIssue[] {
  return [...facts.issues.values()].filter(
    (issue) =>
      issue.state === "open" &&
      (issue.changedAt !== null || issue.release === null) &&
      verdictOf(issue, facts)?.code === "changed-after-release",
  );
}

/**
 * Says on a changed task, once per release, that it waits to be released again. Answers whether it was said now.
 */
export async function askAgain(
  ports: Ports,
  issue: QueueIssue,
  facts: Facts,
  trust: Trust,
): Promise<boolean> {
  const release = effectiveRelease(issue, facts.ancestry(issue.parent).release);
  if (release === null) return false;
  const about = `changed after release ${release.at}`;
  const marker = { kind: "note", about } as const;
  if (await isPosted(ports.tracker, trust, issue.number, marker)) return false;
  const { readyLabel } = facts.rules;
  return postOnce(ports, trust, issue.number, marker, [
    md`**This changed after it was released** by ${codeSpan(release.by)}: its title, its text, its blockers or its place in the plan. What was released is not what stands here now, so no run takes it.`,
    md`Next: read it, then take ${codeSpan(readyLabel)} off and put it on again; on this task alone is enough.`,
  ]);
}
