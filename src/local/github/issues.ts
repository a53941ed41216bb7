/** Issues over REST. */
import { mayTriage } from "./access.ts";
import {
  boolean,
  labelNames,
  oneOf,
  optional,
  orNull,
  readFields,
  required,
  string,
  strings,
} from "./fields.ts";
import { issueBody, labelsOf } from "./issue-body.ts";
import { closeIssue, editIssue, openIssue, reopenIssue } from "./issue-changes.ts";
import { issueOf } from "./issue-rows.ts";
import { addLabels, removeLabels } from "./labelling.ts";
import { ensureLabels } from "./labels.ts";
import { page } from "./paging.ts";
import { rejection } from "./rejection.ts";
import { type Answer, type Call, json, type Resource } from "./resource.ts";
import type { IssueRow } from "./rows.ts";
import type { World } from "./world.ts";

const path = "/repos/:owner/:repo/issues";

const creation = {
  title: required(string),
  body: optional(orNull(string)),
  labels: optional(labelNames),
  assignees: optional(strings),
};

function create({ world, actor, body }: Call): Answer {
  const wanted = readFields(body, "Issue", creation);
  const trusted = mayTriage(world, actor);
  const issue = openIssue(world, actor, {
    title: wanted.title,
    body: wanted.body ?? null,
    labels: trusted ? ensureLabels(world, wanted.labels ?? []) : [],
    assignees: userIds(world, wanted.assignees ?? []),
    pull: false,
  });
  return json(issueBody(world, issue), 201);
}

const change = {
  title: optional(string),
  body: optional(orNull(string)),
  state: optional(oneOf("open", "closed")),
  state_reason: optional(orNull(oneOf("completed", "not_planned", "duplicate", "reopened"))),
  labels: optional(labelNames),
  locked: optional(boolean),
};

/** Its author may edit and close an issue; labels take triage and are dropped silently without. */
function update({ world, actor, params, body }: Call): Answer {
  const { number, author } = issueOf(world, params.number);
  const wanted = readFields(body, "Issue", change);
  const trusted = mayTriage(world, actor);
  if (!trusted && author.id !== actor.user.id) throw rejection(403, "Must have admin rights to Repository.");
  editIssue(world, actor, number, {
    ...(wanted.title === undefined ? {} : { title: wanted.title }),
    ...(wanted.body === undefined ? {} : { body: wanted.body }),
  });
  if (wanted.labels !== undefined && trusted) {
    const kept = ensureLabels(world, wanted.labels);
    const dropped = labelsOf(world, issueOf(world, number)).filter((label) => !kept.includes(label));
    removeLabels(world, actor, number, dropped);
    addLabels(world, actor, number, kept);
  }
  if (wanted.state === "closed") {
    const reason = wanted.state_reason ?? "completed";
    if (reason === "reopened") throw rejection(422, "Invalid state_reason for a closed issue: reopened");
    closeIssue(world, actor, number, reason);
  }
  if (wanted.state === "open") reopenIssue(world, actor, number);
  return json(issueBody(world, issueOf(world, number)));
}

/** Newest first by default; `since` looks at the last update. Pull requests are among them, as on GitHub. */
function list(call: Call): Answer {
  const { world, query } = call;
  const state = query.get("state") ?? "open";
  const names = (query.get("labels") ?? "").split(",").flatMap((name) => name.trim().toLowerCase() || []);
  const since = query.get("since");
  const creator = query.get("creator")?.toLowerCase();
  const matches = (issue: IssueRow) => {
    const has = labelsOf(world, issue).map((label) => label.name.toLowerCase());
    return (
      (state === "all" || issue.state === state) &&
      names.every((name) => has.includes(name)) &&
      (since === null || Date.parse(issue.updatedAt) >= Date.parse(since)) &&
      (creator === undefined || issue.author.login.toLowerCase() === creator)
    );
  };
  const key = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const up = query.get("direction") === "asc" ? 1 : -1;
  const rows = [...world.issues.values()]
    .filter(matches)
    .sort((a, b) => up * (a[key].localeCompare(b[key]) || a.number - b.number));
  return page(call, rows, (issue) => issueBody(world, issue));
}

/** Ids of the people with these logins; others are dropped silently. */
function userIds(world: World, logins: readonly string[]): readonly number[] {
  const wanted = new Set(logins.map((login) => login.toLowerCase()));
  return [...world.users.values()]
    .filter((user) => wanted.has(user.login.toLowerCase()))
    .map((user) => user.id);
}

export const issues: Resource = {
  name: "issues",
  routes: [
    { method: "GET", path, operation: "issues/list-for-repo", need: "issues:read", answer: list },
    { method: "POST", path, operation: "issues/create", need: "issues:write", role: "read", answer: create },
    {
      method: "GET",
      path: `${path}/:number{[0-9]+}`,
      operation: "issues/get",
      need: "issues:read",
      answer: ({ world, params }) => json(issueBody(world, issueOf(world, params.number))),
    },
    {
      method: "PATCH",
      path: `${path}/:number{[0-9]+}`,
      operation: "issues/update",
      need: "issues:write",
      role: "read",
      answer: update,
    },
  ],
};
