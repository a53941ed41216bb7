import { createHash } from "node:crypto";
import type { Outcome } from "../../src/issues/outcome.ts";
import type { TaskPacket } from "../../src/issues/task.ts";
import type { Behaviour } from "../../src/tdd/driver.ts";
import { type Worked, type WorkInput, type WorkPorts, workTask } from "../../src/tdd/work-task.ts";
import { type FakeRunner, fakeRunner } from "./fake-runner.ts";
import { type FakeWorkTree, type Files, fakeWorkTree } from "./fake-work-tree.ts";
import { type Act, type ScriptedDriver, scriptedDriver } from "./scripted-driver.ts";

/** A small repository and a task on it, for the tests of the whole cycle. */
export const cartFiles: Files = {
  "src/cart.js":
    "export function total(lines) {\n  return lines.reduce((sum, { price }) => sum + price, 0);\n}\n",
  "src/round.js": "export function round(n) {\n  return Math.round(n * 100) / 100;\n}\n",
  "test/cart.test.js":
    'import { total } from "../src/cart.js";\ntest("an empty cart costs nothing", () => { assert.equal(total([]), 0); });\n',
  "runner.json": "{}",
};

export const cartTask: TaskPacket = {
  spec: 12,
  number: 14,
  task: "t1",
  title: "Quantities",
  kind: "tdd",
  goal: "A line has a quantity.",
  criteria: [{ id: "AC1", layer: "domain", text: "WHEN a line has a quantity THE total SHALL count it" }],
  layers: ["domain"],
  files: ["src/cart.js", "test/cart.test.js"],
  reuse: [],
  check: null,
  priority: 2,
  size: 2,
  module: { id: "cart", name: "Cart", scope: "Prices a cart.", owns: ["src/cart.js"] },
  interfaces: [],
  releasedBy: "alice",
};

export const quantity: Behaviour = {
  text: "Count the quantity of a line",
  criterion: "AC1",
  breaks: "the quantity is ignored",
};

export const listQuantity: Act = { list: [quantity] };

export function withTest(...tests: readonly string[]): string {
  return `${cartFiles["test/cart.test.js"]}${tests.join("\n")}\n`;
}

export const quantityTest =
  'test("counts the quantity", () => { assert.equal(total([{ price: 2, quantity: 3 }]), 6); });';

export const redQuantity: Act = { edit: { "test/cart.test.js": withTest(quantityTest) } };

export const quantityCode =
  "export function total(lines) {\n  return lines.reduce((sum, { price, quantity = 1 }) => sum + price * quantity, 0);\n}\n";

export const greenQuantity: Act = { edit: { "src/cart.js": quantityCode } };

export type Played = {
  readonly outcome: Outcome<Worked>;
  readonly tree: FakeWorkTree;
  readonly runner: FakeRunner;
  readonly driver: ScriptedDriver;
  readonly lines: readonly string[];
};

export type Play = {
  readonly files?: Files;
  readonly packet?: Partial<TaskPacket>;
  readonly input?: Partial<Omit<WorkInput, "packet">>;
  readonly ports?: (runner: FakeRunner) => Partial<WorkPorts>;
};

/** Works the task with a driver that plays the given acts. */
export async function play(acts: readonly Act[], changed: Play = {}): Promise<Played> {
  const tree = fakeWorkTree({ ...cartFiles, ...changed.files });
  const runner = fakeRunner(tree.disk);
  const driver = scriptedDriver(tree.disk, acts);
  const lines: string[] = [];
  const ports: WorkPorts = {
    driver,
    tree,
    runner,
    digest: (text) => createHash("sha256").update(text).digest("hex").slice(0, 12),
    now: () => 0,
    log: (line) => lines.push(line),
    ...changed.ports?.(runner),
  };
  const input: WorkInput = {
    packet: { ...cartTask, ...changed.packet },
    facts: ["AGENTS.md: keep it small"],
    limits: { iterations: 12, minutes: 45 },
    protect: [],
    ...changed.input,
  };
  return { outcome: await workTask(ports, input), tree, runner, driver, lines };
}

/** The result of a task that got as far as a model call. */
export function worked({ outcome }: Played): Worked {
  if (outcome.kind === "refused") throw new Error(`refused: ${outcome.refusal.code} ${outcome.refusal.text}`);
  return outcome.value;
}
