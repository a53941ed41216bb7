import type { Config } from "../config/config.ts";
import { choose } from "../queue/choose.ts";
import { affordable } from "../queue/lanes.ts";
import type { Facts } from "../queue/rules.ts";
import type { BoardSnapshot } from "../queue/snapshot.ts";
import type { Runs } from "./runs.ts";

type Ports = { readonly runs: Pick<Runs, "start">; readonly log: (line: string) => void };

/**
 * Asks for one more run while a task is ready and a lane is free, and answers whether it did. Runs pick for themselves,
 * so one too many is harmless; one that cannot be started now is logged, and the next event or sweep asks again.
 * `runEnded`: a run that concludes sends on by itself where that makes sense, so after one only a task whose claim it
 * left behind counts; anything else would start runs for ever that all meet the same obstacle.
 */
export async function startNext(
  ports: Ports,
  snapshot: BoardSnapshot,
  facts: Facts,
  config: Config,
  runEnded = false,
): Promise<boolean> {
  const { free, lanes } = choose(snapshot, facts, { parallel: config.run.parallel, runId: null });
  const wanted = runEnded ? free.filter((number) => facts.issues.get(number)?.claim !== null) : free;
  if (wanted.length === 0 || lanes === 0 || affordable(snapshot, config.run) === 0) return false;
  try {
    await ports.runs.start();
    return true;
  } catch (error) {
    ports.log(`a run could not be started: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
