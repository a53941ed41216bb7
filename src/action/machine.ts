/** The machine that executes code of the repository: what a task is worked with, and what a replay needs. */
import { createClaudeDriver } from "../claude/claude-driver.ts";
import { openClaude } from "../claude/client.ts";
import type { Workshop } from "../commands/work-claimed.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { TaskPacket } from "../issues/task.ts";
import type { Claim } from "../queue/claim.ts";
import { stillOurs } from "../queue/still-ours.ts";
import { repositoryFacts } from "../tdd/repository-facts.ts";
import { spentBefore } from "../tdd/resume.ts";
import { readBaseTree } from "../workspace/base-tree.ts";
import { type BenchOptions, openBench, openReplay } from "../workspace/bench.ts";
import { workRecordsBeside } from "../workspace/work-records.ts";
import { type Desk, digest, modelAddress } from "./desk.ts";

export function verifyPorts(desk: Desk) {
  const { workspace } = desk.context;
  return {
    digest,
    readBase: (commit: string, texts: Parameters<typeof readBaseTree>[2]) =>
      readBaseTree(workspace, commit, texts),
    openReplay: async () => openReplay(await benchOptions(desk, false), desk.log),
  };
}

/** Everything a claimed task is worked with. Refused, with nothing spent, when the machine is not fit for it. */
async function openWorkshop(desk: Desk, packet: TaskPacket, claim: Claim): Promise<Outcome<Workshop>> {
  const { inputs, config, github, log } = desk;
  const apiKey = inputs["anthropic-api-key"];
  if (apiKey === "")
    return refused("model-key", "The input anthropic-api-key is empty.", "Add the secret ANTHROPIC_API_KEY.");
  const opened = await openBench(await benchOptions(desk, true));
  if (opened.kind === "refused") return opened;
  const { tree, runner, tools, hands } = opened.value;
  const client = openClaude({ apiKey, baseUrl: modelAddress(desk), log });
  const mayGoOn = stillOurs(github.claims, claim, Date.now);
  const { journal } = workRecordsBeside(desk.folder);
  const recorded = { ports: { journal, digest, tree, runner }, input: { packet, protect: config.protect } };
  const spentUsd = claim.state.spentUsd + (await spentBefore(recorded));
  const money = { budgetUsd: config.run.budgetUsd, spentUsd };
  const driver = createClaudeDriver({ client, model: config.model.code, tools, ...money, mayGoOn });
  const facts = await repositoryFacts(tree, await tree.base(), packet);
  return done({ driver, tree, runner, hands, digest, now: Date.now, log, mayGoOn, journal, facts });
}

export function workshopPorts(desk: Desk) {
  const open = (packet: TaskPacket, claim: Claim) => openWorkshop(desk, packet, claim);
  return { claims: desk.github.claims, openWorkshop: open };
}

async function benchOptions({ context, inputs, config, tree }: Desk, probe: boolean): Promise<BenchOptions> {
  const mode = inputs["dangerously-disable-sandbox"] ? "off" : "bubblewrap";
  const services = process.env.PAWL_SERVICES ?? null;
  const { test } = config.run;
  return { directory: context.workspace, tree: await tree(), mode, services, test, probe };
}
