import type { Runs } from "../commands/runs.ts";
import { failureOf } from "./failure.ts";
import type { Github } from "./octokit.ts";

/** How runs are started: the App starts the workflow by its file name, the Action sends `repository_dispatch`. */
export type RunsStart =
  | { readonly kind: "workflow"; readonly file: string; readonly branch: string }
  | { readonly kind: "repository" };

/** `repository_dispatch` type that the user's workflow listens to. */
const dispatchType = "pawl";

export function openGithubRuns(github: Github, how: RunsStart): Runs {
  const { owner, name: repo, octokit } = github;
  return {
    start: async () => {
      // One run too many finds nothing ready and ends; so a repeated dispatch is harmless.
      if (how.kind === "repository")
        await octokit.rest.repos.createDispatchEvent({ owner, repo, event_type: dispatchType });
      else if (!(await isWaiting(github, how.file)))
        await octokit.rest.actions.createWorkflowDispatch({
          owner,
          repo,
          workflow_id: how.file,
          ref: how.branch,
        });
    },
    cancel: async (runId) => {
      try {
        await octokit.rest.actions.cancelWorkflowRun({ owner, repo, run_id: runId });
      } catch (error) {
        // 409: it has ended already; 404: it is not there.
        const { status } = failureOf(error);
        if (status !== 409 && status !== 404) throw error;
      }
    },
  };
}

/** A run that has not begun will see everything that is ready by then, so a burst of events needs no second one. */
async function isWaiting({ owner, name: repo, octokit }: Github, file: string): Promise<boolean> {
  const { data } = await octokit.rest.actions.listWorkflowRuns({
    owner,
    repo,
    workflow_id: file,
    status: "queued",
    per_page: 1,
  });
  return data.workflow_runs.length > 0;
}
