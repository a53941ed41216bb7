import { describe, expect, it } from "vitest";
import { endedOf, endedText } from "../../src/commands/ended-of.ts";

const job = (result: string, outputs: Readonly<Record<string, string>> = {}) => ({ result, outputs });
const told = (needs: object) => endedOf(JSON.stringify(needs));
const published = endedText({ kind: "published", pullRequest: 31, notice: null });
const refusal = { code: "out-of-budget", text: "The budget is spent.", next: "Raise it." };
const failed = endedText({ kind: "failed", refusal });
const worked = job("success", { outcome: "worked", "spent-usd": "0.42" });
const verified = job("success", { verified: "d".repeat(64) });

describe("how a task ended, read from the jobs before", () => {
  it("is published when the publishing job says so", () => {
    const needs = { work: worked, verify: verified, publish: job("success", { ended: published }) };

    expect(told(needs)).toEqual({
      ended: { kind: "published", pullRequest: 31, notice: null },
      spentUsd: 0.42,
    });
  });

  it("is what the work job gave as its reason", () => {
    const needs = {
      work: job("success", { ended: failed, "spent-usd": "1.5" }),
      verify: job("skipped"),
      publish: job("skipped"),
    };

    expect(told(needs)).toEqual({ ended: { kind: "failed", refusal }, spentUsd: 1.5 });
  });

  it("is never published by the word of the work or verify job", () => {
    const lie = job("success", { ended: published });

    expect(told({ work: lie, verify: lie, publish: job("skipped") }).ended).toMatchObject({
      kind: "failed",
      refusal: { code: "run-broken" },
    });
  });

  it.each([
    ["work", { work: job("failure"), verify: job("skipped"), publish: job("skipped") }],
    ["verify", { work: worked, verify: job("failure"), publish: job("skipped") }],
    ["publish", { work: worked, verify: verified, publish: job("failure") }],
  ])("names the job %s when it ended without a word", (name, needs) => {
    expect(told(needs).ended).toMatchObject({
      kind: "failed",
      refusal: { code: "run-broken", text: expect.stringContaining(`\`${name}\``) },
    });
  });

  it("says that the run was cancelled", () => {
    const needs = { work: job("cancelled"), verify: job("skipped"), publish: job("skipped") };

    expect(told(needs).ended).toMatchObject({ refusal: { code: "cancelled" } });
  });

  it.each([
    ["", "nothing"],
    ["{", "no JSON"],
    ["[]", "a list"],
    ['{"work":1}', "another shape"],
  ])("is a failure for %j (%s)", (text) => {
    expect(endedOf(text)).toMatchObject({ ended: { kind: "failed" }, spentUsd: 0 });
  });

  it("counts no money that is no number", () => {
    const needs = {
      work: job("failure", { "spent-usd": "-3" }),
      verify: job("skipped"),
      publish: job("skipped"),
    };

    expect(told(needs).spentUsd).toBe(0);
  });
});
