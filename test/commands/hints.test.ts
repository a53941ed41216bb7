import { describe, expect, it } from "vitest";
import { gatherHints } from "../../src/commands/hints.ts";

const changed = (issue: number) => ({ issue, runEnded: false });
const ended = { issue: null, runEnded: true };

describe("hints", () => {
  it("ask for one look, whatever comes while it waits", () => {
    const hints = gatherHints();

    expect([
      hints.note("o/r", changed(1)),
      hints.note("o/r", changed(1)),
      hints.note("o/r", changed(2)),
    ]).toEqual([true, false, false]);
  });

  it("keep repositories apart", () => {
    const hints = gatherHints();

    expect([hints.note("o/a", changed(1)), hints.note("o/b", changed(1))]).toEqual([true, true]);
  });

  it("name the issue when it was only one", () => {
    const hints = gatherHints();
    hints.note("o/r", changed(7));
    hints.note("o/r", changed(7));

    expect(hints.take("o/r")).toEqual(changed(7));
  });

  it("mean anywhere when there were several", () => {
    const hints = gatherHints();
    hints.note("o/r", changed(7));
    hints.note("o/r", changed(8));

    expect(hints.take("o/r").issue).toBeNull();
  });

  it("say that a run ended only when nothing else happened", () => {
    const hints = gatherHints();
    hints.note("o/r", ended);
    hints.note("o/r", ended);
    const before = hints.take("o/r");
    hints.note("o/r", ended);
    hints.note("o/r", changed(7));

    expect([before, hints.take("o/r")]).toEqual([ended, { issue: null, runEnded: false }]);
  });

  it("ask for another look once the first has begun", () => {
    const hints = gatherHints();
    hints.note("o/r", changed(7));
    hints.take("o/r");

    expect(hints.note("o/r", changed(8))).toBe(true);
  });
});
