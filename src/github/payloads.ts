import { z } from "zod";
import type { CommentEvent } from "../commands/comment-event.ts";

/** The parts of GitHub's webhook and event payloads that Pawl reads. Everything else is ignored. */
const User = z.object({ login: z.string(), id: z.number(), type: z.string() });
const Issue = z.object({
  number: z.number().int().positive(),
  body: z.string().nullish(),
  labels: z.array(z.object({ name: z.string() })).default([]),
  pull_request: z.looseObject({}).nullish(),
});
const Repository = z.object({ name: z.string(), owner: z.object({ login: z.string() }) });

const CommentPayload = z.object({
  action: z.literal("created"),
  comment: z.object({ id: z.number(), body: z.string() }),
  issue: Issue,
  sender: User,
});
const IssuePayload = z.object({
  action: z.string(),
  issue: Issue,
  label: z.object({ name: z.string() }).nullish(),
  sender: User,
});
const PullPayload = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.number(),
    merged: z.boolean().optional(),
    head: z.object({ ref: z.string() }),
  }),
});
/** A run whose jobs were all skipped looked at nothing. */
const EndedRun = z.object({
  action: z.literal("completed"),
  workflow_run: z.object({ conclusion: z.string().refine((ended) => ended !== "skipped") }),
});

/**
 * A payload as Pawl understands it. `changed` is only a hint that something about an issue is different now: what is
 * true is read from GitHub. `repository` is `null` only where the payload does not name one.
 */
export type GithubEvent =
  | { readonly kind: "comment"; readonly event: CommentEvent }
  | {
      readonly kind: "changed";
      readonly issue: number;
      readonly action: string;
      readonly label: string | null;
      readonly by: { readonly login: string; readonly kind: "person" | "bot" };
    }
  | {
      readonly kind: "pull-request";
      readonly issue: number;
      readonly action: string;
      readonly merged: boolean;
    }
  | { readonly kind: "woken" }
  | { readonly kind: "run-ended" }
  | { readonly kind: "ignored"; readonly why: string };

/** Event names after which the queue may look different, without saying for which issue. */
const wakes: ReadonlySet<string> = new Set([
  "schedule",
  "workflow_dispatch",
  "repository_dispatch",
  "issue_dependencies",
  "sub_issues",
]);

/** What changes of a pull request without changing what is ready, in review or done. */
const looksOnly: ReadonlySet<string> = new Set([
  ...["ready_for_review", "converted_to_draft", "edited", "labeled", "unlabeled", "assigned", "unassigned"],
  ...["review_requested", "review_request_removed", "milestoned", "demilestoned", "locked", "unlocked"],
]);

/**
 * `name` is `X-GitHub-Event` or `GITHUB_EVENT_NAME`. A payload that is not what it should be is ignored, with the reason;
 * so is what a bot did to labels, links and texts, Pawl's own writes first of all: they would only wake it again.
 */
export function githubEvent(name: string, payload: unknown): GithubEvent {
  if (isEcho(name, payload)) return { kind: "ignored", why: "It tells nothing new." };
  if (name === "issue_comment") return commentEvent(payload);
  if (name === "issues") return issueEvent(payload);
  if (name === "workflow_run") return { kind: "run-ended" };
  if (name === "pull_request" || name === "pull_request_review") return pullEvent(payload);
  return wakes.has(name) ? { kind: "woken" } : { kind: "ignored", why: `Pawl does not read ${name}.` };
}

/** Owner and name of the repository a payload is about, or `null`. */
export function repositoryOf(payload: unknown): { readonly owner: string; readonly name: string } | null {
  const parsed = z.object({ repository: Repository }).safeParse(payload);
  if (!parsed.success) return null;
  const { name, owner } = parsed.data.repository;
  return { owner: owner.login, name };
}

/** The installation a webhook was sent for, or `null`. */
export function installationIdOf(payload: unknown): number | null {
  const parsed = z.object({ installation: z.object({ id: z.number() }) }).safeParse(payload);
  return parsed.success ? parsed.data.installation.id : null;
}

/** Closing and reopening count whoever did it (a merge by a bot closes an issue). Of a run only its end counts, if it did anything. */
function isEcho(name: string, payload: unknown): boolean {
  if (name === "workflow_run") return !EndedRun.safeParse(payload).success;
  if (name === "pull_request")
    return looksOnly.has(z.object({ action: z.string() }).safeParse(payload).data?.action ?? "");
  if (!["issues", "issue_dependencies", "sub_issues"].includes(name)) return false;
  const parsed = z.object({ action: z.string(), sender: User }).safeParse(payload);
  if (!parsed.success || kindOf(parsed.data.sender) === "person") return false;
  return !["closed", "reopened", "deleted", "transferred"].includes(parsed.data.action);
}

function commentEvent(payload: unknown): GithubEvent {
  const parsed = CommentPayload.safeParse(payload);
  if (!parsed.success) return unread("issue_comment", parsed.error);
  const { comment, issue, sender } = parsed.data;
  const event: CommentEvent = {
    comment: comment.id,
    body: comment.body,
    sender: { login: sender.login, id: sender.id, kind: kindOf(sender) },
    issue: {
      number: issue.number,
      isPullRequest: issue.pull_request != null,
      labels: issue.labels.map((label) => label.name),
      body: issue.body ?? "",
    },
  };
  return { kind: "comment", event };
}

function issueEvent(payload: unknown): GithubEvent {
  const parsed = IssuePayload.safeParse(payload);
  if (!parsed.success) return unread("issues", parsed.error);
  const { action, issue, label, sender } = parsed.data;
  const by = { login: sender.login, kind: kindOf(sender) };
  return { kind: "changed", issue: issue.number, action, label: label?.name ?? null, by };
}

function pullEvent(payload: unknown): GithubEvent {
  const parsed = PullPayload.safeParse(payload);
  if (!parsed.success) return unread("pull_request", parsed.error);
  const { action, pull_request: pull } = parsed.data;
  const issue = /^pawl\/issue-([1-9]\d*)$/.exec(pull.head.ref)?.[1];
  if (issue === undefined) return { kind: "ignored", why: `#${pull.number} is not a pull request of ours.` };
  return { kind: "pull-request", issue: Number(issue), action, merged: pull.merged ?? false };
}

/** Only `User` is a person; `Bot`, `Organization` and whatever comes next are not. */
function kindOf(user: z.infer<typeof User>): "person" | "bot" {
  return user.type === "User" ? "person" : "bot";
}

function unread(name: string, error: z.ZodError): GithubEvent {
  const [issue] = error.issues;
  const at = issue === undefined ? "" : ` at ${z.core.toDotPath(issue.path)}: ${issue.message}`;
  return { kind: "ignored", why: `${name} payload not read${at}` };
}
