import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openLedger, reserve, settle } from "../../src/budget/ledger.ts";

describe("the ledger", () => {
  test("a call whose worst case fits exactly is allowed", () => {
    expect(reserve(openLedger(2, 1), 1)).toEqual({ limitUsd: 2, spentUsd: 1, reservedUsd: 1 });
  });

  test("a call whose worst case does not fit is refused", () => {
    expect(reserve(openLedger(2, 1.5), 0.6)).toBeNull();
  });

  test("a limit of zero refuses every call", () => {
    expect(reserve(openLedger(0), 0.000001)).toBeNull();
  });

  test("settling frees the reservation and counts what was spent", () => {
    const reserved = reserve(openLedger(2), 1);
    expect(reserved && settle(reserved, 1, 0.25)).toEqual({ limitUsd: 2, spentUsd: 0.25, reservedUsd: 0 });
  });

  test("spending never passes the limit while calls cost at most what was reserved", () => {
    const call = fc.record({
      worst: fc.double({ min: 0, max: 3, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(call), (calls) => {
        let ledger = openLedger(5);
        for (const { worst, share } of calls) {
          const reserved = reserve(ledger, worst);
          if (reserved) ledger = settle(reserved, worst, worst * share);
        }
        expect(ledger.spentUsd).toBeLessThanOrEqual(5 + 1e-9);
      }),
    );
  });
});
