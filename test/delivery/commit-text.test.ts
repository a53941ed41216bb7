import { describe, expect, test } from "vitest";
import { commitText } from "../../src/delivery/commit-text.ts";

const facts = { issue: 14, releasedBy: "alice" };

test("an honest message stays as it is", () => {
  const message = [
    "feat(cart): reject a zero quantity",
    "",
    "Task: #14",
    "Criterion: AC2",
    "Iteration: 3/7",
    "Red: test/cart.test.js > cart > rejects zero | assertion | 0a1b2c",
    "Green: 486 passed, 0 skipped",
    "Released-by: alice",
  ].join("\n");
  expect(commitText(message, facts)).toBe(message);
});

describe("what a message may not say is taken out", () => {
  test.each([
    ["a closing word", "feat: x\n\nCloses #1", /closes\s*:?\s*#\d/i],
    ["a closing word with a colon", "fixes: #1", /fixes:?\s+#\d/i],
    ["a mention", "feat: thanks @octocat", /@octocat/],
    ["an order to CI", "feat: x [skip ci]", /skip ci/],
    ["a co-author", "feat: x\n\nCo-authored-by: A <a@b.c>", /co-authored/i],
    ["skipped checks", "feat: x\n\n\nskip-checks: true", /skip-checks/],
    ["another task", "feat: x\n\nTask: #99", /#99/],
    ["another person", "feat: x\n\nReleased-by: mallory", /mallory/],
  ])("%s", (_what, message, forbidden) => {
    expect(commitText(message, facts)).not.toMatch(forbidden);
  });
});

test("a message of nothing but orders still has a subject", () => {
  expect(commitText("[skip ci]", facts)).toBe("chore: work on task 14");
});
