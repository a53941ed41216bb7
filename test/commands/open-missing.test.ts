import { describe, expect, it } from "vitest";
import { openMissing } from "../../src/commands/open-missing.ts";
import { claimAgain, firstClaim, publish } from "../../src/queue/claim-state.ts";
import { fakeCodeHost } from "../delivery/fake-code-host.ts";
import { taskPacket } from "../delivery/task-packet.ts";
import { fakeClaims } from "../queue/fake-claims.ts";

const run = (runId: number) => ({ runId, runAttempt: 1 });

/** A task that an earlier run published, claimed again by run 8. */
function world() {
  const claims = fakeClaims();
  const codeHost = fakeCodeHost({});
  const base = codeHost.refs.get("refs/heads/main") ?? "";
  const before = publish(firstClaim(14, run(7), base), 1);
  const again = before && claimAgain(before, run(8), base);
  if (before === null || again === null) throw new Error("no claim");
  claims.put(before);
  const claim = claims.put(again);
  codeHost.refs.set("refs/heads/pawl/issue-14", "b".repeat(40));
  return { claims, codeHost, claimed: { version: 1 as const, claim, before, packet: taskPacket } };
}

describe("opening a pull request that was refused before", () => {
  it("opens it from the branch that is there, and says where the evidence is", async () => {
    const { claims, codeHost, claimed } = world();
    expect(await openMissing({ claims, codeHost }, claimed)).toMatchObject({
      value: { branch: "pawl/issue-14", head: "b".repeat(40), pullRequest: { number: 1 } },
    });
    expect(codeHost.pulls).toMatchObject([
      { title: "Reject a zero quantity", head: "pawl/issue-14", base: "main", draft: true },
    ]);
    expect(codeHost.pulls[0]?.body).toContain("Closes #14");
    expect(codeHost.pulls[0]?.body).toContain("trailers `Criterion`, `Red` and `Green`");
    expect(claims.chain(14).at(-1)).toMatchObject({ state: "published", runId: 8, spentUsd: 1 });
  });

  it("says again that it is not permitted", async () => {
    const { claims, codeHost, claimed } = world();
    codeHost.answers.pull = { kind: "not-permitted", text: "No.", compareUrl: "https://host.example/x" };
    expect(await openMissing({ claims, codeHost }, claimed)).toMatchObject({
      refusal: { code: "pull-request-not-allowed" },
    });
  });

  it("is not done for a task that was never published", async () => {
    const { claims, codeHost, claimed } = world();
    expect(await openMissing({ claims, codeHost }, { ...claimed, before: null })).toBeNull();
  });

  it("is not done when the branch is gone", async () => {
    const { claims, codeHost, claimed } = world();
    codeHost.refs.delete("refs/heads/pawl/issue-14");
    expect(await openMissing({ claims, codeHost }, claimed)).toBeNull();
  });

  it("is not done when a pull request of the branch was closed", async () => {
    const { claims, codeHost, claimed } = world();
    const closed = { number: 3, url: "", state: "closed", draft: true } as const;
    const host = { ...codeHost, pullRequestOf: async () => closed };
    expect(await openMissing({ claims, codeHost: host }, claimed)).toBeNull();
  });

  it("is left to whoever holds the claim now", async () => {
    const { claims, codeHost, claimed } = world();
    claims.put({ ...claimed.claim.state, fence: 9 });
    expect(await openMissing({ claims, codeHost }, claimed)).toMatchObject({
      refusal: { code: "claim-lost" },
    });
    expect(codeHost.pulls).toEqual([]);
  });
});
