import type { components } from "@octokit/openapi-types";
import type { GitCommit } from "./git-objects.ts";
import { apiUrl, htmlUrl, repositoryBody } from "./repository-body.ts";
import { type AttemptRow, attemptOf, type RunRow, type WorkflowRow } from "./run-rows.ts";
import { userBody } from "./users.ts";
import type { World } from "./world.ts";

type Schemas = components["schemas"];

export function workflowBody(world: World, workflow: WorkflowRow) {
  const file = workflow.path.slice(workflow.path.lastIndexOf("/") + 1);
  return {
    id: workflow.id,
    node_id: workflow.nodeId,
    name: workflow.name,
    path: workflow.path,
    state: "active",
    created_at: workflow.createdAt,
    updated_at: workflow.createdAt,
    url: apiUrl(world, `/actions/workflows/${workflow.id}`),
    html_url: htmlUrl(world, `/blob/${world.repository.defaultBranch}/${workflow.path}`),
    badge_url: htmlUrl(world, `/actions/workflows/${file}/badge.svg`),
  } satisfies Schemas["workflow"];
}

/** A run as REST and webhooks show it, at one of its attempts (default: the latest). `commit` is its head. */
export function runBody(world: World, run: RunRow, commit: GitCommit, attempt: AttemptRow = attemptOf(run)) {
  const url = apiUrl(world, `/actions/runs/${run.id}`);
  const before = attempt.number > 1 ? `${url}/attempts/${attempt.number - 1}` : null;
  const repository = repositoryBody(world);
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: run.nodeId,
    check_suite_id: run.id + 1,
    check_suite_node_id: `${run.nodeId}suite`,
    head_branch: run.branch,
    head_sha: run.sha,
    path: run.workflow.path,
    run_number: run.number,
    run_attempt: attempt.number,
    referenced_workflows: [],
    event: run.event,
    status: attempt.status,
    conclusion: attempt.conclusion,
    workflow_id: run.workflow.id,
    url,
    html_url: htmlUrl(world, `/actions/runs/${run.id}`),
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: attempt.updatedAt,
    actor: userBody(world, run.actor),
    triggering_actor: userBody(world, attempt.actor.user),
    run_started_at: attempt.startedAt,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: apiUrl(world, `/check-suites/${run.id + 1}`),
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: before,
    workflow_url: apiUrl(world, `/actions/workflows/${run.workflow.id}`),
    head_commit: {
      id: commit.sha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: commit.committer.date,
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
    },
    repository,
    head_repository: repository,
    display_title: run.title,
  } satisfies Schemas["workflow-run"];
}
