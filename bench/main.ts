/**
 * `npm run bench [name…]`: runs the benchmarks and prints one JSON object on standard output. Each compares with a floor
 * or a peer in the same run; single seconds are informative only.
 */
import { spawnSync } from "node:child_process";
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
  const names = asked.length > 0 ? asked : Object.keys(benchmarks);
  const results: Record<string, unknown> = {};
  for (const name of names) results[name] = names.length === 1 ? await benchmarks[name]?.() : alone(name);
  const machine = { node: process.versions.node, platform: process.platform, cores: cpus().length };
  console.log(JSON.stringify({ machine, ...results }, null, 2));
}

/** In a process of its own: what one leaves in memory makes every process that the next one starts slower. */
function alone(name: string): unknown {
  console.error(`${name} …`);
  const run = spawnSync(process.execPath, [import.meta.filename, name], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) return { failed: run.stderr.trim().split("\n").slice(-5) };
  const printed: Readonly<Record<string, unknown>> = JSON.parse(run.stdout);
  return printed[name];
}
