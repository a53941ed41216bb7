import { describe, expect, it } from "vitest";
import { gatherHints } from "../../src/commands/hints.ts";

describe("hints", () => {
  it("ask for one look, whatever comes while it waits", () => {
    const hints = gatherHints();

    expect([hints.note("o/r", 1), hints.note("o/r", 1), hints.note("o/r", 2)]).toEqual([true, false, false]);
  });

  it("keep repositories apart", () => {
    const hints = gatherHints();

    expect([hints.note("o/a", 1), hints.note("o/b", 1)]).toEqual([true, true]);
  });

  it("name the issue when it was only one", () => {
    const hints = gatherHints();
    hints.note("o/r", 7);
    hints.note("o/r", 7);

    expect(hints.take("o/r")).toBe(7);
  });

  it("mean anywhere when there were several", () => {
    const hints = gatherHints();
    hints.note("o/r", 7);
    hints.note("o/r", 8);

    expect(hints.take("o/r")).toBeNull();
  });

  it("ask for another look once the first has begun", () => {
    const hints = gatherHints();
    hints.note("o/r", 7);
    hints.take("o/r");

    expect(hints.note("o/r", 8)).toBe(true);
  });
});
