import { expect, test } from "vitest";
import { noUsage } from "../../src/budget/usage.ts";
import { buildChangeSet } from "../../src/delivery/build-change-set.ts";
import { checkChangeSet } from "../../src/delivery/path-policy.ts";
import type { TreeChange } from "../../src/tdd/work-tree.ts";
import { baseTree, idOf, noOptions } from "./change-set-builder.ts";

const claim = { issue: 14, fence: 2 };
const bytes = (text: string) => new TextEncoder().encode(text);

function tree(path: string, before: string | null, text: string | null, mode: TreeChange["mode"] = "100644") {
  return {
    path,
    mode,
    before: before === null ? null : idOf(before),
    content: text === null ? null : bytes(text),
  };
}

function work(parts: { tests?: TreeChange[]; stub?: TreeChange[]; code?: TreeChange[] }) {
  const evidence = { green: { passed: 1, skipped: 0 } };
  const step = {
    kind: "iteration" as const,
    message: "feat: x",
    tests: [],
    stub: [],
    code: [],
    evidence,
    ...parts,
  };
  return { base: "a".repeat(40), steps: [step], notes: [], usage: noUsage };
}

test("worked steps become a change set that the policy accepts", () => {
  const built = buildChangeSet(
    work({
      tests: [tree("test/a.test.js", null, "t")],
      stub: [tree("src/a.js", "old", "stub")],
      code: [tree("src/a.js", "stub", "new")],
    }),
    claim,
  );
  expect(built.kind).toBe("built");
  if (built.kind !== "built") return;
  expect(built.changeSet.steps[0]?.code[0]?.before).toBe(idOf("old"));
  expect(checkChangeSet(built.changeSet, baseTree({ "src/a.js": "old" }), noOptions).verdict).toBe("accept");
});

test("a symlink cannot leave the run", () => {
  const built = buildChangeSet(work({ code: [tree("src/l", null, "/etc/passwd", "120000")] }), claim);
  expect(built).toMatchObject({ kind: "impossible", violations: [{ path: "src/l", code: "mode" }] });
});

test("work without a finished step has no change set", () => {
  expect(buildChangeSet({ ...work({}), steps: [] }, claim).kind).toBe("impossible");
});
