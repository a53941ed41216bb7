import type { components } from "@octokit/openapi-types";
import { gitOf } from "./git-of.ts";
import type { NewTreeEntry } from "./git-trees.ts";
import { nodeId } from "./ids.ts";
import { gitUrl } from "./refs.ts";
import { invalid, notFound, rejection } from "./rejection.ts";
import { type Answer, type Call, json, type Resource } from "./resource.ts";
import type { World } from "./world.ts";

const base = "/repos/:owner/:repo/git";
const modes = ["100644", "100755", "040000", "160000", "120000"];

/** Blobs and trees, git's objects one by one. None of these moves a ref. */
export const gitData: Resource = {
  name: "git-data",
  routes: [
    {
      method: "GET",
      path: `${base}/blobs/:sha`,
      operation: "git/get-blob",
      need: "contents:read",
      answer: getBlob,
    },
    {
      method: "POST",
      path: `${base}/blobs`,
      operation: "git/create-blob",
      need: "contents:write",
      answer: createBlob,
    },
    {
      method: "GET",
      path: `${base}/trees/:sha{.+}`,
      operation: "git/get-tree",
      need: "contents:read",
      answer: getTree,
    },
    {
      method: "POST",
      path: `${base}/trees`,
      operation: "git/create-tree",
      need: "contents:write",
      answer: createTree,
    },
  ],
};

async function getBlob({ world, params }: Call): Promise<Answer> {
  const found = await gitOf(world).read(params.sha ?? "");
  if (found?.type !== "blob") throw notFound();
  const body: components["schemas"]["blob"] = {
    sha: found.sha,
    node_id: nodeId("B", world.repository.id) + found.sha,
    size: found.body.length,
    url: `${gitUrl(world)}/blobs/${found.sha}`,
    content: lines(found.body),
    encoding: "base64",
  };
  return json(body);
}

/** Base64 in lines of 60, as GitHub sends it. */
export function lines(bytes: Buffer): string {
  return bytes.toString("base64").replace(/(.{60})/g, "$1\n");
}

async function createBlob({ world, body }: Call): Promise<Answer> {
  const { content, encoding = "utf-8" } = body;
  if (typeof content !== "string")
    throw invalid({ resource: "Blob", field: "content", code: "missing_field" });
  if (encoding !== "utf-8" && encoding !== "base64") {
    throw invalid({ resource: "Blob", field: "encoding", code: "invalid" });
  }
  const sha = await gitOf(world).write("blob", Buffer.from(content, encoding));
  const answer: components["schemas"]["short-blob"] = { sha, url: `${gitUrl(world)}/blobs/${sha}` };
  return json(answer, 201, { location: answer.url });
}

async function getTree({ world, params, query }: Call): Promise<Answer> {
  const git = gitOf(world);
  const tree = await git.read(`${params.sha}^{tree}`);
  if (tree === null) throw notFound();
  return json(await treeBody(world, tree.sha, query.has("recursive")));
}

async function treeBody(
  world: World,
  sha: string,
  recursive: boolean,
): Promise<components["schemas"]["git-tree"]> {
  const url = gitUrl(world);
  const entries = await gitOf(world).list(sha, recursive);
  return {
    sha,
    url: `${url}/trees/${sha}`,
    truncated: false,
    tree: entries.map(({ path, mode, type, sha, size }) => ({
      path,
      mode,
      type,
      sha,
      ...(size === null ? {} : { size }),
      ...(type === "commit" ? {} : { url: `${url}/${type}s/${sha}` }),
    })),
  };
}

async function createTree({ world, body }: Call): Promise<Answer> {
  const { tree, base_tree } = body;
  if (!Array.isArray(tree)) throw invalid({ resource: "Tree", field: "tree", code: "missing_field" });
  if (base_tree !== undefined && typeof base_tree !== "string") {
    throw invalid({ resource: "Tree", field: "base_tree", code: "invalid" });
  }
  const sha = await gitOf(world).writeTree(base_tree ?? null, tree.map(treeEntry));
  if (sha === null) throw rejection(422, "GitRPC::BadObjectState");
  return json(await treeBody(world, sha, false), 201);
}

function treeEntry(value: unknown): NewTreeEntry {
  const entry: Record<string, unknown> = typeof value === "object" && value !== null ? { ...value } : {};
  const { path, mode, sha, content } = entry;
  if (typeof path !== "string" || path === "") throw rejection(422, "tree.path is missing");
  if (path.startsWith("/")) throw rejection(422, "tree.path cannot start with a slash");
  if (path.split("/").some((part) => /^(|\.|\.\.|\.git)$/i.test(part))) {
    throw rejection(422, "tree.path contains a malformed path component");
  }
  if (typeof mode !== "string" || !modes.includes(mode)) {
    throw rejection(422, "Must supply a valid tree.mode");
  }
  if (typeof content === "string") return { path, mode, object: { text: content } };
  if (sha === null) return { path, mode, object: null };
  if (typeof sha !== "string") throw rejection(422, "Must supply either tree.sha or tree.content");
  return { path, mode, object: { sha } };
}
