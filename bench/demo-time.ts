/** The whole demo, as `npm run demo -- --json` runs it, with the GitHub requests it took. */
import { spawnSync } from "node:child_process";

export async function demoTime(): Promise<object> {
  const run = spawnSync(process.execPath, ["bin/pawl.js", "demo", "--json"], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`The demo failed:\n${run.stderr}`);
  const state: {
    seconds: number;
    requests: { rest: number; graphql: number };
    sandbox: boolean;
    pullRequests: object[];
  } = JSON.parse(run.stdout);
  const { seconds, requests, sandbox } = state;
  return { seconds, limitSeconds: 60, requests, sandbox, pullRequests: state.pullRequests.length };
}
