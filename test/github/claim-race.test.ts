import { expect, test } from "vitest";
import { openGithubClaims } from "../../src/github/github-claims.ts";
import { openGithub } from "../../src/github/octokit.ts";
import type { Claims } from "../../src/queue/claim.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import { here, localWorld } from "./local-world.ts";

const rounds = 1000;
/** Rounds under way at a time: other tasks' claims move meanwhile, and git's start-up hides behind them. */
const atOnce = 5;
const claimers = [1, 2, 3, 4, 5, 6, 7, 8];

/** One round: eight runs claim one task at once. Answers who was told that it won, and whom the ref names. */
async function race(claims: ReadonlyMap<number, Claims>, issue: number, base: string) {
  const answers = await Promise.all(
    [...claims].map(async ([runId, mine]) => {
      const moved = await mine.move(null, firstClaim(issue, { runId, runAttempt: 1 }, base));
      return moved.kind === "moved" ? [runId] : [];
    }),
  );
  const read = await [...claims.values()][0]?.read(issue);
  return { winners: answers.flat(), holder: read?.kind === "claim" ? read.claim.state.runId : null };
}

test("of eight runs that claim at once over HTTP exactly one wins, a thousand times", {
  timeout: 240_000,
}, async () => {
  const world = await localWorld();
  // Each run has a client and a token of its own, as it has on a machine of its own.
  const { url, workflowToken } = world.local;
  const client = () =>
    openGithub({
      ...{ owner: here.owner, name: here.repo, baseUrl: url, throttle: false, retries: 0 },
      credentials: { kind: "token", token: workflowToken({ contents: "write" }) },
    });
  const claims = new Map(claimers.map((runId) => [runId, openGithubClaims(client())]));
  const wrong: string[] = [];
  for (let round = 1; round <= rounds; round += atOnce) {
    const issues = Array.from({ length: atOnce }, (_, index) => round + index);
    for (const { winners, holder } of await Promise.all(
      issues.map((one) => race(claims, one, world.first)),
    )) {
      if (winners.length !== 1 || winners[0] !== holder) wrong.push(`${winners} against ${holder}`);
    }
  }
  expect(wrong).toEqual([]);
});
