/** Waits for an outcome. The bound only turns a story that hangs into one that fails with what the App said. */
import { setTimeout as sleep } from "node:timers/promises";

const bound = 100_000;
const between = 25;

export async function waitFor<Value>(
  what: string,
  output: () => string,
  look: () => Promise<Value | undefined>,
  patience = bound,
): Promise<Value> {
  for (let waited = 0; waited < patience; waited += between) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(between);
  }
  throw new Error(`Waited in vain for ${what}. The App's last lines:\n${output()}`);
}
