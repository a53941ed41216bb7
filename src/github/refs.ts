import { z } from "zod";
import type { RefAnswer, RefMove } from "../delivery/code-host.ts";
import { noOid } from "../delivery/code-host.ts";
import { tell } from "./ask.ts";
import { updateRefsDocument } from "./documents/update-refs.ts";
import { type Failure, failureOf, orNull } from "./failure.ts";
import type { Github } from "./octokit.ts";

/** The oid that a full ref name points to, or `null`. */
export async function readRef(github: Github, name: string): Promise<string | null> {
  const { owner, name: repo, octokit } = github;
  const ref = name.replace(/^refs\//, "");
  const answer = await orNull(() => octokit.rest.git.getRef({ owner, repo, ref }));
  return answer?.data.object.sha ?? null;
}

const Anything = z.looseObject({});

/**
 * One `updateRefs` over all moves, never forced. GitHub's texts for a lost race are not documented, so after any
 * complaint the refs themselves are read: they say whether the move was made, lost or never tried.
 */
export async function moveRefs(
  github: Github,
  repositoryId: string,
  moves: readonly RefMove[],
): Promise<RefAnswer> {
  const refUpdates = moves.map(({ name, before, after }) => ({
    name,
    beforeOid: before,
    afterOid: after,
    force: false,
  }));
  try {
    await tell(github, updateRefsDocument, { input: { repositoryId, refUpdates } }, Anything);
    return { kind: "moved" };
  } catch (error) {
    return answerOf(github, moves, failureOf(error), error);
  }
}

async function answerOf(
  github: Github,
  moves: readonly RefMove[],
  failure: Failure,
  cause: unknown,
): Promise<RefAnswer> {
  const now = await Promise.all(moves.map((move) => readRef(github, move.name)));
  const made = moves.every((move, at) => (now[at] ?? noOid) === move.after);
  if (made && failure.kind === "unclear") return { kind: "moved" };
  const gone = moves.find((move, at) => (now[at] ?? noOid) !== move.before);
  if (gone !== undefined) return { kind: "lost", text: `${gone.name} is no longer where it was seen.` };
  // A limit says nothing about the refs: the caller tries again later, under the same names.
  const isLimit = failure.waitSeconds !== undefined;
  if (failure.kind === "refused" && !isLimit) return { kind: "not-allowed", text: failure.text };
  throw new Error(`GitHub did not move the refs: ${failure.text}`, { cause });
}
