/** The inputs of action.yml as one schema; a test compares the two. */
import { z } from "zod";

const flag = z.enum(["true", "false", ""]).transform((text) => text === "true");

export const steps = [
  "run",
  "claim",
  "work",
  "verify",
  "verify-range",
  "publish",
  "conclude",
  "command",
] as const;

export const ActionInputs = z.object({
  step: z
    .enum(steps, { error: `must be one of ${steps.map((step) => `\`${step}\``).join(", ")}` })
    .default("run"),
  "github-token": z.string().min(1, { error: "is missing; give it the workflow's own github.token" }),
  "anthropic-api-key": z.string().default(""),
  "anthropic-base-url": z.string().default(""),
  "dangerously-disable-sandbox": flag.default(false),
  claim: z.string().default(""),
  folder: z.string().default(""),
  verified: z.string().default(""),
  needs: z.string().default(""),
  range: z.string().default(""),
});
export type ActionInputs = z.infer<typeof ActionInputs>;

export type InputsRead =
  | { readonly kind: "read"; readonly inputs: ActionInputs }
  | { readonly kind: "invalid"; readonly faults: readonly string[] };

/**
 * Reads `INPUT_*` variables as GitHub's runner names them: upper case, blanks as underscores, dashes kept. An input
 * that is empty or absent takes its default.
 */
export function readInputs(environment: Readonly<Record<string, string | undefined>>): InputsRead {
  const given = Object.fromEntries(
    Object.keys(ActionInputs.shape).flatMap((name) => {
      const value = environment[`INPUT_${name.toUpperCase()}`]?.trim();
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const parsed = ActionInputs.safeParse({ "github-token": "", ...given });
  if (parsed.success) return { kind: "read", inputs: parsed.data };
  return {
    kind: "invalid",
    faults: parsed.error.issues.map((issue) => `input ${issue.path.join(".")} ${issue.message}`),
  };
}

/** The values that no text of ours may hold. */
export function secretsIn(inputs: ActionInputs): readonly string[] {
  return [inputs["github-token"], inputs["anthropic-api-key"]].filter((secret) => secret !== "");
}
