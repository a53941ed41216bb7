/**
 * A task as the queue, the harness and the delivery see it: read back from its issue and the plan record, so that
 * none of them needs the plan itself. Same field names as in a plan (schema/plan.schema.json).
 */
import { z } from "zod";

export const Layer = z.enum(["entry", "domain", "storage", "other"]);
export type Layer = z.infer<typeof Layer>;

export const Criterion = z.strictObject({
  id: z.string().min(1),
  layer: Layer.default("other"),
  text: z.string().min(1),
});
export type Criterion = z.infer<typeof Criterion>;

export const Reuse = z.strictObject({ path: z.string().min(1), why: z.string() });
export type Reuse = z.infer<typeof Reuse>;

export const TaskKind = z.enum(["tdd", "characterize", "chore"]);
export type TaskKind = z.infer<typeof TaskKind>;

/** Everything one clean context needs to work a task. `number` and `spec` are issue numbers. */
export type TaskPacket = {
  readonly spec: number | null;
  readonly number: number;
  readonly task: string;
  readonly title: string;
  readonly kind: TaskKind;
  readonly goal: string;
  readonly criteria: readonly Criterion[];
  readonly layers: readonly Layer[];
  readonly files: readonly string[];
  readonly reuse: readonly Reuse[];
  readonly check: readonly string[] | null;
  readonly priority: number;
  readonly size: number;
  readonly module: {
    readonly id: string;
    readonly name: string;
    readonly scope: string;
    readonly owns: readonly string[];
  };
  /** Public signatures that merged blockers provide, one line each. */
  readonly interfaces: readonly string[];
  readonly releasedBy: string | null;
};
