import { describe, expect, it } from "vitest";
import { verdictOf } from "../../../src/tdd/verify/proof.ts";
import { replayed } from "../verify/fake-replay.ts";
import { javascriptHonest } from "./javascript-honest.ts";
import { shop } from "./shop.ts";

const base = { subject: "chore: start", files: shop };

describe("an honest commit, in JavaScript", () => {
  it.each(javascriptHonest)("is believed when it $does", async ({ files, subject, red }) => {
    const [commit] = await replayed([base, { subject: subject ?? "feat: more", files }]);

    expect(commit?.doubts).toEqual([]);
    expect(commit && verdictOf(commit)).toBe("proved");
    expect(commit?.red ?? "-").toBe(red);
  });
});
