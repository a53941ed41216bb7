import { codeSpan, type Markdown, md } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import type { Skipped } from "../queue/claim-task.ts";
import { putTaskStatus } from "./task-status.ts";

type Ports = {
  readonly tracker: Pick<Tracker, "comments" | "createComment" | "editComment">;
  readonly log: (line: string) => void;
};

/** A ref made by somebody else where a claim would stand holds its task for ever, so the task has to say it. */
export async function showForeignClaims(
  ports: Ports,
  skipped: readonly Skipped[],
  trust: Trust,
): Promise<void> {
  for (const { number, code, text } of skipped) {
    if (code !== "claim-foreign") continue;
    await putTaskStatus(ports, trust, number, [
      md`**Not started.** ${text}`,
      md`Next: ${removeForeignClaim(number)}`,
    ]);
  }
}

/** What a person does about it. */
export function removeForeignClaim(issue: number): Markdown {
  const command = `git push origin --delete refs/pawl/claims/issue-${issue}`;
  return md`look at the ref; if nobody needs it, delete it (${codeSpan(command)}), then comment ${codeSpan("/retry")}.`;
}
