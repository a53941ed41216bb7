import { document, list, md } from "../issues/render.ts";
import type { Trust } from "../issues/trust.ts";
import { isOurs } from "../issues/trust.ts";
import type { CreatePorts } from "./create-once.ts";
import type { Held } from "./hold-fixed.ts";
import { fixedReason, type Ground } from "./standing-issues.ts";

/** Says on each task that a revision could not change what it wanted of it, once. */
export async function tellHeld(
  { tracker }: Pick<CreatePorts, "tracker">,
  ground: Ground,
  wanted: Held["wanted"],
  trust: Trust,
): Promise<void> {
  for (const one of wanted) {
    const issue = ground.known.tasks.get(one.id);
    const why = fixedReason(ground, one.id);
    if (issue === undefined || why === null) continue;
    const lines =
      "after" in one
        ? [
            md`Title: ${one.after.title}`,
            md`Goal: ${one.after.goal}`,
            ...one.after.criteria.map(({ id, text }) => md`**${id}** ${text}`),
            md`Differs in: ${one.fields.join(", ")}`,
          ]
        : [md`It would no longer be part of the plan.`];
    const body = document({ kind: "note", about: `held ${one.id}` }, [
      md`A revision of the plan wants this task otherwise. It is ${why}, so Pawl left it as it is:`,
      list(lines),
    ]);
    const said = await tracker.comments(issue.number);
    if (!said.some((comment) => isOurs(comment.author, trust) && comment.body === body)) {
      await tracker.createComment(issue.number, body);
    }
  }
}
