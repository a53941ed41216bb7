import { z } from "zod";
import type { Refusal } from "../issues/outcome.ts";
import type { Ended } from "./ended.ts";
import { SaidRefusal } from "./handover.ts";

const EndedText = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("published"),
    pullRequest: z.number().int().positive().nullable(),
    notice: SaidRefusal.nullable(),
  }),
  z.strictObject({ kind: z.literal("failed"), refusal: SaidRefusal }),
  z.strictObject({ kind: z.literal("lost"), refusal: SaidRefusal }),
]) satisfies z.ZodType<Ended>;

const Job = z.looseObject({ result: z.string(), outputs: z.record(z.string(), z.string()).default({}) });
const Needs = z.record(z.string(), Job);

/** The jobs before `conclude`, in order, as the `needs` context shows them. */
const jobs = ["work", "verify", "publish"] as const;

/**
 * How a task ended, from what the jobs before said (`toJSON(needs)`). Only the publishing job's word can make it
 * published; a job that ended without a word is a failure of the run. `spentUsd` is what the work job counted.
 */
export function endedOf(needs: string): { readonly ended: Ended; readonly spentUsd: number } {
  const read = readNeeds(needs);
  if (read === null)
    return {
      ended: failed("needs-unreadable", "The step was not told how the jobs before it ended."),
      spentUsd: 0,
    };
  const spent = Number(read.work?.outputs["spent-usd"] ?? 0);
  const spentUsd = Number.isFinite(spent) && spent >= 0 ? spent : 0;
  const published = saidBy(read.publish?.outputs.ended ?? "");
  if (published !== null) return { ended: published, spentUsd };
  for (const job of jobs) {
    const said = saidBy(read[job]?.outputs.ended ?? "");
    if (said !== null && said.kind !== "published") return { ended: said, spentUsd };
    const result = read[job]?.result ?? "missing";
    if (result === "success" && job !== "publish") continue;
    const text =
      result === "cancelled"
        ? "The run was cancelled."
        : `The job \`${job}\` ended (${result}) without a word.`;
    return { ended: failed(result === "cancelled" ? "cancelled" : "run-broken", text), spentUsd };
  }
  return { ended: failed("run-broken", "No job said how the task ended."), spentUsd };
}

/** The text of an end, for the next job. */
export function endedText(ended: Ended): string {
  return JSON.stringify(ended);
}

function readNeeds(text: string): z.infer<typeof Needs> | null {
  try {
    const parsed = Needs.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function saidBy(text: string): Ended | null {
  if (text === "" || text.length > 200_000) return null;
  try {
    const parsed = EndedText.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function failed(code: string, text: string): Ended {
  const refusal: Refusal = { code, text, next: "Look at the run's log; the task is tried again." };
  return { kind: "failed", refusal };
}
