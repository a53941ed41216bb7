/** What changes an issue: opening, editing, closing, reopening. REST, GraphQL and merging all come here. */
import type { components as webhooks } from "@octokit/openapi-webhooks-types";
import { mayTriage } from "./access.ts";
import { envelope, happened, record } from "./happening.ts";
import { nodeId } from "./ids.ts";
import { issuePayload } from "./issue-payload.ts";
import { amend, checkTexts, issueOf } from "./issue-rows.ts";
import { labelled } from "./labelling.ts";
import type { Actor, IssueRow, LabelRow, StateReason } from "./rows.ts";
import type { World } from "./world.ts";

type Payloads = webhooks["schemas"];
/** The published type intersects `issue` with empty records, which no issue is; `issuePayload` has its real type. */
type Closed = Omit<Payloads["webhook-issues-closed"], "issue"> & { readonly issue: object };

export type Opening = {
  readonly title: string;
  readonly body: string | null;
  readonly labels: readonly LabelRow[];
  readonly assignees: readonly number[];
  /** True for the issue half of a pull request, which emits no `issues` events. */
  readonly pull: boolean;
};

/** Opens an issue. Labels and assignees of an actor who may not triage are dropped silently, as on GitHub. */
export function openIssue(world: World, actor: Actor, opening: Opening): IssueRow {
  checkTexts(opening.title, opening.body);
  const trusted = mayTriage(world, actor);
  const labels = trusted ? opening.labels : [];
  const assignees = trusted ? opening.assignees : [];
  const row = { ...freshRow(world, actor, opening), labels: labels.map((label) => label.id), assignees };
  const { id, number } = row;
  world.issues.set(number, row);
  world.numbers.set(row.nodeId, number).set(id, number);
  if (!opening.pull) {
    world.nodes.set(row.nodeId, () => world.issues.get(number));
    happened(world, actor, "issues", {
      ...envelope(world, actor),
      action: "opened",
      issue: { ...issuePayload(world, row), state: "open", closed_at: null },
    } satisfies Payloads["webhook-issues-opened"]);
  }
  for (const label of labels) labelled(world, actor, number, label, "labeled");
  return issueOf(world, number);
}

function freshRow(world: World, actor: Actor, opening: Opening): IssueRow {
  const id = world.ids.database("issue");
  const at = world.now();
  return {
    __typename: "Issue",
    id,
    nodeId: nodeId(opening.pull ? "PR" : "I", id),
    number: world.ids.number(),
    pull: opening.pull,
    title: opening.title,
    body: opening.body,
    state: "open",
    stateReason: null,
    labels: [],
    assignees: [],
    author: actor.user,
    app: actor.app,
    comments: [],
    parent: null,
    subIssues: [],
    blockedBy: [],
    blocking: [],
    createdAt: at,
    updatedAt: at,
    lastEditedAt: null,
    closedAt: null,
    closedBy: null,
  };
}

/** Changes title or body. Nothing happens when neither differs. */
export function editIssue(
  world: World,
  actor: Actor,
  number: number,
  edit: { readonly title?: string; readonly body?: string | null },
): IssueRow {
  const before = issueOf(world, number);
  const title = edit.title ?? before.title;
  const body = edit.body === undefined ? before.body : edit.body;
  checkTexts(title, body);
  const renamed = title !== before.title;
  const rewritten = body !== before.body;
  if (!renamed && !rewritten) return before;
  const row = amend(world, number, { title, body, ...(rewritten ? { lastEditedAt: world.now() } : {}) });
  if (renamed) record(world, actor, { kind: "renamed", issue: number, from: before.title, to: title });
  if (!row.pull) {
    happened(world, actor, "issues", {
      ...envelope(world, actor),
      action: "edited",
      issue: issuePayload(world, row),
      changes: {
        ...(renamed ? { title: { from: before.title } } : {}),
        ...(rewritten ? { body: { from: before.body ?? "" } } : {}),
      },
    } satisfies Payloads["webhook-issues-edited"]);
  }
  return row;
}

/** Closes an issue (or the issue half of a pull request). A closed one only takes the new reason. */
export function closeIssue(
  world: World,
  actor: Actor,
  number: number,
  reason: Exclude<StateReason, "reopened"> = "completed",
): IssueRow {
  const before = issueOf(world, number);
  const stateReason = before.pull ? null : reason;
  if (before.state === "closed") return amend(world, number, { stateReason });
  const closing = { closedAt: world.now(), closedBy: actor.user };
  const row = amend(world, number, { state: "closed", stateReason, ...closing });
  record(world, actor, { kind: "closed", issue: number, stateReason: reason });
  if (!row.pull) {
    happened(world, actor, "issues", {
      ...envelope(world, actor),
      action: "closed",
      issue: issuePayload(world, row),
    } satisfies Closed);
  }
  return row;
}

export function reopenIssue(world: World, actor: Actor, number: number): IssueRow {
  const before = issueOf(world, number);
  if (before.state === "open") return before;
  const stateReason = before.pull ? null : ("reopened" as const);
  const row = amend(world, number, { state: "open", stateReason, closedAt: null, closedBy: null });
  record(world, actor, { kind: "reopened", issue: number });
  if (!row.pull) {
    happened(world, actor, "issues", {
      ...envelope(world, actor),
      action: "reopened",
      issue: { ...issuePayload(world, row), state: "open" },
    } satisfies Payloads["webhook-issues-reopened"]);
  }
  return row;
}
