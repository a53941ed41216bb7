/** The steps of the Action by name. Each reads its inputs, asks one use-case, and says what came of it. */
import { claimTasks, own } from "../commands/claim-tasks.ts";
import { conclude } from "../commands/conclude.ts";
import { endedOf } from "../commands/ended-of.ts";
import { readClaimedWork } from "../commands/handover.ts";
import { heldClaim } from "../commands/hold-claim.ts";
import { unopened } from "../commands/open-missing.ts";
import { publishVerified } from "../commands/publish-verified.ts";
import { runTask } from "../commands/run-task.ts";
import { badClaim, noCheckout } from "../commands/step-refusals.ts";
import {
  claimTold,
  concludeTold,
  publishTold,
  refusalTold,
  runTold,
  type Told,
  verifyTold,
  workTold,
} from "../commands/told.ts";
import { verifyWork } from "../commands/verify-work.ts";
import { checkBranch, checkClaim, workClaimed } from "../commands/work-claimed.ts";
import { type ActionInputs, secretsIn } from "../config/action-inputs.ts";
import type { TaskPacket } from "../issues/task.ts";
import type { Claim } from "../queue/claim.ts";
import { handOver, takeOver } from "../workspace/handover-files.ts";
import { claimInput, claimPorts, type Desk, digest, remarkOf } from "./desk.ts";
import { openWorkshop, verifyPorts } from "./machine.ts";

export const steps: Readonly<Record<ActionInputs["step"], (desk: Desk) => Promise<Told>>> = {
  run: runStep,
  claim: claimStep,
  work: workStep,
  verify: verifyStep,
  publish: publishStep,
  conclude: concludeStep,
};

async function claimStep(desk: Desk): Promise<Told> {
  const taken = await claimTasks(claimPorts(desk), { ...claimInput(desk), most: 256 });
  const claimed = taken.kind === "done" ? taken.value.claimed : [];
  return claimTold(taken, await unopened(desk.github, claimed));
}

async function workStep(desk: Desk): Promise<Told> {
  const { inputs, config, github, context, folder, redact } = desk;
  const claimed = readClaimedWork(inputs.claim);
  if (claimed === null) return refusalTold(badClaim);
  const lost = (await checkClaim(github, claimed, context.run)) ?? (await checkBranch(github, claimed));
  if (lost !== null) return refusalTold(lost);
  const work = { claimed, config, secrets: secretsIn(inputs) };
  const { record, changeSet } = await workClaimed(workshopPorts(desk), work);
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
  const given = { claim, verified, run: context.run, config };
  const files = (name: string) => takeOver(desk.folder, name);
  const own = { secrets: secretsIn(inputs), remark: remarkOf(desk) };
  return publishTold(await publishVerified({ ...github, digest, files }, { ...given, ...own }));
}

async function concludeStep({ inputs, config, github, context, log }: Desk): Promise<Told> {
  const claimed = readClaimedWork(inputs.claim);
  if (claimed === null) return refusalTold(badClaim);
  const { ended, spentUsd } = endedOf(inputs.needs);
  const ports = { ...github, board: github.board(config), log };
  const claim = await heldClaim(github, claimed, context.run);
  const facts = { claim, ended, spentUsd, run: context.page, config, trust: own };
  return concludeTold(ended, await conclude(ports, facts), claimed.packet.number);
}

async function runStep(desk: Desk): Promise<Told> {
  const { github, inputs } = desk;
  const tree = await desk.tree();
  if (tree === null) return refusalTold(noCheckout);
  const baseBranch = {
    defaultBranch: async () => ({
      name: (await github.codeHost.defaultBranch()).name,
      head: await tree.base(),
    }),
  };
  const ports = { ...claimPorts(desk), ...verifyPorts(desk), ...workshopPorts(desk), baseBranch };
  const input = { ...claimInput(desk), secrets: secretsIn(inputs), remark: remarkOf(desk) };
  return runTold(await runTask(ports, input));
}

function workshopPorts(desk: Desk) {
  const open = (packet: TaskPacket, claim: Claim) => openWorkshop(desk, packet, claim);
  return { claims: desk.github.claims, openWorkshop: open };
}
