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

type Message = { readonly message: string; readonly committedDate: string };

/** What a commit says never changes: kept for each client while a claim ref points to it. */
const kept = new WeakMap<Github, ReadonlyMap<string, Message>>();

/**
 * All claims of the repository by issue number: one request for the refs, one per 100 messages that were not read before,
 * one per held claim.
 */
export async function readClaims(
  github: Github,
  isAlive: Claims["isAlive"],
): Promise<ReadonlyMap<number, KnownClaim>> {
  const refs = await claimNamespaceOf(github).list();
  const messages = await messagesOf(
    github,
    refs.map((ref) => ref.object.sha),
  );
  const known = new Map<number, KnownClaim>();
  for (const { ref, object } of refs) {
    const issue = issueOfClaimRef(ref);
    const found = messages.get(object.sha);
    if (issue === null || found === undefined) continue;
    const read = readClaimMessage(object.sha, found.message, issue);
    if (read.kind !== "claim") continue;
    const { state, runId, runAttempt } = read.claim.state;
    const alive = state === "claimed" && (await isAlive(runId, runAttempt));
    known.set(issue, { ...read.claim, alive, at: found.committedDate });
  }
  return known;
}

async function messagesOf(github: Github, oids: readonly string[]): Promise<ReadonlyMap<string, Message>> {
  const { owner, name } = github;
  const before = kept.get(github);
  const now = new Map(oids.flatMap((oid) => [[oid, before?.get(oid)] as const]).filter(isRead));
  for (const part of inParts(
    oids.filter((oid) => !now.has(oid)),
    100,
  )) {
    const variables = { owner, name, ...Object.fromEntries(part.map((oid, index) => [`c${index}`, oid])) };
    const answer = await ask(github, commitMessagesDocument(part.length), variables, MessagesAnswer);
    for (const [index, oid] of part.entries()) {
      const { message, committedDate } = answer.repository[`c${index}`] ?? {};
      if (message !== undefined && committedDate !== undefined) now.set(oid, { message, committedDate });
    }
  }
  kept.set(github, now);
  return now;
}

function isRead(entry: readonly [string, Message | undefined]): entry is readonly [string, Message] {
  return entry[1] !== undefined;
}
