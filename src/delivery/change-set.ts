/**
 * The one JSON file that leaves the machine the model used. Treated as hostile by whoever reads it: strict schema,
 * limits, and the path policy stand between it and the repository. Published as schema/change-set.schema.json.
 */
import { z } from "zod";

const sha = z.string().regex(/^[0-9a-f]{40}$/);

export const Change = z.strictObject({
  path: z.string().min(1).max(4096),
  mode: z.enum(["100644", "100755"]),
  /** The blob the file had after all earlier steps; `null` creates. */
  before: sha.nullable(),
  /** Base64 of the new bytes; `null` deletes. */
  content: z.base64().nullable(),
});
export type Change = z.infer<typeof Change>;

const Evidence = z.strictObject({
  red: z
    .strictObject({ ids: z.array(z.string()), class: z.string().max(64), digest: z.string().max(128) })
    .optional(),
  green: z.strictObject({ passed: z.number().int().min(0), skipped: z.number().int().min(0) }),
  mutant: z
    .strictObject({
      test: z.string(),
      path: z.string().max(4096),
      line: z.number().int().min(1),
      start: z.number().int().min(0),
      end: z.number().int().min(0),
      text: z.string().max(10_000),
      change: z.string().max(1000),
    })
    .optional(),
  check: z
    .strictObject({ command: z.array(z.string()).min(1), before: z.enum(["passed", "failed"]) })
    .optional(),
  criterion: z.string().max(64).optional(),
  iteration: z.number().int().min(1).optional(),
});

export const Step = z.strictObject({
  kind: z.enum(["iteration", "refactor", "characterize", "chore"]),
  message: z.string().min(1).max(10_000),
  tests: z.array(Change),
  stub: z.array(Change),
  code: z.array(Change),
  evidence: Evidence,
});
export type Step = z.infer<typeof Step>;

const Records = z.strictObject({
  notes: z.array(
    z.strictObject({
      kind: z.enum(["decision", "constraint", "gotcha", "todo"]),
      text: z.string().max(1000),
    }),
  ),
  usage: z.strictObject({
    calls: z.number().min(0),
    inputTokens: z.number().min(0),
    outputTokens: z.number().min(0),
    cacheReadTokens: z.number().min(0),
    cacheWriteTokens: z.number().min(0),
    usd: z.number().min(0),
  }),
});

export const ChangeSet = z.strictObject({
  version: z.literal(1),
  issue: z.number().int().positive(),
  fence: z.number().int().min(1),
  base: sha,
  steps: z.array(Step).min(1),
  records: Records,
});
export type ChangeSet = z.infer<typeof ChangeSet>;
