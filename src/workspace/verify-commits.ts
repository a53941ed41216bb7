import type { Told } from "../commands/told.ts";
import { type VerifyReport, verifyReport } from "./verify-report.ts";

/** What the step is asked: the commits, where they are, and how the sandbox stands. */
export type VerifyCommitsInput = {
  /** `<base>..<head>`, for example `origin/main..HEAD`. */
  readonly range: string;
  readonly directory: string;
  readonly sandbox: boolean;
};

/**
 * `pawl verify` as a step of the Action: a check that can be required on pull requests. It fails unless every commit is
 * proved; its text is the whole list, for the summary of the run.
 */
export async function verifyCommits(
  { range, directory, sandbox }: VerifyCommitsInput,
  log: (line: string) => void,
): Promise<Told> {
  const open = sandbox ? [] : ["--dangerously-disable-sandbox"];
  return verdictTold(await verifyReport([range, "--repo", directory, ...open], log));
}

/** Codes: `proved`, `unproved`, `violated`; `no-answer` when nothing could be replayed, with what to do. */
export function verdictTold({ json, text }: VerifyReport): Told {
  if (json === null) return { code: "no-answer", text, failed: true, outputs: {} };
  const { verdict } = json;
  return { code: verdict, text, failed: verdict !== "proved", outputs: { verdict } };
}
