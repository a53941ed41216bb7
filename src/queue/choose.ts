import { globsOverlap } from "../repository/glob.ts";
import { liveClaims } from "./lanes.ts";
import { verdictsFrom } from "./readiness.ts";
import type { Facts } from "./rules.ts";
import type { BoardSnapshot } from "./snapshot.ts";

/** A ready task that must wait although nothing blocks it: one that is under way touches the same files. */
export type Busy = { readonly number: number; readonly with: number };

export type Choice = {
  /** Ready tasks that no work under way stands in the way of, in the order of work. */
  readonly free: readonly number[];
  readonly busy: readonly Busy[];
  readonly waiting: ReturnType<typeof verdictsFrom>["waiting"];
  /** How many more tasks may be worked now. */
  readonly lanes: number;
};

export type ChoiceInput = {
  readonly parallel: number;
  /** The run that asks: its own claims take no lane from it. */
  readonly runId: number | null;
};

/** What may be claimed now, by one pure rule, for who claims and for who starts runs. */
export function choose(snapshot: BoardSnapshot, facts: Facts, { parallel, runId }: ChoiceInput): Choice {
  const { ready, waiting } = verdictsFrom(snapshot, facts);
  const underWay = snapshot.issues.filter(({ claim }) => claim?.alive === true && claim.runId !== runId);
  const free: number[] = [];
  const busy: Busy[] = [];
  for (const number of ready) {
    const other = underWay.find((one) => touchSameFiles(snapshot, one.number, number));
    if (other === undefined) free.push(number);
    else busy.push({ number, with: other.number });
  }
  return { free, busy, waiting, lanes: Math.max(0, parallel - liveClaims(snapshot, runId)) };
}

/**
 * Whether the plan lets both tasks touch one file. Two tasks that may run at the same time have no edge between them, so
 * this is all there is to ask. A task without files in the plan record touches nothing that is known.
 */
export function touchSameFiles({ files }: BoardSnapshot, a: number, b: number): boolean {
  const [ofA, ofB] = [files?.get(a) ?? [], files?.get(b) ?? []];
  return ofA.some((glob) => ofB.some((other) => globsOverlap(glob, other)));
}
