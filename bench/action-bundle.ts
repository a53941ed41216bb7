/** Size of what every step of the Action loads (parts come on demand), and its start until it reads its inputs, against an empty Node process. */
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { milliseconds, spread } from "./timing.ts";

const bundle = "dist/action.js";

export async function actionBundle(): Promise<object> {
  const time = async (args: readonly string[]) => {
    const runs: number[] = [];
    for (let run = 0; run < 7; run++) {
      // Without GITHUB_REPOSITORY the Action says what is missing and ends: its whole code is loaded by then.
      runs.push(
        await milliseconds(() => spawnSync(process.execPath, [...args], { env: { PATH: process.env.PATH } })),
      );
    }
    return spread(runs);
  };
  const empty = await time(["-e", "0"]);
  const start = await time([bundle]);
  return {
    entryKilobytes: Math.round(statSync(bundle).size / 1024),
    entryGzipKilobytes: Math.round(gzipSync(readFileSync(bundle)).length / 1024),
    startMilliseconds: start,
    emptyNodeMilliseconds: empty,
    ratioToEmptyNode: Math.round((start.median / empty.median) * 100) / 100,
  };
}
