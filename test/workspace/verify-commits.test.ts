import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { verdictTold, verifyCommits } from "../../src/workspace/verify-commits.ts";
import { type History, history } from "../tdd/verify/history.ts";

const sandbox = (await sandboxAvailability()).kind === "available";
const test = (title: string, wanted: number) =>
  `test("${title}", () => { assert.equal(total([${title.length}]), ${wanted}); });\n`;
const head =
  'import { test } from "node:test";\nimport assert from "node:assert/strict";\nimport { total } from "./cart.js";\n';
const code = "export const total = (lines) => lines.length;\n";

describe("the step that replays a range of commits", () => {
  let shop: History;
  beforeAll(() => {
    shop = history([
      {
        subject: "chore: start",
        files: { "package.json": '{"type":"module"}', "cart.js": code, "cart.test.js": head + test("a", 1) },
      },
      { subject: "feat: no test", files: { "cart.js": code.replace(";", " + 0;") } },
    ]);
  });
  afterAll(() => rmSync(shop.directory, { recursive: true }));

  const step = (range: string) =>
    verifyCommits({ range, directory: shop.directory, sandbox }, () => undefined);

  it("fails where a commit is not proved, and says which and why", async () => {
    const { code: said, failed, text, outputs } = await step("base..main");

    expect([said, failed, outputs]).toEqual(["unproved", true, { verdict: "unproved" }]);
    expect(text).toMatch(/feat: no test[\s\S]*no-new-test/);
  });

  it("fails with what to do where there is no such commit", async () => {
    const { code: said, failed, text } = await step("gone..main");

    expect([said, failed]).toEqual(["no-answer", true]);
    expect(text).toMatch(/bad-range: gone is no commit/);
  });

  it("succeeds where every commit is proved", () => {
    const json = { verdict: "proved", sandbox: true, commits: [] } as const;

    expect(verdictTold({ exitCode: 0, text: "proved", json })).toEqual({
      ...{ code: "proved", text: "proved", failed: false },
      outputs: { verdict: "proved" },
    });
  });
});
