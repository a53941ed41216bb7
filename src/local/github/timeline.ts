/** An issue's timeline: its events and comments in the order they happened. */
import type { components } from "@octokit/openapi-types";
import { appBody } from "./apps.ts";
import { commentBody } from "./comment-body.ts";
import { commentsOf } from "./comments.ts";
import { issueOf } from "./issue-rows.ts";
import { type ConnectionArgs, connection, page } from "./paging.ts";
import { apiUrl } from "./repository-body.ts";
import type { Asking, Resource } from "./resource.ts";
import type { CommentRow, IssueRow, TimelineRow } from "./rows.ts";
import { userBody } from "./users.ts";
import type { World } from "./world.ts";

type Entry = TimelineRow | CommentRow;

/** Oldest first; of two in the same second, events stand before comments in the order they were made. */
function entriesOf(world: World, issue: number): readonly Entry[] {
  const events = world.timeline.filter((row) => row.issue === issue);
  return [...events, ...commentsOf(world, issue)].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}

function common(world: World, row: TimelineRow) {
  return {
    id: row.id,
    node_id: row.nodeId,
    url: apiUrl(world, `/issues/events/${row.id}`),
    actor: userBody(world, row.actor),
    event: row.kind,
    commit_id: null,
    commit_url: null,
    created_at: row.createdAt,
    performed_via_github_app: row.app === null ? null : appBody(world, row.app),
  };
}

/** GitHub's types know no shape of their own for link events; they have the common fields. */
function entryBody(world: World, entry: Entry): components["schemas"]["timeline-issue-events"] {
  if ("body" in entry) {
    const body = commentBody(world, entry);
    return { ...body, event: "commented", actor: body.user } satisfies Schemas["timeline-comment-event"];
  }
  const shared = common(world, entry);
  switch (entry.kind) {
    case "labeled":
    case "unlabeled": {
      const { name, color } = entry.label;
      return { ...shared, label: { name, color } } satisfies Schemas["labeled-issue-event"];
    }
    case "closed":
      return { ...shared, state_reason: entry.stateReason } satisfies Schemas["state-change-issue-event"];
    case "renamed":
      return {
        ...shared,
        rename: { from: entry.from, to: entry.to },
      } satisfies Schemas["renamed-issue-event"];
    default:
      return shared;
  }
}

type Schemas = components["schemas"];

/** GraphQL's name of each kind of event. */
const typenames = {
  labeled: "LabeledEvent",
  unlabeled: "UnlabeledEvent",
  closed: "ClosedEvent",
  reopened: "ReopenedEvent",
  renamed: "RenamedTitleEvent",
  sub_issue_added: "SubIssueAddedEvent",
  sub_issue_removed: "SubIssueRemovedEvent",
  parent_issue_added: "ParentIssueAddedEvent",
  parent_issue_removed: "ParentIssueRemovedEvent",
  blocked_by_added: "BlockedByAddedEvent",
  blocked_by_removed: "BlockedByRemovedEvent",
  blocking_added: "BlockingAddedEvent",
  blocking_removed: "BlockingRemovedEvent",
} as const satisfies Record<TimelineRow["kind"], string>;

const itemTypes = {
  labeled: "LABELED_EVENT",
  unlabeled: "UNLABELED_EVENT",
  closed: "CLOSED_EVENT",
  reopened: "REOPENED_EVENT",
  renamed: "RENAMED_TITLE_EVENT",
  sub_issue_added: "SUB_ISSUE_ADDED_EVENT",
  sub_issue_removed: "SUB_ISSUE_REMOVED_EVENT",
  parent_issue_added: "PARENT_ISSUE_ADDED_EVENT",
  parent_issue_removed: "PARENT_ISSUE_REMOVED_EVENT",
  blocked_by_added: "BLOCKED_BY_ADDED_EVENT",
  blocked_by_removed: "BLOCKED_BY_REMOVED_EVENT",
  blocking_added: "BLOCKING_ADDED_EVENT",
  blocking_removed: "BLOCKING_REMOVED_EVENT",
} as const satisfies Record<TimelineRow["kind"], string>;

