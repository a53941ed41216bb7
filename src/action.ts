/** Host: the GitHub Action. Reads inputs, wires the step, writes outputs. Decides nothing. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { createClaudeDriver } from "./claude/claude-driver.ts";
import { openClaude } from "./claude/client.ts";
import { claimTasks, own } from "./commands/claim-tasks.ts";
import { conclude } from "./commands/conclude.ts";
import { endedOf } from "./commands/ended-of.ts";
import { readClaimedWork } from "./commands/handover.ts";
import { publishVerified } from "./commands/publish-verified.ts";
import { runTask } from "./commands/run-task.ts";
import { badClaim, noCheckout } from "./commands/step-refusals.ts";
import {
  claimTold,
  concludeTold,
  publishTold,
  refusalTold,
  runTold,
  type Told,
  verifyTold,
  workTold,
} from "./commands/told.ts";
import { verifyWork } from "./commands/verify-work.ts";
import { checkBranch, checkClaim, type Workshop, workClaimed } from "./commands/work-claimed.ts";
import { type ActionInputs, type InputsRead, readInputs, secretsIn } from "./config/action-inputs.ts";
import type { Config } from "./config/config.ts";
import { printFault, readConfig } from "./config/read-config.ts";
import { type RunContext, readRunContext } from "./config/run-context.ts";
import { redactor } from "./delivery/redact.ts";
import { type GithubPorts, openGithubPorts } from "./github/github-ports.ts";
import { errorAnnotation, writeOutputs } from "./github/workflow-outputs.ts";
import { done, type Outcome, refused } from "./issues/outcome.ts";
import type { TaskPacket } from "./issues/task.ts";
import type { Claim } from "./queue/claim.ts";
import { isStillOurs } from "./queue/claim-state.ts";
import { repositoryFacts } from "./tdd/repository-facts.ts";
import { spentBefore } from "./tdd/resume.ts";
import { readBaseTree } from "./workspace/base-tree.ts";
import { type BenchOptions, openBench, openReplay } from "./workspace/bench.ts";
import { GitWorkTree } from "./workspace/git-work-tree.ts";
import { handOver, takeOver } from "./workspace/handover-files.ts";
import { hideSecrets } from "./workspace/hide-secrets.ts";
import { workRecordsBeside } from "./workspace/work-records.ts";

const environment = hideSecrets(["INPUT_ANTHROPIC-API-KEY", "INPUT_GITHUB-TOKEN"]);
const read = readInputs(environment);
const redact = redactor(read.kind === "read" ? secretsIn(read.inputs) : []);
const log = (line: string) => void process.stderr.write(`${redact(line)}\n`);
const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What every step has. `tree` opens the checkout once; steps that need none never ask. */
type Desk = {
  readonly context: RunContext;
  readonly inputs: ActionInputs;
  readonly config: Config;
  readonly github: GithubPorts;
  readonly folder: string;
  readonly tree: () => Promise<GitWorkTree | null>;
};

const steps: Readonly<Record<ActionInputs["step"], (desk: Desk) => Promise<Told>>> = {
  run: runStep,
  claim: claimStep,
  work: workStep,
  verify: verifyStep,
  publish: publishStep,
  conclude: concludeStep,
};

async function main(context: RunContext, given: InputsRead): Promise<Told> {
  if (given.kind === "invalid")
    return refusalTold(
      refused("inputs-invalid", given.faults.join(". "), "Correct the workflow file.").refusal,
    );
  const { inputs } = given;
  if (process.env.PAWL_DISABLED === "1" && inputs.step !== "conclude")
    return { code: "disabled", text: "PAWL_DISABLED is 1.", failed: false, outputs: {} };
  const github = openGithubPorts(context, inputs["github-token"], log);
  const settings = readConfig(await github.text(".github/pawl.yml"));
  if (settings.kind === "invalid") {
    const text = settings.faults.map((fault) => printFault(fault)).join(" ");
    return refusalTold(refused("config-invalid", text, "Correct the file.").refusal);
  }
  const folder = inputs.folder || join(process.env.RUNNER_TEMP ?? context.workspace, "pawl");
  const opened: Promise<GitWorkTree | null>[] = [];
  const tree = async () => {
    const { trees } = workRecordsBeside(folder);
    if (opened.length === 0) opened.push(GitWorkTree.open(context.workspace, trees).catch(() => null));
    return opened[0] ?? null;
  };
  try {
    return await steps[inputs.step]({ context, inputs, config: settings.config, github, folder, tree });
  } finally {
    await (await opened[0])?.close();
  }
}

async function claimStep({ context, config, github }: Desk): Promise<Told> {
  return claimTold(await claimTasks(claimPorts(github, config), { ...inputOf(context, config), most: 256 }));
}

async function workStep(desk: Desk): Promise<Told> {
  const { inputs, config, github, context, folder } = desk;
  const claimed = readClaimedWork(inputs.claim);
  if (claimed === null) return refusalTold(badClaim);
  const lost = (await checkClaim(github, claimed, context.run)) ?? (await checkBranch(github, claimed));
  if (lost !== null) return refusalTold(lost);
  const openWorkshop = (packet: TaskPacket, claim: Claim) => openDesk(desk, packet, claim);
  const work = { claimed, config, secrets: secretsIn(inputs) };
  const { record, changeSet } = await workClaimed({ claims: github.claims, openWorkshop }, work);
  await handOver(folder, "work.json", redact(JSON.stringify(record)));
  if (changeSet !== null) await handOver(folder, "change-set.json", changeSet);
  return workTold(record);
}

