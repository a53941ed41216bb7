/** What changes a pull request, apart from merging it: opening, editing, closing, a moved branch. */
import type { components as webhooks } from "@octokit/openapi-webhooks-types";
import { gitOf } from "./git-of.ts";
import { envelope, happened } from "./happening.ts";
import { closeIssue, editIssue, openIssue, reopenIssue } from "./issue-changes.ts";
import { pullPayload } from "./pull-body.ts";
import { amendPull, type PullRow, pullOf, pullSettingsOf, pullsOf } from "./pull-rows.ts";
import type { DoneMove } from "./refs-move.ts";
import { rejection } from "./rejection.ts";
import type { Actor } from "./rows.ts";
import type { World } from "./world.ts";

type Payloads = webhooks["schemas"];

export type PullOpening = {
  readonly title: string;
  readonly body: string | null;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
};

/** Opens a pull request between two branches of the repository. Throws GitHub's 403 and 422 answers. */
export async function openPull(world: World, actor: Actor, opening: PullOpening): Promise<PullRow> {
  const settings = pullSettingsOf(world);
  if (actor.kind === "workflow" && !settings.actionsMayOpen) {
    throw rejection(403, "GitHub Actions is not permitted to create or approve pull requests.");
  }
  const head = branchName(world, opening.head);
  const { headSha, baseSha } = await tips(world, head, opening.base);
  const open = [...pullsOf(world).values()].find(
    (pull) => pull.head === head && pull.base === opening.base && isOpen(world, pull),
  );
  const { owner } = world.repository;
  if (open) throw refused("head", "custom", `A pull request already exists for ${owner.login}:${head}.`);
  if (opening.draft && !settings.drafts) {
    throw rejection(422, "Draft pull requests are not supported in this repository.");
  }
  const issue = openIssue(world, actor, { ...opening, labels: [], assignees: [], pull: true });
  const id = world.ids.database("pull");
  const merge = { mergedAt: null, mergedBy: null, mergeSha: null };
  const row = {
    id,
    number: issue.number,
    head,
    base: opening.base,
    headSha,
    baseSha,
    draft: opening.draft,
    ...merge,
  };
  pullsOf(world).set(issue.number, row);
  await emitPull(world, actor, issue.number, "opened");
  return row;
}

/** `owner:branch` and `branch` are the same here: there are no forks. */
export function branchName(world: World, head: string): string {
  return head.startsWith(`${world.repository.owner.login}:`) ? head.slice(head.indexOf(":") + 1) : head;
}

async function tips(world: World, head: string, base: string): Promise<{ headSha: string; baseSha: string }> {
  const git = gitOf(world);
  const headRef = await git.ref(`refs/heads/${head}`);
  if (headRef === null) throw refused("head", "invalid");
  const baseRef = await git.ref(`refs/heads/${base}`);
  if (baseRef === null) throw refused("base", "invalid");
  if (await git.isAncestor(headRef.sha, baseRef.sha)) {
    throw refused("head", "custom", `No commits between ${base} and ${head}`);
  }
  return { headSha: headRef.sha, baseSha: baseRef.sha };
}

function refused(field: string, code: "invalid" | "custom", message?: string) {
  const error = { resource: "PullRequest", field, code, ...(message === undefined ? {} : { message }) };
  return rejection(422, "Validation Failed", { errors: [error] });
}

function isOpen(world: World, pull: PullRow): boolean {
  return world.issues.get(pull.number)?.state === "open";
}

/** Changes texts, base or state. Throws 422 for a base that is no branch, or for reopening a merged one. */
export async function editPull(
  world: World,
  actor: Actor,
  number: number,
  edit: {
    readonly title?: string;
    readonly body?: string;
    readonly base?: string;
    readonly state?: "open" | "closed";
  },
): Promise<void> {
  const { pull, issue } = pullOf(world, String(number));
  if (edit.base !== undefined) {
    const { baseSha } = await tips(world, pull.head, edit.base);
    amendPull(world, number, { base: edit.base, baseSha });
  }
  editIssue(world, actor, number, {
    ...(edit.title === undefined ? {} : { title: edit.title }),
    ...(edit.body === undefined ? {} : { body: edit.body }),
  });
  if (edit.state === "closed" && issue.state === "open") {
    closeIssue(world, actor, number);
    await emitPull(world, actor, number, "closed");
  }
  if (edit.state === "open" && issue.state === "closed") {
    if (pull.mergedAt !== null) throw refused("state", "invalid");
    reopenIssue(world, actor, number);
    await emitPull(world, actor, number, "reopened");
  }
}

/** Lets open pull requests follow their branches. A deleted head branch closes its pull request, as on GitHub. */
export async function followBranches(world: World, actor: Actor, moves: readonly DoneMove[]): Promise<void> {
  for (const move of moves) {
    for (const pull of [...pullsOf(world).values()]) {
      if (!isOpen(world, pull) || move.name !== `refs/heads/${pull.head}`) continue;
      if (/^0+$/.test(move.after)) await editPull(world, actor, pull.number, { state: "closed" });
      else {
        amendPull(world, pull.number, { headSha: move.after });
        await emitSynchronize(world, actor, pull.number, move);
      }
    }
  }
}

/** Emits `pull_request`. `closed` with `merged: true` is how merging shows. */
export async function emitPull(
  world: World,
  actor: Actor,
  number: number,
  action: "opened" | "closed" | "reopened" | "ready_for_review",
): Promise<void> {
  const { pull, issue } = pullOf(world, String(number));
  const body = await pullPayload(world, pull, issue);
  const common = { ...envelope(world, actor), number, pull_request: body };
  if (action === "opened") {
    happened(world, actor, "pull_request", {
      ...common,
      action,
    } satisfies Payloads["webhook-pull-request-opened"]);
  } else if (action === "closed") {
    happened(world, actor, "pull_request", {
      ...common,
      action,
    } satisfies Payloads["webhook-pull-request-closed"]);
  } else if (action === "ready_for_review") {
    happened(world, actor, "pull_request", {
      ...common,
      action,
    } satisfies Payloads["webhook-pull-request-ready-for-review"]);
  } else {
    happened(world, actor, "pull_request", {
      ...common,
      action,
    } satisfies Payloads["webhook-pull-request-reopened"]);
  }
}

async function emitSynchronize(world: World, actor: Actor, number: number, move: DoneMove): Promise<void> {
  const { pull, issue } = pullOf(world, String(number));
  const body = await pullPayload(world, pull, issue);
  const tips = { before: move.before, after: move.after };
  const payload = {
    ...envelope(world, actor),
    ...tips,
    number,
    pull_request: body,
    action: "synchronize" as const,
  };
  happened(world, actor, "pull_request", payload);
}
