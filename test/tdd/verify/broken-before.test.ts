import { describe, expect, it } from "vitest";
import { lastLine, replayed } from "./fake-replay.ts";
import type { Step } from "./history.ts";

const code = "export function total(lines) {\n  return lines.length;\n}\n";
const test = (title: string, to: number) =>
  `import { total } from "../src/cart.js";\ntest("${title}", () => { assert.equal(total([]), ${to}); });\n`;
const broken = 'import { none } from "../src/cart.js";\ntest("broken", () => { none(); });\n';
const base: Step = {
  subject: "chore: start",
  files: { "src/cart.js": code, "test/cart.test.js": test("empty", 0), "test/old.test.js": broken },
};

describe("a suite that did not load before the commit either", () => {
  it("is not the commit's fault, and proves nothing", async () => {
    const files = { "src/cart.js": `${code}// a comment\n` };

    expect(await lastLine([base, { subject: "refactor: say more", files }])).toBe(
      "refactor unproved - broken-before",
    );
  });

  it("is not called green", async () => {
    const [commit] = await replayed([
      base,
      { subject: "refactor: say more", files: { "src/cart.js": `${code}\n` } },
    ]);

    expect(commit?.green).toBe(false);
  });

  it("does not hide what else the commit breaks", async () => {
    const files = { "src/cart.js": code.replace("length", "length + 1") };

    expect(await lastLine([base, { subject: "refactor: count", files }])).toBe(
      "refactor violated - broken-before red-commit",
    );
  });

  it("is the fault of a commit that breaks it", async () => {
    const whole: Step = { ...base, files: { ...base.files, "test/old.test.js": test("old", 0) } };

    expect(await lastLine([whole, { subject: "test: more", files: { "test/old.test.js": broken } }])).toMatch(
      /violated .*red-commit/,
    );
  });
});