async function verifyStep(desk: Desk): Promise<Told> {
  const { inputs, config } = desk;
  const claimed = readClaimedWork(inputs.claim);
  if (claimed === null) return refusalTold(badClaim);
  const changeSet = await takeOver(desk.folder, "change-set.json");
  if (changeSet.kind === "refused") return refusalTold(changeSet.refusal);
  const outcome = await verifyWork(verifyPorts(desk), { claimed, changeSet: changeSet.value, config });
  return verifyTold(outcome);
}

async function publishStep(desk: Desk): Promise<Told> {
  const { inputs, config, github, context } = desk;
  const { claim, verified } = inputs;
  const given = {
    claim,
    verified,
    run: context.run,
    config,
    secrets: secretsIn(inputs),
    remark: remarkOf(inputs),
  };
  const files = (name: string) => takeOver(desk.folder, name);
  return publishTold(await publishVerified({ ...github, digest, files }, given));
}

async function concludeStep({ inputs, config, github, context }: Desk): Promise<Told> {
  const claimed = readClaimedWork(inputs.claim);
  if (claimed === null) return refusalTold(badClaim);
  const { ended, spentUsd } = endedOf(inputs.needs);
  const ports = { ...github, board: github.board(config), log };
  const facts = { claim: claimed.claim, ended, spentUsd, run: context.page, config, trust: own };
  return concludeTold(ended, await conclude(ports, facts), claimed.packet.number);
}

async function runStep(desk: Desk): Promise<Told> {
  const { context, config, github, inputs } = desk;
  const tree = await desk.tree();
  if (tree === null) return refusalTold(noCheckout);
  const head = {
    defaultBranch: async () => ({
      name: (await github.codeHost.defaultBranch()).name,
      head: await tree.base(),
    }),
  };
  const openWorkshop = (packet: TaskPacket, claim: Claim) => openDesk(desk, packet, claim);
  const ports = { ...claimPorts(github, config), baseBranch: head, codeHost: github.codeHost, openWorkshop };
  const input = { ...inputOf(context, config), secrets: secretsIn(inputs), remark: remarkOf(inputs) };
  return runTold(await runTask({ ...ports, ...verifyPorts(desk) }, input));
}

function claimPorts(github: GithubPorts, config: Config) {
  return { ...github, board: github.board(config), baseBranch: github.codeHost, digest, log };
}

function inputOf({ run, page }: RunContext, config: Config) {
  return { run, page, config, trust: { app: config.app ?? null } };
}

function verifyPorts(desk: Desk) {
  const { workspace } = desk.context;
  return {
    digest,
    readBase: (commit: string, texts: Parameters<typeof readBaseTree>[2]) =>
      readBaseTree(workspace, commit, texts),
    openReplay: async () => openReplay(await benchOptions(desk, false), log),
  };
}

async function benchOptions({ context, inputs, config, tree }: Desk, probe: boolean): Promise<BenchOptions> {
  const mode = inputs["dangerously-disable-sandbox"] ? "off" : "bubblewrap";
  const services = process.env.PAWL_SERVICES ?? null;
  const { test } = config.run;
  return { directory: context.workspace, tree: await tree(), mode, services, test, probe };
}

/** Everything a claimed task is worked with. Refused, with nothing spent, when the machine is not fit for it. */
async function openDesk(desk: Desk, packet: TaskPacket, claim: Claim): Promise<Outcome<Workshop>> {
  const { inputs, config, github } = desk;
  const apiKey = inputs["anthropic-api-key"];
  if (apiKey === "")
    return refused("model-key", "The input anthropic-api-key is empty.", "Add the secret ANTHROPIC_API_KEY.");
  const opened = await openBench(await benchOptions(desk, true));
  if (opened.kind === "refused") return opened;
  const { tree, runner, tools } = opened.value;
  const baseUrl = inputs["anthropic-base-url"] || process.env.ANTHROPIC_BASE_URL || config.model.baseUrl;
  const client = openClaude({ apiKey, baseUrl, log });
  const mayGoOn = async () => {
    const now = await github.claims.read(packet.number);
    return now.kind === "claim" && isStillOurs(now.claim.state, claim.state);
  };
  const { journal } = workRecordsBeside(desk.folder);
  const recorded = { ports: { journal, digest, tree, runner }, input: { packet, protect: config.protect } };
  const spentUsd = claim.state.spentUsd + (await spentBefore(recorded));
  const money = { budgetUsd: config.run.budgetUsd, spentUsd };
  const driver = createClaudeDriver({
    client,
    model: config.model.code,
    tools,
    ...money,
    mayGoOn,
  });
  const facts = await repositoryFacts(tree, await tree.base(), packet);
  return done({ driver, tree, runner, digest, now: Date.now, log, mayGoOn, journal, facts });
}

function remarkOf(inputs: ActionInputs): string | null {
  return inputs["dangerously-disable-sandbox"]
    ? "This was made without the sandbox (dangerously-disable-sandbox)."
    : null;
}

const context = readRunContext(process.env);
if ("run" in context) {
  const told = await main(context, read).catch(broken);
  const text = redact(told.text);
  writeOutputs(context, { outcome: told.code, ...told.outputs }, text);
  log(text);
  if (told.failed) {
    process.stdout.write(`${errorAnnotation(`Pawl ${told.code}`, text)}\n`);
    process.exitCode = 1;
  }
} else {
  for (const fault of context) log(fault);
  process.exitCode = 2;
}

function broken(fault: unknown): Told {
  log(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
  return refusalTold(
    refused("fault", "Something broke on Pawl's side.", "The log has the details; run it again.").refusal,
  );
}
