/**
 * `npm run bench [name…]`: runs the benchmarks and prints one JSON object on standard output. Each compares with a floor
 * or a peer in the same run; single seconds are informative only.
 */
import { cpus } from "node:os";
import { actionBundle } from "./action-bundle.ts";
import { cheats } from "./cheats.ts";
import { demoTime } from "./demo-time.ts";
import { gateCorpus } from "./gate-corpus.ts";
import { iterationOverhead } from "./iteration-overhead.ts";
import { longSpecs } from "./long-specs.ts";
import { planLint } from "./plan-lint.ts";
import { planRequests } from "./plan-requests.ts";
import { promptPrefix } from "./prompt-prefix.ts";
import { queuePeer } from "./queue-peer.ts";
import { queuePick } from "./queue-pick.ts";
import { queueVerdicts } from "./queue-verdicts.ts";
import { safety } from "./safety.ts";

const benchmarks: Readonly<Record<string, () => Promise<object>>> = {
  planRequests,
  demoTime,
  iterationOverhead,
  promptPrefix,
  actionBundle,
  planLint,
  queueVerdicts,
  queuePick,
  queuePeer,
  safety,
  gateCorpus,
  cheats,
  longSpecs,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(", ")}. There are: ${Object.keys(benchmarks).join(", ")}.`);
  process.exitCode = 2;
} else {
  const results: Record<string, object> = {};
  for (const [name, run] of Object.entries(benchmarks)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.error(`${name} …`);
    results[name] = await run();
  }
  const machine = { node: process.versions.node, platform: process.platform, cores: cpus().length };
  console.log(JSON.stringify({ machine, ...results }, null, 2));
}
