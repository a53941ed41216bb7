import { describe, expect, it } from "vitest";
import { grounds, judgeGround } from "../../../bench/gate-corpus.ts";
import { missingProgram } from "../../workspace/runner-options.ts";

/** The cheapest runner always; all of them in `npm run bench gateCorpus`. */
const pytest = grounds.find(({ name }) => name === "pytest");
const missing = missingProgram("python3", "-m", "pytest", "--version");

describe("the labelled gate corpus", () => {
  it.skipIf(missing !== null)("says of every snapshot under pytest what its label says", async () => {
    const judged = pytest === undefined ? null : await judgeGround(pytest);

    expect(judged?.filter(({ label, said }) => label !== said)).toEqual([]);
  });

  it("has at least 120 snapshots, and every red class under every runner", () => {
    const classes = grounds.map(({ snapshots }) => new Set(snapshots.map(({ red }) => red)).size);

    expect(grounds.flatMap(({ snapshots }) => snapshots).length).toBeGreaterThanOrEqual(120);
    expect(grounds.map(({ name }) => name)).toEqual([
      "node:test",
      "vitest",
      "jest",
      "pytest",
      "go test",
      "cargo test",
    ]);
    expect(classes).toEqual(grounds.map(() => 9));
  });
});
