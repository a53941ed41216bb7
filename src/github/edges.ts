import { z } from "zod";
import type { Edge, Written } from "../issues/tracker.ts";
import { ask, inParts, tell } from "./ask.ts";
import { addBlockedByDocument } from "./documents/add-blocked-by.ts";
import { blockersDocument } from "./documents/blockers.ts";
import { removeBlockedByDocument } from "./documents/remove-blocked-by.ts";
import { failureOf, orNull } from "./failure.ts";
import { nodesOf } from "./issue-node.ts";
import type { Github } from "./octokit.ts";

const Anything = z.looseObject({});
const BlockersAnswer = z.object({
  nodes: z.array(
    z
      .object({
        id: z.string(),
        blockedBy: z.object({ nodes: z.array(z.object({ id: z.string() }).nullable()).nullable() }),
      })
      .nullable(),
  ),
});

/** GitHub runs out of time over bigger requests and leaves them half done. */
const edgesPerRequest = 10;

/**
 * Adds the edges in order. Where GitHub complains, what stands now decides: an edge that is there needs nothing, one
 * that is not was refused or, after a time-out, may still come.
 */
export async function addEdges(github: Github, edges: readonly Edge[]): Promise<Written<null>> {
  for (const part of inParts(edges, edgesPerRequest)) {
    const inputs = part.map((edge, index) => [
      `e${index}`,
      { issueId: edge.blocked.id, blockingIssueId: edge.blocker.id },
    ]);
    try {
      await tell(github, addBlockedByDocument(part.length), Object.fromEntries(inputs), Anything);
    } catch (error) {
      const failure = failureOf(error);
      const left = await edgesMissing(github, part);
      if (left.length > 0 && failure.kind === "unclear") return { kind: "unknown", text: failure.text };
      const { status, text, waitSeconds } = failure;
      if (left.length > 0)
        return { kind: "rejected", status, text, ...(waitSeconds === undefined ? {} : { waitSeconds }) };
    }
  }
  return { kind: "written", value: null };
}

async function edgesMissing(github: Github, edges: readonly Edge[]): Promise<readonly Edge[]> {
  const ids = [...new Set(edges.map((edge) => edge.blocked.id))];
  const read = await orNull(() => ask(github, blockersDocument, { ids }, BlockersAnswer));
  // One of the issues is gone, and GitHub then says nothing of the others.
  if (read === null) return edges;
  const { nodes } = read;
  const standing = new Set(
    nodes.flatMap((node) =>
      node === null ? [] : nodesOf(node.blockedBy).map((blocker) => `${node.id} ${blocker.id}`),
    ),
  );
  return edges.filter((edge) => !standing.has(`${edge.blocked.id} ${edge.blocker.id}`));
}

/** Removes the edges. Where GitHub complains, what stands now decides, as above. */
export async function removeEdges(github: Github, edges: readonly Edge[]): Promise<Written<null>> {
  for (const part of inParts(edges, edgesPerRequest)) {
    const inputs = part.map((edge, index) => [
      `e${index}`,
      { issueId: edge.blocked.id, blockingIssueId: edge.blocker.id },
    ]);
    try {
      await tell(github, removeBlockedByDocument(part.length), Object.fromEntries(inputs), Anything);
    } catch (error) {
      const failure = failureOf(error);
      const gone = (await edgesMissing(github, part)).length === part.length;
      if (gone) continue;
      if (failure.kind === "unclear") return { kind: "unknown", text: failure.text };
      return { kind: "rejected", status: failure.status, text: failure.text };
    }
  }
  return { kind: "written", value: null };
}
