import { describe, expect, test } from "vitest";
import { buildChangeSet } from "../../src/delivery/build-change-set.ts";
import type { ChangeSet, Step } from "../../src/delivery/change-set.ts";
import { replayChangeSet } from "../../src/delivery/replay-change-set.ts";
import { cartFiles, listQuantity, type Play, play, quantityCode, worked } from "../tdd/cart.ts";
import { fakeHands, handsOf } from "../tdd/fake-hands.ts";
import { fakeRunner } from "../tdd/fake-runner.ts";
import { type Files, fakeWorkTree } from "../tdd/fake-work-tree.ts";
import type { Act } from "../tdd/scripted-driver.ts";

const testFile = "test/cart.test.js";
const check = ["has", "docs/cart.md", "Quantities"];
const sums: Act = {
  edit: {
    [testFile]: `${cartFiles[testFile]}test("sums", () => { assert.equal(total([{ price: 2 }, { price: 3 }]), 5); });\n`,
  },
};

async function changeSetOf(acts: readonly Act[], changed: Play): Promise<ChangeSet> {
  const built = buildChangeSet(worked(await play(acts, { ports: handsOf, ...changed })), {
    issue: 14,
    fence: 1,
  });
  if (built.kind === "impossible") throw new Error(JSON.stringify(built.violations));
  return built.changeSet;
}

const characterized = () => changeSetOf([listQuantity, sums], { packet: { kind: "characterize" } });
const chored = () =>
  changeSetOf([{ edit: { "docs/cart.md": "# Quantities\n" } }], {
    packet: { kind: "chore", check, files: ["docs/**"] },
  });

async function replay(changeSet: ChangeSet, task: readonly string[] | null = null, files: Files = {}) {
  const tree = fakeWorkTree({ ...cartFiles, ...files });
  const hands = fakeHands(tree.disk);
  const outcome = await replayChangeSet(
    {
      tree,
      runner: fakeRunner(tree.disk),
      writeFiles: async (changes) => {
        for (const { path, content } of changes)
          if (content === null) tree.disk.delete(path);
          else tree.disk.set(path, Buffer.from(content, "base64").toString());
      },
      runCheck: hands.run,
      log: () => {},
    },
    changeSet,
    task,
  );
  return outcome.kind === "refused" ? outcome.refusal.text : outcome.kind;
}

function forged(changeSet: ChangeSet, change: (step: Step) => Partial<Step>): ChangeSet {
  return { ...changeSet, steps: changeSet.steps.map((step) => ({ ...step, ...change(step) })) };
}

const code = (text: string) => ({
  path: "src/cart.js",
  mode: "100644" as const,
  before: null,
  content: Buffer.from(text).toString("base64"),
});

describe("a characterizing step", () => {
  test("proves itself a second time", async () => {
    expect(await replay(await characterized())).toBe("done");
  });

  test.each<[string, string, (step: Step) => Partial<Step>]>([
    ["brings code", "production-changed", () => ({ code: [code(quantityCode)] })],
    [
      "names a change that breaks everything",
      "evidence",
      ({ evidence }) => ({
        evidence: {
          ...evidence,
          ...(evidence.mutant ? { mutant: { ...evidence.mutant, start: 0, end: 10, text: "throw 1" } } : {}),
        },
      }),
    ],
    [
      "names a change to the test itself",
      "evidence",
      ({ evidence }) => ({
        evidence: {
          ...evidence,
          ...(evidence.mutant ? { mutant: { ...evidence.mutant, path: testFile } } : {}),
        },
      }),
    ],
    ["has no mutant", "evidence", ({ evidence }) => ({ evidence: { green: evidence.green } })],
    [
      "brings a test that asserts nothing",
      "reads-source kills-nothing",
      () => ({
        tests: [
          {
            ...code(`${cartFiles[testFile]}test("sums", () => { assert.ok(total); });\n`),
            path: testFile,
          },
        ],
      }),
    ],
  ])("is refused when it %s", async (_, expected, change) => {
    const said = await replay(forged(await characterized(), change));
    expect(
      expected.split(" ").some((one) => said.includes(`${one}:`)),
      said,
    ).toBe(true);
  });
});

describe("a chore", () => {
  test("proves itself a second time by the task's own check", async () => {
    expect(await replay(await chored(), check)).toBe("done");
  });

  test("is refused when the task names no check or another one", async () => {
    expect(await replay(await chored())).toContain("evidence:");
    expect(await replay(await chored(), ["has", "docs/cart.md", "More"])).toContain("evidence:");
  });

  test("is refused when its check does not pass", async () => {
    const other = forged(await chored(), (step) => ({
      code: step.code.map((change) => ({ ...change, content: Buffer.from("nothing").toString("base64") })),
    }));
    expect(await replay(other, check)).toContain("check-failed:");
  });

  test("is refused when it changes production code", async () => {
    const other = forged(await chored(), (step) => ({ code: [...step.code, code(quantityCode)] }));
    expect(await replay(other, check)).toContain("production-changed:");
  });

  test("cannot stand in for an iteration", async () => {
    const other = forged(await chored(), () => ({ kind: "iteration" }));
    expect(await replay(other, check)).toContain("no-change:");
  });
});
