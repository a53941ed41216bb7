/** An issue and a label as webhook payloads show them; GitHub's webhook types differ a little from its REST types. */
import type { components as webhooks } from "@octokit/openapi-webhooks-types";
import { issueBody, labelBody } from "./issue-body.ts";
import type { IssueRow, LabelRow } from "./rows.ts";
import type { World } from "./world.ts";

export function labelPayload(world: World, label: LabelRow) {
  return { ...labelBody(world, label), archived_at: null, archived_by: null };
}

/** Like the REST body; labels say whether they are archived, and the App does not list its events. */
export function issuePayload(world: World, issue: IssueRow) {
  const body = issueBody(world, issue);
  const labels = body.labels.map((label) => ({ ...label, archived_at: null, archived_by: null }));
  const app = appPayload(body.performed_via_github_app);
  return { ...body, labels, performed_via_github_app: app } satisfies webhooks["schemas"]["webhooks_issue"];
}

/** `performed_via_github_app` in a webhook payload, without its list of events, which the webhook types close. */
function appPayload<App extends { readonly events: readonly string[] }>(
  app: App | null,
): Omit<App, "events"> | null {
  if (app === null) return null;
  const { events: _, ...rest } = app;
  return rest;
}
