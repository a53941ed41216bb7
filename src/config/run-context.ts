/**
 * Where a workflow run stands, from the variables GitHub's runner sets.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
import { z } from "zod";

const RunVariables = z.object({
  GITHUB_REPOSITORY: z.string().regex(/^[^/\s]+\/[^/\s]+$/),
  GITHUB_RUN_ID: z.coerce.number().int().positive(),
  GITHUB_RUN_ATTEMPT: z.coerce.number().int().positive().default(1),
  GITHUB_WORKSPACE: z.string().min(1),
  GITHUB_API_URL: z.url().default("https://api.github.com"),
  GITHUB_SERVER_URL: z.url().default("https://github.com"),
  GITHUB_OUTPUT: z.string().optional(),
  GITHUB_STEP_SUMMARY: z.string().optional(),
});

export type RunContext = {
  readonly owner: string;
  readonly name: string;
  readonly run: { readonly runId: number; readonly runAttempt: number };
  readonly workspace: string;
  readonly apiUrl: string;
  /** Pages of the run and of the repository. */
  readonly page: { readonly url: string; readonly home: string };
  readonly outputFile: string | null;
  readonly summaryFile: string | null;
};

/** Answers what is missing as faults, one line each: the Action was not started by a workflow. */
export function readRunContext(
  environment: Readonly<Record<string, string | undefined>>,
): RunContext | readonly string[] {
  const parsed = RunVariables.safeParse(environment);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join("."));
    return [
      `${names.join(", ")}: missing or malformed. The Action is started by a GitHub workflow; see the README.`,
    ];
  }
  const { data } = parsed;
  const [owner = "", name = ""] = data.GITHUB_REPOSITORY.split("/");
  const home = `${data.GITHUB_SERVER_URL}/${data.GITHUB_REPOSITORY}`;
  return {
    owner,
    name,
    run: { runId: data.GITHUB_RUN_ID, runAttempt: data.GITHUB_RUN_ATTEMPT },
    workspace: data.GITHUB_WORKSPACE,
    apiUrl: data.GITHUB_API_URL,
    page: { url: `${home}/actions/runs/${data.GITHUB_RUN_ID}`, home },
    outputFile: data.GITHUB_OUTPUT ?? null,
    summaryFile: data.GITHUB_STEP_SUMMARY ?? null,
  };
}
