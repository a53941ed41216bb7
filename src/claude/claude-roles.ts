import type { Adviser } from "../plan/adviser.ts";
import type { Reviser } from "../plan/reviser.ts";
import type { Interviewer } from "../spec/interviewer.ts";
import type { SpecWriter } from "../spec/spec-writer.ts";
import type { Summariser } from "../spec/summariser.ts";
import { createClaudeAdviser } from "./claude-adviser.ts";
import { createClaudeInterviewer } from "./claude-interviewer.ts";
import { createClaudeReviser } from "./claude-reviser.ts";
import { createClaudeSpecWriter, createClaudeSummariser } from "./claude-writer.ts";
import type { Claude } from "./client.ts";

/** Everybody who takes part in a conversation on a spec issue, played by one client. */
export type ClaudeRoles = {
  readonly interviewer: Interviewer;
  readonly writer: SpecWriter;
  readonly summariser: Summariser;
  readonly adviser: Adviser;
  readonly reviser: Reviser;
};

/** `plan` is the model that thinks about the product, `small` the one that sums up. */
export function claudeRoles(
  client: Claude,
  { plan, small }: { readonly plan: string; readonly small: string },
): ClaudeRoles {
  const options = { client, model: plan };
  return {
    interviewer: createClaudeInterviewer(options),
    writer: createClaudeSpecWriter(options),
    summariser: createClaudeSummariser({ client, model: small }),
    adviser: createClaudeAdviser(options),
    reviser: createClaudeReviser(options),
  };
}
