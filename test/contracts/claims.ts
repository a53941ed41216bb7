import { describe, expect, it } from "vitest";
import type { Claims } from "../../src/queue/claim.ts";
import { claimAgain, firstClaim, free, publish } from "../../src/queue/claim-state.ts";

const run = { runId: 900, runAttempt: 1 };

/** What every implementation of the claim refs keeps. `base` is a commit that exists there (40 hex). */
export function claimsContract(
  name: string,
  make: () => Promise<{ readonly claims: Claims; readonly base: string }>,
): void {
  describe(`claims (${name})`, () => {
    it("reads nothing where there is no ref", async () => {
      const { claims } = await make();
      expect(await claims.read(14)).toEqual({ kind: "none" });
    });

    it("reads back the state that was moved to", async () => {
      const { claims, base } = await make();
      const state = { ...firstClaim(14, run, base), spentUsd: 1.25, tries: 2 };
      const moved = await claims.move(null, state);
      expect(await claims.read(14)).toEqual({ kind: "claim", claim: moved.kind === "moved" && moved.claim });
      expect(moved).toMatchObject({ kind: "moved", claim: { state } });
    });

    it("keeps the claims of two tasks apart", async () => {
      const { claims, base } = await make();
      await claims.move(null, firstClaim(14, run, base));
      expect(await claims.read(15)).toEqual({ kind: "none" });
    });

    it("lets one of eight racing creators win", async () => {
      const { claims, base } = await make();
      const racers = [1, 2, 3, 4, 5, 6, 7, 8].map((runId) =>
        claims.move(null, firstClaim(14, { runId, runAttempt: 1 }, base)),
      );
      const kinds = (await Promise.all(racers)).map((answer) => answer.kind);
      expect(kinds.filter((kind) => kind === "moved")).toHaveLength(1);
    });

    it("does not move from a state that is no longer the last one", async () => {
      const { claims, base } = await make();
      const first = await claims.move(null, firstClaim(14, run, base));
      if (first.kind !== "moved") throw new Error("the first claim was not moved");
      const freed = free(first.claim.state, { spentUsd: 0, failed: true });
      if (freed === null) throw new Error("a claimed task can be freed");
      expect((await claims.move(first.claim, freed)).kind).toBe("moved");
      const again = claimAgain(freed, run, base);
      if (again === null) throw new Error("a freed task can be claimed");
      expect(await claims.move(first.claim, again)).toEqual({ kind: "lost" });
    });

    it("prepares the next state without moving to it", async () => {
      const { claims, base } = await make();
      const first = await claims.move(null, firstClaim(14, run, base));
      if (first.kind !== "moved") throw new Error("the first claim was not moved");
      const next = publish(first.claim.state, 0.5);
      if (next === null) throw new Error("a claimed task can be published");
      const prepared = await claims.prepare(first.claim, next);
      expect(prepared.before).toBe(first.claim.oid);
      expect(prepared.after).toMatch(/^[0-9a-f]{40}$/);
      expect(await claims.read(14)).toEqual({ kind: "claim", claim: first.claim });
    });
  });
}
