/**
 * Lists that lag behind writes, as replicas do: while a lag is set, a list does not show what came in the last seconds.
 * What is asked for by its own number or id is always there.
 */
import type { World } from "./world.ts";

const lags = new WeakMap<World, number>();

/** Seconds by the world's clock; 0 ends it. */
export function setReadLag(world: World, seconds: number): void {
  lags.set(world, seconds);
}

/** The rows that a list shows now. */
export function settledRows<Row extends { readonly createdAt: string }>(
  world: World,
  rows: readonly Row[],
): readonly Row[] {
  const lag = lags.get(world) ?? 0;
  if (lag === 0) return rows;
  const newest = Date.parse(world.now()) - lag * 1000;
  return rows.filter(({ createdAt }) => Date.parse(createdAt) <= newest);
}
