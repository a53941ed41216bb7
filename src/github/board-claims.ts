import { z } from "zod";
import type { Claim, Claims } from "../queue/claim.ts";
import { ask, inParts } from "./ask.ts";
import { readClaimMessage } from "./claim-message.ts";
import { claimNamespace, issueOfClaimRef } from "./claim-refs.ts";
import { commitMessagesDocument } from "./documents/git-objects.ts";
import type { Github } from "./octokit.ts";

/** A claim beside whether the run that holds it is still under way (only asked for a held one). */
export type KnownClaim = Claim & { readonly alive: boolean };

const MessagesAnswer = z.object({
  repository: z.record(z.string(), z.object({ oid: z.string(), message: z.string().optional() }).nullable()),
});

/** All claims of the repository by issue number: one request for the refs, one per 100 messages, one per held claim. */
export async function readClaims(
  github: Github,
  isAlive: Claims["isAlive"],
): Promise<ReadonlyMap<number, KnownClaim>> {
  const { owner, name, octokit } = github;
  const refs = await octokit.paginate(octokit.rest.git.listMatchingRefs, {
    owner,
    repo: name,
    ref: claimNamespace.replace(/^refs\//, ""),
    per_page: 100,
  });
  const known = new Map<number, KnownClaim>();
  for (const part of inParts(refs, 100)) {
    const oids = Object.fromEntries(part.map((ref, index) => [`c${index}`, ref.object.sha]));
    const document = commitMessagesDocument(part.length);
    const answer = await ask(github, document, { owner, name, ...oids }, MessagesAnswer);
    for (const [index, ref] of part.entries()) {
      const issue = issueOfClaimRef(ref.ref);
      const message = answer.repository[`c${index}`]?.message;
      if (issue === null || message === undefined) continue;
      const read = readClaimMessage(ref.object.sha, message, issue);
      if (read.kind === "claim") known.set(issue, await withLife(read.claim, isAlive));
    }
  }
  return known;
}

async function withLife(claim: Claim, isAlive: Claims["isAlive"]): Promise<KnownClaim> {
  const { state, runId, runAttempt } = claim.state;
  return { ...claim, alive: state === "claimed" && (await isAlive(runId, runAttempt)) };
}
