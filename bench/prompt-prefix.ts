/**
 * How much of each request to the model repeats the one before it from its first byte on: what a prompt cache can hold.
 * A task of the sample library, alone and among 2,000 files, where the map of the repository is as long as it gets, worked by the scripted Claude through the real driver and the real tools.
 */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClaudeDriver } from "../src/claude/claude-driver.ts";
import { openClaude } from "../src/claude/client.ts";
import { startScriptedClaude } from "../src/local/claude/scripted-claude.ts";
import { sampleScenario } from "../src/local/demo/scenario.ts";
import { bareFromFolder } from "../src/local/stage/bare-repository.ts";
import { repositoryFacts } from "../src/tdd/repository-facts.ts";
import { workTask } from "../src/tdd/work-task.ts";
import { openBench } from "../src/workspace/bench.ts";
import { GitWorkTree } from "../src/workspace/git-work-tree.ts";
import { sandboxAvailability } from "../src/workspace/sandbox-availability.ts";
import { fill, samplePacket } from "./iteration-overhead.ts";

export async function promptPrefix(): Promise<object> {
  const small = await measured(0);
  const large = await measured(2000);
  return { limitPercent: 92, sample: small, twoThousandFiles: large };
}

async function measured(files: number): Promise<object> {
  const claude = await startScriptedClaude({ scenario: sampleScenario });
  const folder = mkdtempSync(join(tmpdir(), "pawl-bench-"));
  try {
    await workSample(folder, files, { apiKey: claude.apiKey, baseUrl: claude.url });
    const sent = claude.requests.filter(({ path }) => path.endsWith("/messages")).map(({ body }) => body);
    const texts = sent.map(inputText);
    const pairs = texts.slice(1).map((text, at) => ({
      bytes: text.length,
      shared: sharedStart(texts[at] ?? "", text),
    }));
    const sum = (of: "bytes" | "shared") => pairs.reduce((total, pair) => total + pair[of], 0);
    const percent = (share: number) => Math.round(share * 1000) / 10;
    return {
      ...{ requests: texts.length, inputBytes: sum("bytes") },
      identicalPercent: percent(sum("shared") / sum("bytes")),
      worstPairPercent: percent(Math.min(...pairs.map(({ bytes, shared }) => shared / bytes))),
    };
  } finally {
    await claude.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Address = { readonly apiKey: string; readonly baseUrl: string };

async function workSample(folder: string, files: number, to: Address): Promise<void> {
  const bare = await bareFromFolder("src/local/sample/library", folder, "library");
  const directory = join(folder, "checkout");
  spawnSync("git", ["clone", "--quiet", bare, directory]);
  if (files > 0) fill(directory, files);
  const tree = await GitWorkTree.open(directory);
  try {
    const mode = (await sandboxAvailability()).kind === "available" ? "bubblewrap" : "off";
    const bench = await openBench({ directory, tree, mode, services: null, probe: false });
    if (bench.kind === "refused") throw new Error(bench.refusal.text);
    const { runner, tools } = bench.value;
    const driver = createClaudeDriver({
      client: openClaude(to),
      model: "claude-opus-5-5",
      tools,
      budgetUsd: 50,
    });
    const digest = (text: string) => createHash("sha256").update(text).digest("hex");
    const facts = await repositoryFacts(tree, await tree.base(), samplePacket);
    const ports = { driver, tree, runner, digest, now: Date.now, log: () => undefined };
    const limits = { iterations: 12, minutes: 10 };
    const worked = await workTask(ports, { packet: samplePacket, facts, limits, protect: [] });
    if (worked.kind === "refused" || worked.value.exit !== "done")
      throw new Error("The sample was not worked.");
  } finally {
    await tree.close();
  }
}

/** What the model reads of a request, in the order in which a cache sees it. Cache marks are no input. */
function inputText(body: unknown): string {
  const { tools, system, messages } = Object(body);
  return JSON.stringify([tools, system, messages], (key, value) =>
    key === "cache_control" ? undefined : value,
  );
}

function sharedStart(before: string, after: string): number {
  let at = 0;
  while (at < after.length && before[at] === after[at]) at++;
  return at;
}
