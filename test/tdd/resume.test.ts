import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Phase, phases } from "../../src/tdd/cycle.ts";
import type { DriverOrder } from "../../src/tdd/driver.ts";
import type { Journal } from "../../src/tdd/journal.ts";
import { type Worked, type WorkPorts, workTask } from "../../src/tdd/work-task.ts";
import { cartFiles } from "./cart.ts";
import { fakeRunner } from "./fake-runner.ts";
import { fakeWorkTree } from "./fake-work-tree.ts";
import { ableDriver, twoBehaviours } from "./two-behaviours.ts";

class Killed extends Error {}

/** A machine whose disk outlives its processes. `kill` is asked at each call of a port, in which phase of the cycle. */
function machine(kill: (phase: Phase, call: number) => boolean) {
  const tree = fakeWorkTree(cartFiles);
  const stored: { text: string | null; writes: number } = { text: null, writes: 0 };
  const seen = { turns: 0, lines: [] as string[] };
  let calls = 0;
  const able = ableDriver((path, text) => void tree.disk.set(path, text));
  const at = <Args extends readonly unknown[], Answer>(act: (...args: Args) => Promise<Answer>) => {
    return async (...args: Args): Promise<Answer> => {
      if (kill(phaseIn(stored.text), calls++)) throw new Killed();
      return act(...args);
    };
  };
  const turn = (order: DriverOrder) => {
    seen.turns++;
    return able.turn(order);
  };
  const journal: Journal = {
    read: async () => stored.text,
    write: at(async (text: string) => {
      stored.text = text;
      stored.writes++;
    }),
  };
  const start = async (): Promise<Worked | null> => {
    const runner = fakeRunner(tree.disk);
    const ports: WorkPorts = {
      tree: {
        ...tree,
        snapshot: at(tree.snapshot),
        restore: at(tree.restore),
        changes: at(tree.changes),
      },
      runner: { ...runner, run: at(runner.run) },
      driver: { turn: at(turn) },
      digest: (text) => createHash("sha256").update(text).digest("hex").slice(0, 12),
      now: () => 0,
      log: (line) => seen.lines.push(line),
      journal,
    };
    try {
      const outcome = await workTask(ports, twoBehaviours);
      if (outcome.kind === "refused") throw new Error(outcome.refusal.text);
      return outcome.value;
    } catch (error) {
      if (error instanceof Killed) return null;
      throw error;
    }
  };
  const live = async () => {
    for (let lives = 1; lives < 20; lives++) {
      const worked = await start();
      if (worked !== null) return { worked, lives };
    }
    throw new Error("It never came to its end.");
  };
  return { live, start, seen, stored, tree, callCount: () => calls };
}

function phaseIn(text: string | null): Phase {
  const phase = text === null ? "baseline" : /"state":\{"kind":"phase","phase":"([a-z-]+)"/.exec(text)?.[1];
  return phases.find((one) => one === phase) ?? "task-gate";
}

const whole = machine(() => false);
const expected = await whole.live();

/** What a person sees of the work, without its cost. */
const product = ({ steps, criteria, exit, notes }: Worked) => ({ steps, criteria, exit, notes });

describe("a run that is killed", () => {
  test("comes to three steps when nothing kills it", () => {
    expect(expected.worked.exit).toBe("done");
    expect(expected.worked.steps.map(({ kind }) => kind)).toEqual(["iteration", "iteration", "refactor"]);
  });

  test("goes on to the same commits, with at most one model turn lost, at whichever call it was killed", async () => {
    const before = whole.callCount();
    for (let victim = 0; victim < before; victim++) {
      const one = machine((_, call) => call === victim);
      const { worked, lives } = await one.live();
      expect(lives, `killed at call ${victim}`).toBe(2);
      expect(product(worked), `killed at call ${victim}`).toEqual(product(expected.worked));
      expect(one.seen.turns - whole.seen.turns, `killed at call ${victim}`).toBeLessThanOrEqual(1);
    }
  });

  test.each(phases.filter((phase) => phase !== "chore"))(
    "five times in the phase %s resumes there each time and repeats no commit",
    async (phase) => {
      let kills = 0;
      const one = machine((now) => now === phase && kills < 5 && ++kills > 0);
      const { worked, lives } = await one.live();
      expect([lives, kills]).toEqual([6, 5]);
      expect(product(worked)).toEqual(product(expected.worked));
      const resumed = one.seen.lines.filter((line) => line.startsWith("Resumed at"));
      const last =
        phase === "task-gate" ? /^Resumed at (task-gate|done)/ : new RegExp(`^Resumed at ${phase},`);
      if (phase !== "baseline") expect(resumed).toEqual(Array(5).fill(expect.stringMatching(last)));
    },
  );

  test("tells all it cost, the turns before the kill that were written down too", async () => {
    let kills = 0;
    const one = machine((phase) => phase === "commit" && kills++ === 0);
    const { worked } = await one.live();
    expect(worked.usage.calls).toBe(expected.worked.usage.calls);
  });
});

describe("a record", () => {
  test("of a finished task answers it again without a model call", async () => {
    const one = machine(() => false);
    const first = await one.start();
    const { turns } = one.seen;
    expect(await one.start()).toEqual(first);
    expect(one.seen.turns).toBe(turns);
  });

  test.each([
    ["that is cut", (text: string) => text.slice(0, -40)],
    ["of another task", (text: string) => text.replace(/"key":"\w+"/, '"key":"0"')],
    [
      "whose trees are gone",
      (text: string) => text.replace(/"green":"\w{40}"/, `"green":"${"0".repeat(40)}"`),
    ],
    ["with an unknown phase", (text: string) => text.replace('"exit":"done"', '"exit":"soon"')],
  ])("%s counts as none", async (_, spoil) => {
    const one = machine(() => false);
    await one.start();
    one.tree.disk.clear();
    for (const [path, text] of Object.entries(cartFiles)) one.tree.disk.set(path, text);
    one.stored.text = spoil(one.stored.text ?? "");
    const again = await one.start();
    expect(one.seen.turns).toBe(2 * whole.seen.turns);
    expect(again === null ? null : product(again)).toEqual(product(expected.worked));
  });
});
