import { noUsage } from "../../src/budget/usage.ts";
import type { Behaviour, Driver, DriverOrder, DriverReply, Note } from "../../src/tdd/driver.ts";

/** What the driver does with one order: it edits the disk and ends, or answers something else. `null` removes a file. */
export type Act =
  | { readonly edit: Readonly<Record<string, string | null>>; readonly notes?: readonly Note[] }
  | { readonly list: readonly Behaviour[]; readonly edit?: Readonly<Record<string, string>> }
  | { readonly reply: DriverReply };

/** `found` is the disk as each order found it. */
export type ScriptedDriver = Driver & {
  readonly orders: DriverOrder[];
  readonly found: ReadonlyMap<string, string>[];
};

export const oneCall = { ...noUsage, calls: 1, usd: 0.01 };

/** Plays the acts in order; an order beyond the last act fails the test. */
export function scriptedDriver(disk: Map<string, string>, acts: readonly Act[]): ScriptedDriver {
  const orders: DriverOrder[] = [];
  const found: ReadonlyMap<string, string>[] = [];
  return {
    orders,
    found,
    turn: async (order) => {
      const act = acts[orders.length];
      orders.push(order);
      found.push(new Map(disk));
      if (act === undefined)
        throw new Error(`no act for order ${orders.length}: ${order.order}\n${order.findings.join("\n")}`);
      if ("reply" in act) return act.reply;
      for (const [path, text] of Object.entries(act.edit ?? {})) {
        if (text === null) disk.delete(path);
        else disk.set(path, text);
      }
      if ("list" in act) return { kind: "listed", behaviours: act.list, notes: [], usage: oneCall };
      return { kind: "ended", notes: act.notes ?? [], usage: oneCall };
    },
  };
}
