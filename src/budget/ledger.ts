/**
 * The one money guard. Before each model call the worst case is reserved; a call whose worst case does not fit is
 * not made. Pure: every function returns a new ledger. Amounts are dollars.
 */
export type Ledger = { readonly limitUsd: number; readonly spentUsd: number; readonly reservedUsd: number };

export function openLedger(limitUsd: number, spentUsd = 0): Ledger {
  return { limitUsd, spentUsd, reservedUsd: 0 };
}

/** Reserves `worstUsd`, or answers `null` when it does not fit. A limit of 0 refuses everything. */
export function reserve(ledger: Ledger, worstUsd: number): Ledger | null {
  const next = { ...ledger, reservedUsd: ledger.reservedUsd + worstUsd };
  return next.spentUsd + next.reservedUsd > next.limitUsd ? null : next;
}

/** Turns a reservation into what the call really cost. */
export function settle(ledger: Ledger, reservedUsd: number, actualUsd: number): Ledger {
  return {
    ...ledger,
    reservedUsd: Math.max(0, ledger.reservedUsd - reservedUsd),
    spentUsd: ledger.spentUsd + actualUsd,
  };
}
