import type { Config } from "../config/config.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { Digest } from "../issues/plan-record.ts";
import type { CreatePorts } from "./create-once.ts";
import { standingPlan } from "./standing-plan.ts";
import { blockingQuestion } from "./why-held.ts";
import { writeRecord } from "./write-record.ts";

type Ports = CreatePorts & { readonly digest: Digest };

/**
 * `/approve`: makes the preview that was shown the plan of the spec, letter by letter, without a model. Answers whether
 * there was one to approve; `false` when the plan stands already. Publishing then goes on as after any interruption.
 */
export async function approvePlan(
  ports: Ports,
  { spec, config }: { readonly spec: number; readonly config: Config },
): Promise<Outcome<boolean>> {
  const trust = { app: config.app ?? null };
  const standing = await standingPlan(ports, spec, trust);
  if (standing.kind === "refused") {
    if (standing.refusal.code !== "no-plan") return standing;
    return refused("no-preview", `#${spec} has no preview to approve.`, "Comment `/plan --preview` first.");
  }
  const { kind, plan, record } = standing.value;
  if (kind === "plan-record") return done(false);
  const question = blockingQuestion(plan);
  if (question !== null) {
    return refused(
      "question-open",
      `Question ${question} holds the plan.`,
      `Comment \`/answer ${question} A\`, or another letter, first.`,
    );
  }
  const written = await writeRecord(ports, record, trust);
  return written.kind === "refused" ? written : done(true);
}
