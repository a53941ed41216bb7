import { z } from "zod";
import { IssueNode, nodesOf } from "./issue-node.ts";

const Actor = z.object({ __typename: z.string(), login: z.string() }).nullable();
const at = { createdAt: z.string() };

const TimelineItem = z.discriminatedUnion("__typename", [
  z.object({
    __typename: z.literal("LabeledEvent"),
    ...at,
    actor: Actor,
    label: z.object({ name: z.string() }),
  }),
  z.object({ __typename: z.literal("RenamedTitleEvent"), ...at }),
  z.object({ __typename: z.literal("BlockedByAddedEvent"), ...at }),
  z.object({
    __typename: z.literal("BlockedByRemovedEvent"),
    ...at,
    actor: Actor,
    blockingIssue: z.object({ id: z.string(), number: z.number() }).nullable(),
  }),
  z.object({ __typename: z.literal("ParentIssueAddedEvent"), ...at }),
  z.object({ __typename: z.literal("ParentIssueRemovedEvent"), ...at }),
]);

/** GraphQL's answer for the issues of the board. */
export const BoardNode = z.object({
  ...IssueNode.shape,
  lastEditedAt: z.string().nullable(),
  subIssues: z.object({
    nodes: z.array(z.object({ id: z.string(), number: z.number() }).nullable()).nullable(),
  }),
  timelineItems: z.object({ nodes: z.array(TimelineItem.nullable()).nullable() }),
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
    item.__typename === "LabeledEvent" ? [] : [item.createdAt],
  );
  return [...times, ...(node.lastEditedAt === null ? [] : [node.lastEditedAt])].sort().at(-1) ?? null;
}

/** Blockers (issue numbers) that people took away, with who did, oldest first. */
export function removedBlockers(
  node: BoardNode,
): readonly { readonly number: number; readonly by: string }[] {
  return nodesOf(node.timelineItems).flatMap((item) =>
    item.__typename === "BlockedByRemovedEvent" &&
    item.blockingIssue !== null &&
    item.actor?.__typename === "User"
      ? [{ number: item.blockingIssue.number, by: item.actor.login }]
      : [],
  );
}

/** GitHub compares label names without case. */
export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
