/**
 * `.github/pawl.yml`: one schema makes the defaults, the JSON Schema (schema/pawl.schema.json) and
 * docs/configuration.md. Read from the default branch only. Every key is optional; an unknown key is an error.
 */
import { z } from "zod";

const labelName = (fallback: string, says: string) =>
  z.string().min(1).max(50).default(fallback).describe(says);

const Labels = z.strictObject({
  spec: labelName("spec", "Label of a spec issue."),
  sprint: labelName("sprint", "Label of a sprint issue."),
  task: labelName("task", "Label of a task issue."),
  ready: labelName("ready", "The human release. Only a person with write access can give it."),
  blocked: labelName("blocked", "Shown on a task that waits for a blocker."),
  inProgress: labelName("in-progress", "Shown on a task that a run has claimed."),
  inReview: labelName("in-review", "Shown on a task whose pull request is open."),
  needsHuman: labelName("needs-human", "Shown on a task that a person must look at."),
  dependencies: z
    .enum(["state", "edges"])
    .default("state")
    .describe("`edges` also writes one `blocked-by: #n` label per blocker."),
});

const PlanLimits = z.strictObject({
  previewOver: z.number().int().min(0).default(20).describe("A plan with more tasks waits for /approve."),
  budgetUsd: z
    .number()
    .min(0)
    .default(2)
    .describe("Dollars one plan may cost; of a large spec, every started 60,000 characters of it."),
});

const Run = z.strictObject({
  step: z
    .enum(["task", "iteration"])
    .default("task")
    .describe("`iteration` stops for /next after each iteration. Reserved: no step reads it yet."),
  parallel: z.number().int().min(1).max(256).default(1).describe("Tasks worked at the same time."),
  directory: z
    .string()
    .default(".")
    .describe("The package of a monorepo that is worked in. Reserved: no step reads it yet."),
  install: z
    .array(z.string())
    .optional()
    .describe(
      "Install command as a list; found from the lockfile when absent. Reserved: no step reads it yet.",
    ),
  test: z
    .array(z.string())
    .optional()
    .describe(
      "Test command as a list; found from the manifests when absent. With `{report}` in it, it writes JUnit XML there; `{files}` becomes the chosen test files.",
    ),
  entry: z
    .array(z.string())
    .default([])
    .describe("Globs of entry files (routes, handlers, commands, main files)."),
  mutation: z
    .enum(["on", "off"])
    .default("on")
    .describe("`on` tries small changes to new JavaScript, TypeScript and Python lines at a task's end."),
  reimplement: z
    .enum(["on", "off"])
    .default("off")
    .describe("`on` has each task's new functions built again from its tests alone, and tells the score."),
  commands: z
    .record(z.string(), z.array(z.string()).min(1))
    .default({})
    .describe("Named commands the driver may call inside the sandbox. Reserved: no step reads it yet."),
  budgetUsd: z.number().min(0).default(5).describe("Dollars one task may cost."),
  dayUsd: z
    .number()
    .min(0)
    .default(50)
    .describe("Dollars that tasks may cost on one day (UTC); none is claimed that could cross it."),
  minutes: z.number().min(1).default(45).describe("Minutes one task may take."),
  iterations: z.number().int().min(1).default(12).describe("Iterations one task may take."),
  tries: z.number().int().min(1).default(3).describe("Failed tries after which a task needs a human."),
});

const Model = z.strictObject({
  plan: z.string().default("claude-opus-5-5").describe("Model that plans."),
  code: z.string().default("claude-opus-5-5").describe("Model that drives the iterations."),
  small: z.string().default("claude-haiku-5-5").describe("Model that summarises."),
  baseUrl: z.url().optional().describe("Another Messages API endpoint (a gateway). ANTHROPIC_BASE_URL wins."),
});

export const Config = z.strictObject({
  app: z
    .number()
    .int()
    .positive()
    .optional()
    .describe("Numeric id of your Pawl App; only its objects are trusted."),
  labels: Labels.prefault({}).describe("Names of the labels."),
  plan: PlanLimits.prefault({}).describe("Limits of planning."),
  run: Run.prefault({}).describe("How a task is worked."),
  model: Model.prefault({}).describe("Which models are called."),
  protect: z.array(z.string()).default([]).describe("More globs that only a person may change."),
});
export type Config = z.infer<typeof Config>;

export const defaultConfig: Config = Config.parse({});
