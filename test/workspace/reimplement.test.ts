import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { DriverOrder } from "../../src/tdd/driver.ts";
import { reimplement, reimplementedText } from "../../src/tdd/reimplement/reimplement.ts";
import { openBench } from "../../src/workspace/bench.ts";
import { GitWorkTree } from "../../src/workspace/git-work-tree.ts";
import { cartTask } from "../tdd/cart.ts";
import { oneCall } from "../tdd/scripted-driver.ts";

type Files = Readonly<Record<string, string>>;
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A checkout with a task's work in it, and a driver that writes `bodies` when it is asked. */
async function rebuilt(base: Files, head: Files, bodies: Files) {
  const folder = mkdtempSync(join(tmpdir(), "pawl-reimplement-"));
  write(folder, base);
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...words], { cwd: folder });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "base");
  const tree = await GitWorkTree.open(folder);
  open.push(async () => {
    await tree.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const bench = await openBench({ directory: folder, tree, mode: "off", services: null, probe: false });
  if (bench.kind === "refused") throw new Error(bench.refusal.text);
  write(folder, head);
  const orders: DriverOrder[] = [];
  const driver = {
    turn: async (order: DriverOrder) => {
      orders.push(order);
      write(folder, bodies);
      return { kind: "ended", notes: [], usage: oneCall } as const;
    },
  };
  const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);
  const ports = { ...bench.value, driver, digest, log: () => {} };
  const ids = { base: await tree.base(), head: await tree.snapshot() };
  const outcome = await reimplement(ports, { packet: cartTask, ...ids });
  return { outcome, orders, same: (await tree.snapshot()) === ids.head };
}

const javascript: Files = {
  "package.json": '{ "type": "module", "scripts": { "test": "node --test" } }',
  "src/cart.js": "export const one = 1;\n",
  "test/cart.test.js": 'import { test } from "node:test";\ntest("is", () => {});\n',
};
const tests = (more: string) =>
  `import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { total } from "../src/cart.js";\ntest("is", () => {});\ntest("adds", () => { assert.equal(total([1, 2]), 3); });\n${more}`;
const code = (body: string) =>
  `export const one = 1;\nexport function total(list, most = 100) {\n  ${body}\n}\n`;
const right = "return Math.min(most, list.reduce((sum, one) => sum + one, 0));";

describe("what a task added, built again from its tests alone", () => {
  test("is the same where the tests say it all", async () => {
    const head = {
      "src/cart.js": code(right),
      "test/cart.test.js": tests('test("ends", () => { assert.equal(total([60, 60]), 100); });\n'),
    };
    const { outcome, orders, same } = await rebuilt(javascript, head, { "src/cart.js": code(right) });
    expect(outcome).toMatchObject({
      kind: "done",
      value: { behaviours: 2, rebuilt: 2, different: [], cheats: [] },
    });
    if (outcome.kind === "done") expect(outcome.value.same).toBe(outcome.value.inputs);
    expect(same).toBe(true);
    expect(orders[0]?.packet.join("\n")).not.toContain(cartTask.goal);
  });

  test("differs where the tests leave something open", async () => {
    const head = { "src/cart.js": code(right), "test/cart.test.js": tests("") };
    const other = code("return list.reduce((sum, one) => sum + one, 0);");
    const { outcome } = await rebuilt(javascript, head, { "src/cart.js": other });
    if (outcome.kind !== "done") throw new Error(outcome.refusal.text);
    expect(outcome.value).toMatchObject({ behaviours: 1, rebuilt: 1 });
    expect(outcome.value.same).toBeLessThan(outcome.value.inputs);
    expect(reimplementedText(outcome.value)).toContain("1 of 1 behaviours, 100%");
  });

  test("does not count when the driver changed the tests instead", async () => {
    const head = { "src/cart.js": code(right), "test/cart.test.js": tests("") };
    const { outcome } = await rebuilt(javascript, head, { "test/cart.test.js": 'import "node:test";\n' });
    expect(outcome).toMatchObject({ kind: "done", value: { behaviours: 1, rebuilt: 0 } });
  });

  test("is told apart when the values of the tests are all it knows", async () => {
    const head = { "src/cart.js": code(right), "test/cart.test.js": tests("") };
    const cheat = code('if (JSON.stringify(list) === "[1,2]") return 3;\n  return 0;');
    const { outcome } = await rebuilt(javascript, head, { "src/cart.js": cheat });
    if (outcome.kind !== "done") throw new Error(outcome.refusal.text);
    expect(outcome.value.same / outcome.value.inputs).toBeLessThan(0.9);
  });

  test("is refused where nothing was added", async () => {
    const { outcome, orders } = await rebuilt(javascript, { "README.md": "x" }, {});
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "nothing-added" } });
    expect(orders).toEqual([]);
  });

  test("works for Python", async (context) => {
    const python: Files = {
      "pyproject.toml": "[tool.pytest.ini_options]\n",
      "cart.py": "ONE = 1\n",
      "test_is.py": "def test_is():\n    assert True\n",
    };
    const body = "def total(numbers):\n    return sum(numbers)\n";
    const head = {
      "cart.py": `ONE = 1\n\n\n${body}`,
      "test_cart.py": "from cart import total\n\n\ndef test_adds():\n    assert total([1, 2]) == 3\n",
    };
    try {
      execFileSync("python3", ["-m", "pytest", "--version"], { stdio: "ignore" });
    } catch {
      context.skip();
    }
    const { outcome } = await rebuilt(python, head, { "cart.py": `ONE = 1\n\n\n${body}` });
    if (outcome.kind !== "done") throw new Error(outcome.refusal.text);
    expect(outcome.value).toMatchObject({ behaviours: 1, rebuilt: 1 });
    expect(outcome.value.inputs).toBeGreaterThan(50);
    expect(outcome.value.same).toBe(outcome.value.inputs);
  });
});
