import { decodeCommit, decodeTree, type GitPerson } from "./git-objects.ts";
import { gitOf } from "./git-of.ts";
import type { Ref } from "./git-repository.ts";
import { nodeId } from "./ids.ts";
import type { World } from "./world.ts";

/** Git objects as GraphQL sees them. */
export const gitTypeDefs = /* GraphQL */ `
  scalar GitObjectID
  scalar GitRefname
  scalar GitTimestamp
  interface GitObject { id: ID! oid: GitObjectID! abbreviatedOid: String! }
  type GitActor { name: String email: String date: GitTimestamp }
  type CommitConnection { nodes: [Commit] totalCount: Int! }
  type Commit implements Node & GitObject {
    id: ID! oid: GitObjectID! abbreviatedOid: String! message: String! messageHeadline: String! messageBody: String!
    committedDate: DateTime! authoredDate: DateTime! author: GitActor committer: GitActor
    tree: Tree! parents(after: String, before: String, first: Int, last: Int): CommitConnection!
  }
  type TreeEntry { name: String! path: String mode: Int! type: String! oid: GitObjectID! size: Int! object: GitObject }
  type Tree implements Node & GitObject {
    id: ID! oid: GitObjectID! abbreviatedOid: String! entries: [TreeEntry!]
  }
  type Blob implements Node & GitObject {
    id: ID! oid: GitObjectID! abbreviatedOid: String! byteSize: Int! isBinary: Boolean isTruncated: Boolean! text: String
  }
  type Ref implements Node { id: ID! name: String! prefix: String! target: GitObject }
  type RefConnection { nodes: [Ref] totalCount: Int! pageInfo: PageInfo! }
`;

/** GitHub cuts the text of a larger blob. */
const textLimit = 512_000;

export function refValue(world: World, ref: Ref) {
  const short = /^refs\/(heads|tags)\//.exec(ref.name)?.[0] ?? "refs/";
  return {
    __typename: "Ref",
    id: nodeId("REF", world.repository.id) + Buffer.from(ref.name).toString("base64url"),
    name: ref.name.slice(short.length),
    prefix: short,
    target: () => gitObject(world, ref.sha),
  };
}

/** Any revision expression or oid; `null` when there is no such object, or it is a tag object. `path`: where a tree stands. */
export async function gitObject(world: World, expression: string, path = ""): Promise<object | null> {
  const found = await gitOf(world).read(expression);
  if (found === null) return null;
  const { sha, body } = found;
  if (found.type === "commit") return commitValue(world, sha, body);
  const common = { oid: sha, abbreviatedOid: sha.slice(0, 7) };
  if (found.type === "tree") {
    return {
      __typename: "Tree",
      id: node(world, "T", sha),
      ...common,
      entries: () => entries(world, body, path),
    };
  }
  if (found.type !== "blob") return null;
  const binary = body.subarray(0, 8000).includes(0);
  const blob = { byteSize: body.length, isBinary: binary, isTruncated: body.length > textLimit };
  const text = binary ? null : body.subarray(0, textLimit).toString("utf8");
  return { __typename: "Blob", id: node(world, "B", sha), ...common, ...blob, text };
}

function commitValue(world: World, sha: string, body: Buffer): object {
  const commit = decodeCommit(sha, body);
  const [headline = "", ...rest] = commit.message.split("\n");
  return {
    __typename: "Commit",
    id: node(world, "C", sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join("\n").trim(),
    author: person(commit.author),
    committer: person(commit.committer),
    authoredDate: commit.author.date,
    committedDate: commit.committer.date,
    tree: () => gitObject(world, commit.tree),
    parents: () => ({
      totalCount: commit.parents.length,
      nodes: () => Promise.all(commit.parents.map((parent) => gitObject(world, parent))),
    }),
  };
}

function entries(world: World, body: Buffer, path: string): object[] {
  return decodeTree(body).map((item) => {
    const full = path === "" ? item.name : `${path}/${item.name}`;
    const type = item.mode === "040000" ? "tree" : item.mode === "160000" ? "commit" : "blob";
    return {
      name: item.name,
      path: full,
      mode: Number.parseInt(item.mode, 8),
      type,
      oid: item.sha,
      size: async () => (type === "blob" ? ((await gitOf(world).read(item.sha))?.body.length ?? 0) : 0),
      object: () => (type === "commit" ? null : gitObject(world, item.sha, full)),
    };
  });
}

function person(value: GitPerson): GitPerson {
  return { name: value.name, email: value.email, date: value.date };
}

function node(world: World, prefix: string, sha: string): string {
  return `${nodeId(prefix, world.repository.id)}${sha}`;
}
