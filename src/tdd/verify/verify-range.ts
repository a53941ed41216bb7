import type { CommitProof, RangeProof } from "./proof.ts";
import type { Replay } from "./replay.ts";
import { replayCommit } from "./replay-commit.ts";
import type { KnownSuites } from "./scene.ts";

export type VerifyPorts = { readonly replay: Replay; readonly log: (line: string) => void };

/**
 * Replays each commit of an opened range, oldest first. Only faults of the ports are thrown; what cannot be replayed
 * is a commit that is not proved.
 */
export async function verifyRange({ replay, log }: VerifyPorts): Promise<RangeProof> {
  const known: KnownSuites = new Map();
  const commits: CommitProof[] = [];
  for (const commit of replay.commits) {
    log(`${commits.length + 1}/${replay.commits.length} ${commit.sha.slice(0, 9)} ${commit.subject}`);
    commits.push(await replayCommit(replay, commit, known));
  }
  return { sandbox: replay.sandbox, commits };
}