type ItemArgs = ConnectionArgs & {
  readonly itemTypes?: readonly string[] | null;
  readonly since?: string | null;
};

function itemsOf(world: World, issue: IssueRow, args: ItemArgs) {
  const entries = entriesOf(world, issue.number).filter((entry) => {
    const type = "body" in entry ? "ISSUE_COMMENT" : itemTypes[entry.kind];
    const recent = !args.since || Date.parse(entry.createdAt) >= Date.parse(args.since);
    return recent && (args.itemTypes?.includes(type) ?? true);
  });
  return entries.map((entry) => ("body" in entry ? entry : { ...entry, __typename: typenames[entry.kind] }));
}

const event = "Node { id: ID! actor: Actor createdAt: DateTime!";
const links = [
  ["SubIssue", "subIssue"],
  ["ParentIssue", "parent"],
  ["BlockedBy", "blockingIssue"],
  ["Blocking", "blockedIssue"],
] as const;
const linkTypes = links.flatMap(([name, field]) => [
  { name: `${name}AddedEvent`, field },
  { name: `${name}RemovedEvent`, field },
]);

type LinkRow = Extract<TimelineRow, { readonly other: number }>;
const id = (row: TimelineRow) => row.nodeId;
const linkResolvers = linkTypes.map(({ name, field }) => [
  name,
  { id, [field]: (row: LinkRow, _args: object, { world }: Asking) => issueOf(world, row.other) },
]);
const subject = (row: TimelineRow, _args: object, { world }: Asking) => issueOf(world, row.issue);

export const timeline: Resource = {
  name: "timeline",
  routes: [
    {
      method: "GET",
      path: "/repos/:owner/:repo/issues/:number{[0-9]+}/timeline",
      operation: "issues/list-events-for-timeline",
      need: "issues:read",
      answer: (call) => {
        const { number } = issueOf(call.world, call.params.number);
        return page(call, entriesOf(call.world, number), (entry) => entryBody(call.world, entry));
      },
    },
  ],
  typeDefs: /* GraphQL */ `
    type LabeledEvent implements ${event} label: Label! labelable: Labelable! }
    type UnlabeledEvent implements ${event} label: Label! labelable: Labelable! }
    type ClosedEvent implements ${event} stateReason: IssueStateReason }
    type ReopenedEvent implements ${event} stateReason: IssueStateReason }
    type RenamedTitleEvent implements ${event} currentTitle: String! previousTitle: String! }
    ${linkTypes.map(({ name, field }) => `type ${name} implements ${event} ${field}: Issue }`).join("\n")}
    union IssueTimelineItems = IssueComment | ${Object.values(typenames).join(" | ")}
    enum IssueTimelineItemsItemType { ISSUE_COMMENT ${Object.values(itemTypes).join(" ")} }
    type IssueTimelineItemsEdge { cursor: String! node: IssueTimelineItems }
    type IssueTimelineItemsConnection {
      edges: [IssueTimelineItemsEdge] nodes: [IssueTimelineItems] pageInfo: PageInfo! totalCount: Int!
    }
    extend type Issue {
      timelineItems(
        after: String, before: String, first: Int, last: Int, itemTypes: [IssueTimelineItemsItemType!],
        since: DateTime
      ): IssueTimelineItemsConnection!
    }
  `,
  resolvers: {
    ...Object.fromEntries(linkResolvers),
    LabeledEvent: { id, labelable: subject },
    UnlabeledEvent: { id, labelable: subject },
    ClosedEvent: {
      id,
      stateReason: (row: Extract<TimelineRow, { kind: "closed" }>) => row.stateReason.toUpperCase(),
    },
    ReopenedEvent: { id, stateReason: () => "REOPENED" },
    RenamedTitleEvent: {
      id,
      currentTitle: (row: Extract<TimelineRow, { kind: "renamed" }>) => row.to,
      previousTitle: (row: Extract<TimelineRow, { kind: "renamed" }>) => row.from,
    },
    Issue: {
      timelineItems: (issue: IssueRow, args: ItemArgs, { world }: Asking) =>
        connection("timelineItems", itemsOf(world, issue, args), args),
    },
  },
};
