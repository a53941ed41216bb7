/**
 * What the steps of a run hand to each other, as data. The claim step's word comes from a machine without model or
 * checkout; what the work step says may have been written by anyone, so it is read strictly and within limits.
 */
import { z } from "zod";
import type { DeliveryReport } from "../delivery/pull-request-text.ts";
import type { Refusal } from "../issues/outcome.ts";
import { Criterion, Layer, Reuse, TaskKind, type TaskPacket } from "../issues/task.ts";
import { type Claim, ClaimState } from "../queue/claim.ts";

const number = z.number().int().positive();

const Packet = z.strictObject({
  spec: number.nullable(),
  number,
  task: z.string(),
  title: z.string(),
  kind: TaskKind,
  goal: z.string(),
  criteria: z.array(Criterion),
  layers: z.array(Layer),
  files: z.array(z.string()),
  reuse: z.array(Reuse),
  check: z.array(z.string()).nullable(),
  priority: z.number(),
  size: z.number(),
  module: z.strictObject({
    id: z.string(),
    name: z.string(),
    scope: z.string(),
    owns: z.array(z.string()),
  }),
  interfaces: z.array(z.string()),
  releasedBy: z.string().nullable(),
}) satisfies z.ZodType<TaskPacket>;

const Held = z.strictObject({
  oid: z.string().regex(/^[0-9a-f]{40}$/),
  state: ClaimState,
}) satisfies z.ZodType<Claim>;

const Claimed = z.strictObject({
  version: z.literal(1),
  claim: Held,
  /** The claim before this one, or `null`: `published` means that a branch of ours stands there already. */
  before: ClaimState.nullable(),
  packet: Packet,
});

/** A claimed task: the claim as it was made, and everything a clean context needs to know of the task. */
export type ClaimedWork = {
  readonly version: 1;
  readonly claim: Claim;
  readonly before: ClaimState | null;
  readonly packet: TaskPacket;
};

/** Characters of a reason that reach the next step; a diff for a person may be long. */
const longest = 40_000;

export const SaidRefusal = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  text: z.string().max(longest),
  next: z.string().max(4000),
  diff: z.string().max(longest).optional(),
}) satisfies z.ZodType<Refusal>;

const line = z.string().max(4000);
const Report = z.strictObject({
  reuse: z.array(z.strictObject({ path: line, used: z.boolean(), why: line })).max(200),
  remarks: z.array(line).max(200),
  unfinished: z.string().max(longest).nullable(),
}) satisfies z.ZodType<DeliveryReport>;

const Work = z.strictObject({
  version: z.literal(1),
  issue: number,
  fence: z.number().int().min(1),
  spentUsd: z.number().min(0).max(1_000_000),
  /** Why there is nothing to publish; `null` when a change set lies beside this. */
  refusal: SaidRefusal.nullable(),
  report: Report,
});

/** How the work on a task ended, beside its change set. */
export type WorkRecord = {
  readonly version: 1;
  readonly issue: number;
  readonly fence: number;
  readonly spentUsd: number;
  readonly refusal: Refusal | null;
  readonly report: DeliveryReport;
};

export const nothingReported: DeliveryReport = { reuse: [], remarks: [], unfinished: null };

/** `null` when the text is not what a claim step writes. */
export function readClaimedWork(text: string): ClaimedWork | null {
  return parsed(Claimed, text);
}

/** `null` when the text is not what a work step writes, or is of another claim. */
export function readWorkRecord(text: string, { claim }: ClaimedWork): WorkRecord | null {
  const record: WorkRecord | null = parsed(Work, text);
  const ours = record?.issue === claim.state.issue && record.fence === claim.state.fence;
  return ours ? record : null;
}

/** A refusal cut to what the next step reads. */
export function shortRefusal({ code, text, next, diff }: Refusal): Refusal {
  const short = { code, text: text.slice(0, longest), next: next.slice(0, 4000) };
  return diff === undefined ? short : { ...short, diff: diff.slice(0, longest) };
}

/** A report cut to what the next step reads. */
export function shortReport({ reuse, remarks, unfinished }: DeliveryReport): DeliveryReport {
  const cut = (text: string) => text.slice(0, 4000);
  return {
    reuse: reuse.slice(0, 200).map(({ path, used, why }) => ({ path: cut(path), used, why: cut(why) })),
    remarks: remarks.slice(0, 200).map(cut),
    unfinished: unfinished === null ? null : unfinished.slice(0, longest),
  };
}

function parsed<Shape extends z.ZodType>(schema: Shape, text: string): z.infer<Shape> | null {
  if (text.length > 1_000_000) return null;
  try {
    const read = schema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
