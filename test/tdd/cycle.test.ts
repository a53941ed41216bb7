import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CycleEvent, type CycleState, isPossible, startOfTask, step } from "../../src/tdd/cycle.ts";

const events: readonly CycleEvent[] = [
  "accepted",
  "violated",
  "repeated",
  "missing-symbol",
  "present",
  "more",
  "tidy",
  "enough",
  "nothing-to-do",
  "needs-human",
  "spec-conflict",
  "out-of-budget",
  "environment-broken",
  "gave-up",
  "stopped",
  "model-failed",
];

function stateAfter(...path: readonly CycleEvent[]): CycleState {
  return path.reduce<CycleState>(step, startOfTask);
}

function place(state: CycleState): string {
  return state.kind === "phase" ? state.phase : `exit ${state.exit}`;
}

const toRed: readonly CycleEvent[] = ["accepted", "accepted"];
const toCommit: readonly CycleEvent[] = [...toRed, "accepted", "accepted", "accepted"];

describe("the way of a task", () => {
  test.each<[string, readonly CycleEvent[], string]>([
    ["the baseline comes before the test list", ["accepted"], "test-list"],
    ["an accepted red goes straight to green", [...toRed, "accepted"], "green"],
    ["a missing symbol goes through a stub", [...toRed, "missing-symbol"], "stub"],
    ["a stub leads to green", [...toRed, "missing-symbol", "accepted"], "green"],
    ["green is checked by the counterfactual", [...toRed, "accepted", "accepted"], "counterfactual"],
    ["only the counterfactual leads to a commit", toCommit, "commit"],
    [
      "a test that does not depend on the code is written again",
      [...toRed, "accepted", "accepted", "violated"],
      "red",
    ],
    ["a behaviour that is already there is left out", [...toRed, "present"], "summarise"],
    ["more behaviours start at red", [...toCommit, "accepted", "more"], "red"],
    ["a refused refactor is dropped", [...toCommit, "accepted", "tidy", "violated"], "summarise"],
    ["enough behaviours lead to the task gate", [...toCommit, "accepted", "enough"], "task-gate"],
    ["the task gate ends the task", [...toCommit, "accepted", "enough", "accepted"], "exit done"],
  ])("%s", (_, path, expected) => {
    expect(place(stateAfter(...path))).toBe(expected);
  });

  test.each<[string, readonly CycleEvent[], CycleEvent, number]>([
    ["the test list has two tries", ["accepted"], "violated", 2],
    ["red has three tries", toRed, "violated", 3],
    ["green has four tries", [...toRed, "accepted"], "violated", 4],
  ])("%s", (_, path, event, tries) => {
    const used = (count: number) => place(stateAfter(...path, ...Array<CycleEvent>(count).fill(event)));
    expect(used(tries - 1)).not.toContain("exit");
    expect(used(tries)).toBe("exit needs-human");
  });

  test("a stub has two tries and then costs a try of red", () => {
    const state = stateAfter(...toRed, "missing-symbol", "violated", "violated");
    expect(state).toEqual({ kind: "phase", phase: "red", tries: { red: 1 }, passed: [] });
  });

  test("a test that is written again has to be proved again", () => {
    expect(stateAfter(...toRed, "accepted", "accepted", "violated")).toMatchObject({
      phase: "red",
      passed: [],
    });
  });

  test("the tries of one iteration do not count in the next", () => {
    const state = stateAfter(
      ...toRed,
      "violated",
      "violated",
      "accepted",
      "accepted",
      "accepted",
      "accepted",
      "more",
    );
    expect(state).toMatchObject({ phase: "red", tries: {} });
  });

  test("the same failure twice ends the attempt", () => {
    expect(place(stateAfter(...toRed, "accepted", "repeated"))).toBe("exit needs-human");
  });

  test("an event that cannot happen is a fault", () => {
    expect(() => step(startOfTask, "more")).toThrow("no event more in baseline");
  });

  test("nothing happens after an exit", () => {
    const ended = stateAfter("gave-up");
    expect(events.filter((event) => isPossible(ended, event))).toEqual([]);
  });
});

/** Plays the events that are possible and answers every state on the way. */
function play(sequence: readonly CycleEvent[]): readonly { event: CycleEvent; state: CycleState }[] {
  const seen: { event: CycleEvent; state: CycleState }[] = [];
  let state: CycleState = startOfTask;
  for (const event of sequence) {
    if (!isPossible(state, event)) continue;
    state = step(state, event);
    seen.push({ event, state });
  }
  return seen;
}

/** Exits would end most sequences at once, so only the events of the table are drawn, `accepted` most often. */
const drawn: readonly CycleEvent[] = [
  ...events.slice(0, 9),
  ...Array<CycleEvent>(8).fill("accepted"),
  "violated",
];
const sequences = fc.array(fc.constantFrom(...drawn), { minLength: 20, maxLength: 120 });

describe("for any sequence of events", () => {
  test("no commit without a red, a green and a counterfactual of the same iteration, in that order", () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        let gates: string[] = [];
        let before = "baseline";
        for (const { event, state } of play(sequence)) {
          if (event === "accepted") gates.push(before);
          if (place(state) === "red") gates = [];
          before = place(state);
          if (before !== "commit") continue;
          const [red, ...rest] = gates;
          expect(["red", "stub"]).toContain(red);
          expect(rest).toEqual(["green", "counterfactual"]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("the proofs a state claims are gates that were accepted", () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        for (const { state } of play(sequence))
          if (state.kind === "phase" && state.phase === "commit")
            expect(state.passed).toEqual(["red", "green", "counterfactual"]);
      }),
    );
  });

  test("failures alone always end the task", () => {
    const failures = fc.array(fc.constantFrom<CycleEvent>("violated", "missing-symbol", "accepted"), {
      minLength: 60,
      maxLength: 60,
    });
    fc.assert(
      fc.property(failures, (sequence) => {
        const inOneIteration = play(["accepted", "accepted", ...sequence]);
        expect(["summarise", "exit needs-human"]).toContain(
          place(inOneIteration.at(-1)?.state ?? startOfTask),
        );
      }),
    );
  });
});
