/** What changes an issue: opening, editing, closing, reopening, labelling. REST, GraphQL and merging all come here. */
import type { components as webhooks } from "@octokit/openapi-webhooks-types";
import { mayTriage } from "./access.ts";
import { envelope, happened, record } from "./happening.ts";
import { nodeId } from "./ids.ts";
import { issuePayload, labelPayload } from "./issue-payload.ts";
import { invalid, notFound, rejection } from "./rejection.ts";
import type { Actor, IssueRow, LabelRow, StateReason } from "./rows.ts";
import type { World } from "./world.ts";

type Payloads = webhooks["schemas"];
/** The published type intersects `issue` with empty records, which no issue is; `issuePayload` has its real type. */
type Closed = Omit<Payloads["webhook-issues-closed"], "issue"> & { readonly issue: object };
const LONGEST_TITLE = 256;
const LONGEST_BODY = 65_536;

/** The issue or pull request with this number. Throws 404. */
export function issueOf(world: World, number: string | number | undefined): IssueRow {
  const issue = world.issues.get(Number(number));
  if (issue === undefined) throw notFound();
  return issue;
}

/** Puts the changed row in place; answers it. */
export function amend(world: World, number: number, change: Partial<IssueRow>): IssueRow {
  const row = { ...issueOf(world, number), ...change, updatedAt: world.now() };
  world.issues.set(number, row);
  return row;
}

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
  const id = world.ids.database("issue");
  const at = world.now();
  const number = world.ids.number();
  const trusted = mayTriage(world, actor);
  const row: IssueRow = {
    __typename: "Issue",
    id,
    nodeId: nodeId(opening.pull ? "PR" : "I", id),
    number,
    pull: opening.pull,
    title: opening.title,
    body: opening.body,
    state: "open",
    stateReason: null,
    labels: [],
    assignees: trusted ? opening.assignees : [],
    author: actor.user,
    app: actor.app,
    parent: null,
    subIssues: [],
    blockedBy: [],
    createdAt: at,
    updatedAt: at,
    lastEditedAt: null,
    closedAt: null,
    closedBy: null,
  };
  const labels = trusted ? opening.labels : [];
  world.issues.set(number, { ...row, labels: labels.map((label) => label.id) });
  if (!opening.pull) {
    world.nodes.set(row.nodeId, () => world.issues.get(number));
    const issue = issuePayload(world, issueOf(world, number));
    happened(world, actor, "issues", {
      ...envelope(world, actor),
      action: "opened",
      issue: { ...issue, state: "open", closed_at: null },
    } satisfies Payloads["webhook-issues-opened"]);
  }
  for (const label of labels) labeled(world, actor, number, label, "labeled");
  return issueOf(world, number);
}

/** Puts labels on; those already there are left alone. */
export function addLabels(world: World, actor: Actor, number: number, labels: readonly LabelRow[]): void {
  for (const label of labels) {
    const { labels: before } = issueOf(world, number);
    if (before.includes(label.id)) continue;
    if (before.length >= 100) throw rejection(422, "Issues are limited to 100 labels.");
    amend(world, number, { labels: [...before, label.id] });
    labeled(world, actor, number, label, "labeled");
  }
}

/** Takes labels off; those not there are left alone. */
export function removeLabels(world: World, actor: Actor, number: number, labels: readonly LabelRow[]): void {
  for (const label of labels) {
    const { labels: before } = issueOf(world, number);
    if (!before.includes(label.id)) continue;
    amend(world, number, { labels: before.filter((id) => id !== label.id) });
    labeled(world, actor, number, label, "unlabeled");
  }
}

function labeled(
  world: World,
  actor: Actor,
  number: number,
  label: LabelRow,
  kind: "labeled" | "unlabeled",
): void {
  record(world, actor, { kind, issue: number, label });
  const row = issueOf(world, number);
  if (row.pull) return;
  const common = {
    ...envelope(world, actor),
    issue: issuePayload(world, row),
    label: labelPayload(world, label),
  };
  if (kind === "labeled") {
    const payload = { ...common, action: kind } satisfies Payloads["webhook-issues-labeled"];
    happened(world, actor, "issues", payload);
  } else {
    const payload = { ...common, action: kind } satisfies Payloads["webhook-issues-unlabeled"];
    happened(world, actor, "issues", payload);
  }
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

function checkTexts(title: string, body: string | null): void {
  if (title.trim() === "") {
    throw invalid({ resource: "Issue", field: "title", code: "missing_field" });
  }
  if (title.length > LONGEST_TITLE) {
    const message = `title is too long (maximum is ${LONGEST_TITLE} characters)`;
    throw invalid({ resource: "Issue", field: "title", code: "custom", message });
  }
  checkBody("Issue", body);
}

/** Throws 422 for a body above GitHub's 65,536 characters. */
export function checkBody(resource: string, body: string | null): void {
  if ((body?.length ?? 0) <= LONGEST_BODY) return;
  const message = `body is too long (maximum is ${LONGEST_BODY} characters)`;
  throw invalid({ resource, field: "body", code: "custom", message });
}
