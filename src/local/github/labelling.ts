/** Putting labels on issues and pull requests, and taking them off. */
import type { components as webhooks } from "@octokit/openapi-webhooks-types";
import { envelope, happened, record } from "./happening.ts";
import { issuePayload, labelPayload } from "./issue-payload.ts";
import { amend, issueOf } from "./issue-rows.ts";
import { rejection } from "./rejection.ts";
import type { Actor, LabelRow } from "./rows.ts";
import type { World } from "./world.ts";

type Payloads = webhooks["schemas"];

/** Puts labels on; those already there are left alone. */
export function addLabels(world: World, actor: Actor, number: number, labels: readonly LabelRow[]): void {
  for (const label of labels) {
    const { labels: before } = issueOf(world, number);
    if (before.includes(label.id)) continue;
    if (before.length >= 100) throw rejection(422, "Issues are limited to 100 labels.");
    amend(world, number, { labels: [...before, label.id] });
    labelled(world, actor, number, label, "labeled");
  }
}

/** Takes labels off; those not there are left alone. */
export function removeLabels(world: World, actor: Actor, number: number, labels: readonly LabelRow[]): void {
  for (const label of labels) {
    const { labels: before } = issueOf(world, number);
    if (!before.includes(label.id)) continue;
    amend(world, number, { labels: before.filter((id) => id !== label.id) });
    labelled(world, actor, number, label, "unlabeled");
  }
}

/** Records and tells that a label was put on or taken off. */
export function labelled(
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
