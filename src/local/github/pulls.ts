import type { components } from "@octokit/openapi-types";
import { commitListBody } from "./commit-body.ts";
import { boolean, oneOf, optional, orNull, readFields, required, string } from "./fields.ts";
import { diffCommits } from "./git-diff.ts";
import { gitOf } from "./git-of.ts";
import { page } from "./paging.ts";
import { pullBody, simplePullBody } from "./pull-body.ts";
import { branchName, editPull, followBranches, openPull } from "./pull-changes.ts";
import { mergePull } from "./pull-merge.ts";
import { pullOf, pullsOf } from "./pull-rows.ts";
import { onRefsMoved } from "./refs-move.ts";
import { apiUrl, htmlUrl } from "./repository-body.ts";
import { type Answer, type Call, json, type Resource } from "./resource.ts";

type Schemas = components["schemas"];

const base = "/repos/:owner/:repo/pulls";
const one = `${base}/:number{[0-9]+}`;
const read = "pull_requests:read" as const;
const write = "pull_requests:write" as const;

/** Pull requests between branches of the repository. Their reviews are in `pull-reviews.ts`. */
export const pulls: Resource = {
  name: "pulls",
  routes: [
    { method: "GET", path: base, operation: "pulls/list", need: read, answer: list },
    { method: "POST", path: base, operation: "pulls/create", need: write, answer: create },
    { method: "GET", path: one, operation: "pulls/get", need: read, answer: get },
    { method: "PATCH", path: one, operation: "pulls/update", need: write, answer: update },
    { method: "GET", path: `${one}/files`, operation: "pulls/list-files", need: read, answer: files },
    { method: "GET", path: `${one}/commits`, operation: "pulls/list-commits", need: read, answer: commits },
    { method: "PUT", path: `${one}/merge`, operation: "pulls/merge", need: "contents:write", answer: merge },
    { method: "GET", path: `${one}/merge`, operation: "pulls/check-if-merged", need: read, answer: isMerged },
  ],
  start: ({ world }) => {
    onRefsMoved(world, followBranches);
    return { idle: async () => {}, close: async () => {} };
  },
};

/** By default open ones, newest first; `head` is `owner:branch`. */
function list(call: Call): Answer {
  const { world, query } = call;
  const state = query.get("state") ?? "open";
  const head = query.get("head");
  const target = query.get("base");
  const rows = [...pullsOf(world).values()]
    .map((pull) => pullOf(world, String(pull.number)))
    .filter(({ pull, issue }) => {
      const wanted = state === "all" || issue.state === state;
      return wanted && (!head || pull.head === branchName(world, head)) && (!target || pull.base === target);
    });
  if (query.get("direction") !== "asc") rows.reverse();
  return page(call, rows, ({ pull, issue }) => simplePullBody(world, pull, issue));
}

async function create({ world, actor, body }: Call): Promise<Answer> {
  const fields = readFields(body, "PullRequest", {
    title: required(string),
    head: required(string),
    base: required(string),
    body: optional(orNull(string)),
    draft: optional(boolean),
  });
  const opening = { ...fields, body: fields.body ?? null, draft: fields.draft ?? false };
  const pull = await openPull(world, actor, opening);
  const shown = await shownPull({ world, number: pull.number });
  return json(shown, 201, { location: shown.url });
}

async function get({ world, params }: Call): Promise<Answer> {
  return json(await shownPull({ world, number: pullOf(world, params.number).pull.number }));
}

function shownPull({ world, number }: Pick<Call, "world"> & { readonly number: number }) {
  const { pull, issue } = pullOf(world, String(number));
  return pullBody(world, pull, issue);
}

async function update({ world, actor, params, body }: Call): Promise<Answer> {
  const { number } = pullOf(world, params.number).pull;
  const {
    title,
    body: text,
    base: target,
    state,
  } = readFields(body, "PullRequest", {
    title: optional(string),
    body: optional(orNull(string)),
    base: optional(string),
    state: optional(oneOf("open", "closed")),
  });
  await editPull(world, actor, number, {
    ...(title === undefined ? {} : { title }),
    ...(text === undefined ? {} : { body: text ?? "" }),
    ...(target === undefined ? {} : { base: target }),
    ...(state === undefined ? {} : { state }),
  });
  return json(await shownPull({ world, number }));
}

async function files(call: Call): Promise<Answer> {
  const { world, params } = call;
  const { pull } = pullOf(world, params.number);
  const git = gitOf(world);
  const from = (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const changes = await diffCommits(git.path, from, pull.headSha);
  return page(call, changes, (change): Schemas["diff-entry"] => ({
    sha: change.sha,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: htmlUrl(world, `/blob/${pull.headSha}/${change.path}`),
    raw_url: htmlUrl(world, `/raw/${pull.headSha}/${change.path}`),
    contents_url: apiUrl(world, `/contents/${change.path}?ref=${pull.headSha}`),
    ...(change.patch === null ? {} : { patch: change.patch }),
  }));
}

async function commits(call: Call): Promise<Answer> {
  const { pull } = pullOf(call.world, call.params.number);
  const found = await gitOf(call.world).between(pull.baseSha, pull.headSha);
  return page(call, found, (commit) => commitListBody(call.world, commit));
}

async function merge({ world, actor, params, body }: Call): Promise<Answer> {
  const { number } = pullOf(world, params.number).pull;
  const fields = readFields(body, "PullRequest", {
    merge_method: optional(oneOf("merge", "squash", "rebase")),
    sha: optional(string),
    commit_title: optional(string),
    commit_message: optional(string),
  });
  const sha = await mergePull(world, actor, number, {
    method: fields.merge_method ?? "merge",
    head: fields.sha ?? null,
    title: fields.commit_title ?? null,
    message: fields.commit_message ?? null,
  });
  const result: Schemas["pull-request-merge-result"] = {
    sha,
    merged: true,
    message: "Pull Request successfully merged",
  };
  return json(result);
}

function isMerged({ world, params }: Call): Answer {
  const { pull } = pullOf(world, params.number);
  return { status: pull.mergedAt === null ? 404 : 204, body: null };
}
