import { describe, expect, test } from "vitest";
import type { Driver, DriverReply } from "../../src/tdd/driver.ts";
import type { TestReport } from "../../src/tdd/test-report.ts";
import {
  greenQuantity,
  listQuantity,
  type Play,
  type Played,
  play,
  quantity,
  quantityTest,
  redQuantity,
  withTest,
  worked,
} from "./cart.ts";
import type { FakeRunner } from "./fake-runner.ts";
import { type Act, oneCall } from "./scripted-driver.ts";

function refusal({ outcome }: Played) {
  if (outcome.kind === "done") throw new Error(`not refused: ${outcome.value.exit}`);
  return outcome.refusal;
}

const testFile = "test/cart.test.js";
const discount = { text: "Take the discount", criterion: "AC1", breaks: "the discount is ignored" };
const discountTest =
  'test("takes the discount", () => { assert.equal(total([{ price: 4, quantity: 1, off: 1 }]), 3); });';
const redDiscount: Act = { edit: { [testFile]: withTest(quantityTest, discountTest) } };
const stopped = (code: string): Act => ({
  reply: { kind: "stopped", code, text: "It did not go on.", next: "Do this.", usage: oneCall },
});
const gaveUp = (reason: string): Act => ({ reply: { kind: "gave-up", reason, usage: oneCall } });

describe("a task is refused before any model call", () => {
  test.each<[string, string, Play]>([
    ["the suite runs no test", "no-tests", { files: { [testFile]: "" } }],
    [
      "a test fails",
      "baseline-red",
      { files: { [testFile]: withTest('test("x", () => { assert.equal(1, 2); });') } },
    ],
    ["a test file does not load", "baseline-red", { files: { "test/b.test.js": "test(" } }],
    ["the suite stops before its end", "environment-broken", { files: { "test/b.test.js": "exit();" } }],
    ["the task has no criteria", "no-criteria", { packet: { criteria: [] } }],
    ["a chore names no check", "no-check", { packet: { kind: "chore" } }],
    ["a chore cannot be checked here", "no-hands", { packet: { kind: "chore", check: ["true"] } }],
    ["a person stopped it", "stopped", { ports: () => ({ mayGoOn: async () => false }) }],
  ])("when %s", async (_, code, changed) => {
    const played = await play([], changed);
    expect(refusal(played).code).toBe(code);
    expect(played.driver.orders).toEqual([]);
  });

  test("and the refusal names the failing test and what to do next", async () => {
    const files = { [testFile]: withTest('test("x", () => { assert.equal(1, 2); });') };
    expect(refusal(await play([], { files }))).toEqual({
      code: "baseline-red",
      text: "1 test fails before the task begins: test/cart.test.js > x.",
      next: "Make the default branch green first.",
    });
  });
});

describe("what was spent is kept when a task ends early", () => {
  test.each<[string, Act, string, string]>([
    ["the driver gives up", gaveUp("too big"), "gave-up", "gave-up"],
    [
      "the spec contradicts itself",
      gaveUp("SPEC_CONFLICT: AC1 and a test disagree"),
      "spec-conflict",
      "spec-conflict",
    ],
    [
      "the environment is broken",
      gaveUp("environment: no compiler"),
      "environment-broken",
      "environment-broken",
    ],
    ["the money is used up", stopped("out-of-budget"), "out-of-budget", "out-of-budget"],
    ["the model cannot be reached", stopped("model-unreachable"), "model-failed", "model-unreachable"],
    ["a person stops it", stopped("stopped"), "stopped", "stopped"],
    ["the driver goes round in circles", stopped("too-many-turns"), "needs-human", "too-many-turns"],
  ])("when %s", async (_, act, exit, code) => {
    const result = worked(await play([listQuantity, act]));
    expect({ exit: result.exit, code: result.reason?.code, calls: result.usage.calls }).toEqual({
      exit,
      code,
      calls: 2,
    });
  });

  test("green steps stay when a later behaviour is given up", async () => {
    const list: Act = { list: [quantity, discount] };
    const played = await play([list, redQuantity, greenQuantity, redDiscount, gaveUp("too hard")]);
    const { steps, exit } = worked(played);
    expect({ exit, steps: steps.length }).toEqual({ exit: "gave-up", steps: 1 });
    expect(played.tree.disk.get(testFile)).toBe(withTest(quantityTest));
  });

  test("the iterations are a limit", async () => {
    const list: Act = { list: [quantity, discount] };
    const input = { limits: { iterations: 1, minutes: 45 } };
    const { exit, reason, steps } = worked(await play([list, redQuantity, greenQuantity], { input }));
    expect({ exit, code: reason?.code, steps: steps.length }).toEqual({
      exit: "out-of-budget",
      code: "out-of-iterations",
      steps: 1,
    });
  });

  test("the minutes are a limit, checked before each model call", async () => {
    let minute = 0;
    const now = () => minute++ * 60_000;
    const input = { limits: { iterations: 12, minutes: 3 } };
    const { exit, reason } = worked(
      await play([listQuantity, redQuantity], { input, ports: () => ({ now }) }),
    );
    expect({ exit, code: reason?.code }).toEqual({ exit: "out-of-budget", code: "out-of-time" });
  });

  test("a stop is asked for before each model call", async () => {
    let asked = 0;
    const mayGoOn = async () => ++asked < 3;
    const { exit } = worked(await play([listQuantity, redQuantity], { ports: () => ({ mayGoOn }) }));
    expect({ exit, asked }).toEqual({ exit: "stopped", asked: 3 });
  });
});

describe("flaky tests", () => {
  /** Every second whole run reports the shaky test as failed. */
  function shaky(runner: FakeRunner): FakeRunner {
    let runs = 0;
    return {
      ...runner,
      run: async (selection): Promise<TestReport> => {
        const report = await runner.run(selection);
        if (selection.kind !== "all") return report;
        const status = ++runs % 2 === 0 ? ("failed" as const) : ("passed" as const);
        const outcome = {
          id: "test/shaky.test.js > shaky",
          status,
          failure: null,
          message: "",
          milliseconds: 1,
        };
        return { ...report, outcomes: [...report.outcomes, outcome] };
      },
    };
  }

  test("are found at the baseline, decide nothing, and are named in the result", async () => {
    const played = await play([listQuantity, redQuantity, greenQuantity], {
      ports: (runner) => ({ runner: shaky(runner) }),
    });
    const { exit, flaky, remarks } = worked(played);
    expect({ exit, flaky }).toEqual({ exit: "done", flaky: ["test/shaky.test.js > shaky"] });
    expect(remarks).toEqual(["Left out of account as flaky: test/shaky.test.js > shaky."]);
  });
});

describe("a driver that breaks the protocol", () => {
  test("answers a test-list order with something else and is sent back", async () => {
    const ended: DriverReply = { kind: "ended", notes: [], usage: oneCall };
    const played = await play([{ reply: ended }, listQuantity, redQuantity, greenQuantity]);
    expect(played.driver.orders[1]?.findings.join()).toContain("no-list");
  });

  test("throws a fault that passes through", async () => {
    const driver: Driver = { turn: async () => Promise.reject(new Error("the socket is gone")) };
    await expect(play([], { ports: () => ({ driver }) })).rejects.toThrow("the socket is gone");
  });
});
