/** The plan of a spec: the exact shape published as schema/plan.schema.json and read by `pawl lint`. */
import { z } from "zod";
import { Criterion, Layer, Reuse, TaskKind } from "../issues/task.ts";

const id = z.string().min(1).max(64);

const Requirement = z.strictObject({ id, text: z.string().min(1), quote: z.string() });

export const Module = z.strictObject({
  id,
  name: z.string().min(1),
  scope: z.string(),
  owns: z.array(z.string()),
  requirements: z.array(id),
  provides: z.array(z.string()),
  consumes: z.array(z.string()),
  existing: z.array(z.string()).default([]),
});
export type Module = z.infer<typeof Module>;

export const Sprint = z.strictObject({
  id,
  goal: z.string().min(1),
  demo: z.string().default(""),
  deliverables: z.array(z.string()).default([]),
});
export type Sprint = z.infer<typeof Sprint>;

export const PlannedTask = z.strictObject({
  id,
  title: z.string().min(1),
  module: id,
  sprint: id,
  kind: TaskKind,
  goal: z.string(),
  requirements: z.array(id),
  criteria: z.array(Criterion),
  layers: z.array(Layer),
  files: z.array(z.string()),
  reuse: z.array(Reuse).default([]),
  blockedBy: z.array(id),
  priority: z.number().int().min(0).max(4),
  size: z.number().int().min(1),
  check: z.array(z.string().min(1)).min(1).optional(),
  deferUntil: z.iso.date().optional(),
});
export type PlannedTask = z.infer<typeof PlannedTask>;

const Question = z.strictObject({
  id,
  text: z.string().min(1),
  options: z.array(z.string()),
  recommended: z.number().int().min(0),
  blocking: z.boolean().default(false),
});

export const Plan = z.strictObject({
  version: z.literal(1),
  title: z.string().min(1),
  summary: z.string(),
  requirements: z.array(Requirement),
  modules: z.array(Module),
  sprints: z.array(Sprint),
  tasks: z.array(PlannedTask),
  assumptions: z.array(z.string()).default([]),
  questions: z.array(Question).default([]),
});
export type Plan = z.infer<typeof Plan>;
