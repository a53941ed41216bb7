import { z } from "zod";
import { IssueNode, nodesOf } from "./issue-node.ts";

const Actor = z.object({ __typename: z.string(), login: z.string() }).nullable();
const Label = z.object({ name: z.string() });
const at = { createdAt: z.string() };

const repository = z.object({ id: z.string() });

/** The far end of a link, as far as it must be known to judge a closed issue without asking for it. */
export const FarEnd = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  body: z.string(),
  state: z.enum(["OPEN", "CLOSED"]),
  stateReason: z.string().nullable(),
  createdAt: z.string(),
  author: z.object({ __typename: z.string(), login: z.string() }).nullable(),
  repository,
});
export type FarEnd = z.infer<typeof FarEnd>;

const TimelineItem = z.discriminatedUnion("__typename", [
  z.object({ __typename: z.literal("LabeledEvent"), ...at, actor: Actor, label: Label }),
  z.object({ __typename: z.literal("UnlabeledEvent"), ...at, actor: Actor, label: Label }),
  z.object({ __typename: z.literal("RenamedTitleEvent"), ...at }),
  z.object({ __typename: z.literal("BlockedByAddedEvent"), ...at }),
  z.object({
    __typename: z.literal("BlockedByRemovedEvent"),
    ...at,
    actor: Actor,
    blockingIssue: FarEnd.nullable(),
  }),
  z.object({ __typename: z.literal("ParentIssueAddedEvent"), ...at }),
  z.object({ __typename: z.literal("ParentIssueRemovedEvent"), ...at }),
]);

/** One page of an issue's events. */
export const Timeline = z.object({
  pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullable() }),
  nodes: z.array(TimelineItem.nullable()).nullable(),
});
export type Timeline = z.infer<typeof Timeline>;

const Child = z.object({
  id: z.string(),
  number: z.number(),
  state: z.enum(["OPEN", "CLOSED"]),
  stateReason: z.string().nullable(),
  repository,
});

/** GraphQL's answer for the issues of the board. */
export const BoardNode = z.object({
  ...IssueNode.shape,
  lastEditedAt: z.string().nullable(),
  repository,
  parent: z.object({ id: z.string(), number: z.number(), repository }).nullable(),
  blockedBy: z.object({ nodes: z.array(FarEnd.nullable()).nullable() }),
  subIssues: z.object({ nodes: z.array(Child.nullable()).nullable() }),
  timelineItems: Timeline,
});
export type BoardNode = z.infer<typeof BoardNode>;

/** A person's act of putting a label on an issue. */
export type Labelling = { readonly by: string; readonly at: string };

/**
 * The latest time a person put a label on. Bots do not count, nor do labels that stood in the new issue (by hand or
 * by a template): GitHub reports those as put on by the author in the second of creation.
 */
export function latestLabelling(node: BoardNode, label: string): Labelling | null {
  return (
    nodesOf(node.timelineItems)
      .flatMap((item) =>
        item.__typename === "LabeledEvent" &&
        same(item.label.name, label) &&
        item.actor?.__typename === "User"
          ? [{ by: item.actor.login, at: item.createdAt }]
          : [],
      )
      .filter((one) => one.at !== node.createdAt || one.by !== node.author?.login)
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .at(-1) ?? null
  );
}

/** Who took a label off at or after a time: logins of people, slugs of Apps. */
export function takenOffSince(
  node: BoardNode,
  label: string,
  since: string,
): readonly { readonly login: string; readonly isApp: boolean }[] {
  return nodesOf(node.timelineItems).flatMap((item) =>
    item.__typename === "UnlabeledEvent" &&
    same(item.label.name, label) &&
    item.createdAt >= since &&
    item.actor !== null
      ? [{ login: item.actor.login.replace(/\[bot\]$/, ""), isApp: item.actor.__typename === "Bot" }]
      : [],
  );
}

/** Whether a person, not a bot, ever put this label on. */
export function labelledByPerson(node: BoardNode, label: string): boolean {
  return nodesOf(node.timelineItems).some(
    (item) =>
      item.__typename === "LabeledEvent" && same(item.label.name, label) && item.actor?.__typename === "User",
  );
}

/** When title, body, blockers or parent last changed, by anyone; `null` where they never did. */
export function changedAt(node: BoardNode): string | null {
  const times = nodesOf(node.timelineItems).flatMap((item) =>
    item.__typename === "LabeledEvent" || item.__typename === "UnlabeledEvent" ? [] : [item.createdAt],
  );
  return [...times, ...(node.lastEditedAt === null ? [] : [node.lastEditedAt])].sort().at(-1) ?? null;
}

/** A blocker that a person took away; `end` is `null` where the blocker is not there any more. */
export type RemovedBlocker = { readonly end: FarEnd | null; readonly by: string };

/** Oldest first. What bots take away does not count. */
export function removedBlockers(node: BoardNode): readonly RemovedBlocker[] {
  return nodesOf(node.timelineItems).flatMap((item) =>
    item.__typename === "BlockedByRemovedEvent" && item.actor?.__typename === "User"
      ? [{ end: item.blockingIssue, by: item.actor.login }]
      : [],
  );
}

/** Issues of this repository at the far ends of its "blocked by" links, those taken away too. */
export function blockerEnds(node: BoardNode): readonly FarEnd[] {
  const removed = nodesOf(node.timelineItems).flatMap((item) =>
    item.__typename === "BlockedByRemovedEvent" && item.blockingIssue !== null ? [item.blockingIssue] : [],
  );
  return [...nodesOf(node.blockedBy), ...removed].filter((end) => end.repository.id === node.repository.id);
}

/** Whether the label is on it now. */
export function carries(node: BoardNode, label: string): boolean {
  return nodesOf(node.labels).some(({ name }) => same(name, label));
}

/** GitHub compares label names without case. */
export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
