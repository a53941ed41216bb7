import type { Told } from "../commands/told.ts";
import { verifyCommits } from "../workspace/verify-commits.ts";
import type { Desk } from "./desk.ts";

/** Replays the commits of a pull request, anybody's: a check that can be required. */
export async function verifyRangeStep({ inputs, context, log }: Desk): Promise<Told> {
  const sandbox = !inputs["dangerously-disable-sandbox"];
  return verifyCommits({ range: inputs.range, directory: context.workspace, sandbox }, log);
}
