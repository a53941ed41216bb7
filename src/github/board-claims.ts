import { z } from "zod";
import type { Claim, Claims } from "../queue/claim.ts";
import { ask, inParts } from "./ask.ts";
import { readClaimMessage } from "./claim-message.ts";
import { claimNamespaceOf, issueOfClaimRef } from "./claim-refs.ts";
import { commitMessagesDocument } from "./documents/git-objects.ts";
import type { Github } from "./octokit.ts";

/** A claim beside whether the run that holds it is under way (only asked for a held one), and when it was written. */
export type KnownClaim = Claim & { readonly alive: boolean; readonly at: string };

const MessagesAnswer = z.object({
  repository: z.record(
    z.string(),
    z
      .object({ oid: z.string(), message: z.string().optional(), committedDate: z.string().optional() })
      .nullable(),
  ),
});

/** All claims of the repository by issue number: one request for the refs, one per 100 messages, one per held claim. */
export async function readClaims(
  github: Github,
  isAlive: Claims["isAlive"],
): Promise<ReadonlyMap<number, KnownClaim>> {
  const { owner, name, octokit } = github;
  const namespace = await claimNamespaceOf(github).find();
  const refs = await octokit.paginate(octokit.rest.git.listMatchingRefs, {
    owner,
    repo: name,
    ref: namespace.replace(/^refs\//, ""),
    per_page: 100,
  });
  const known = new Map<number, KnownClaim>();
  for (const part of inParts(refs, 100)) {
    const oids = Object.fromEntries(part.map((ref, index) => [`c${index}`, ref.object.sha]));
    const document = commitMessagesDocument(part.length);
    const answer = await ask(github, document, { owner, name, ...oids }, MessagesAnswer);
    for (const [index, ref] of part.entries()) {
      const issue = issueOfClaimRef(ref.ref);
      const { message, committedDate } = answer.repository[`c${index}`] ?? {};
      if (issue === null || message === undefined || committedDate === undefined) continue;
      const read = readClaimMessage(ref.object.sha, message, issue);
      if (read.kind === "claim") {
        const { state, runId, runAttempt } = read.claim.state;
        const alive = state === "claimed" && (await isAlive(runId, runAttempt));
        known.set(issue, { ...read.claim, alive, at: committedDate });
      }
    }
  }
  return known;
}
