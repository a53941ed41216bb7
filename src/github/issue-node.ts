import { z } from "zod";
import type { Author, LinkedIssue, StateReason } from "../issues/issue.ts";
import type { AppIds } from "./identity.ts";

/** Who wrote something, as GraphQL says it. */
export const AuthorNode = z
  .object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() })
  .nullable();

/** GraphQL's answer for `issueFields`; nullable where GitHub's schema says so. */
export const IssueNode = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  body: z.string(),
  state: z.enum(["OPEN", "CLOSED"]),
  stateReason: z.string().nullable(),
  createdAt: z.string(),
  author: AuthorNode,
  labels: z.object({ nodes: z.array(z.object({ name: z.string() }).nullable()).nullable() }).nullable(),
  parent: z.object({ id: z.string(), number: z.number() }).nullable(),
  blockedBy: z.object({
    nodes: z.array(z.object({ id: z.string(), number: z.number() }).nullable()).nullable(),
  }),
  issueDependenciesSummary: z.object({ totalBlockedBy: z.number() }),
  subIssuesSummary: z.object({ total: z.number() }),
});
export type IssueNode = z.infer<typeof IssueNode>;

/** A connection's nodes without the gaps that GitHub leaves for what the token cannot see. */
export function nodesOf<Node>(
  connection: { readonly nodes: readonly (Node | null)[] | null } | null,
): readonly Node[] {
  return (connection?.nodes ?? []).filter((node) => node !== null);
}

export async function linkedIssueOf(node: IssueNode, apps: AppIds): Promise<LinkedIssue> {
  const blockedBy = nodesOf(node.blockedBy).map((blocker) => blocker.number);
  return {
    number: node.number,
    id: node.id,
    title: node.title,
    body: node.body,
    state: node.state === "OPEN" ? "open" : "closed",
    stateReason: stateReasonOf(node.stateReason),
    labels: nodesOf(node.labels).map((label) => label.name),
    author: await authorOf(node.author, node.number, apps),
    createdAt: node.createdAt,
    parent: node.parent?.number ?? null,
    blockedBy,
    unknownBlockers: Math.max(0, node.issueDependenciesSummary.totalBlockedBy - blockedBy.length),
  };
}

export function stateReasonOf(reason: string | null | undefined): StateReason {
  const word = reason?.toLowerCase();
  return word === "completed" || word === "not_planned" || word === "duplicate" || word === "reopened"
    ? word
    : null;
}

/** A deleted account is nobody; GraphQL leaves the `[bot]` off that REST puts behind a bot's slug. */
export async function authorOf(
  author: z.infer<typeof AuthorNode>,
  issue: number,
  apps: AppIds,
): Promise<Author> {
  if (author === null) return { login: "ghost", id: 0, kind: "person", app: null };
  const { login, databaseId } = author;
  if (author.__typename !== "Bot") {
    const kind = author.__typename === "User" ? "person" : "bot";
    return { login, id: databaseId ?? 0, kind, app: null };
  }
  const slug = login.replace(/\[bot\]$/, "");
  return { login: `${slug}[bot]`, id: databaseId ?? 0, kind: "bot", app: await apps.idOf(slug, issue) };
}
