/** Host: the GitHub Action. Reads inputs, wires the use-case, writes outputs. Decides nothing. */
import { createHash } from "node:crypto";
import { createClaudeDriver } from "./claude/claude-driver.ts";
import { openClaude } from "./claude/client.ts";
import { type RunTaskPorts, runTask, type TaskRun, type Workshop } from "./commands/run-task.ts";
import { type ActionInputs, readInputs } from "./config/action-inputs.ts";
import type { Config } from "./config/config.ts";
import { printFault, readConfig } from "./config/read-config.ts";
import { type RunContext, readRunContext } from "./config/run-context.ts";
import { openGithubBoard } from "./github/github-board.ts";
import { openGithubClaims } from "./github/github-claims.ts";
import { openGithubCodeBase } from "./github/github-code-base.ts";
import { openGithubCodeHost } from "./github/github-code-host.ts";
import { openGithubPeople } from "./github/github-people.ts";
import { openGithubRuns } from "./github/github-runs.ts";
import { openGithubTracker } from "./github/github-tracker.ts";
import { openGithub } from "./github/octokit.ts";
import { errorAnnotation, type WorkflowFiles, writeOutputs } from "./github/workflow-outputs.ts";
import { done, type Outcome, type Refusal, refused } from "./issues/outcome.ts";
import type { TaskPacket } from "./issues/task.ts";
import type { Claim } from "./queue/claim.ts";
import { isStillOurs } from "./queue/claim-state.ts";
import { collectJavascriptTests } from "./tdd/javascript-tests.ts";
import { repositoryFacts } from "./tdd/repository-facts.ts";
import { GitWorkTree } from "./workspace/git-work-tree.ts";
import { createNodeTestRunner } from "./workspace/node-test.ts";
import { detectNodeTest } from "./workspace/node-test-setup.ts";
import { createSandbox } from "./workspace/sandbox.ts";
import { sandboxAvailability } from "./workspace/sandbox-availability.ts";
import { createTools } from "./workspace/tools.ts";

const log = (line: string) => void process.stderr.write(`${line}\n`);
const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

const suiteMilliseconds = 10 * 60_000;

async function main(context: RunContext): Promise<Outcome<TaskRun>> {
  const read = readInputs(process.env);
  if (read.kind === "invalid")
    return refused("inputs-invalid", read.faults.join(". "), "Correct the workflow file.");
  if (process.env.PAWL_DISABLED === "1")
    return done({ kind: "idle", code: "disabled", text: "PAWL_DISABLED is 1." });
  const { inputs } = read;
  const github = openGithub({
    owner: context.owner,
    name: context.name,
    credentials: { kind: "token", token: inputs["github-token"] },
    baseUrl: context.apiUrl,
    throttle: new URL(context.apiUrl).hostname !== "127.0.0.1",
    log,
  });
  const path = ".github/pawl.yml";
  const settings = readConfig((await openGithubCodeBase(github).texts([path])).get(path) ?? null);
  if (settings.kind === "invalid") {
    return refused(
      "config-invalid",
      settings.faults.map((fault) => printFault(fault)).join(" "),
      "Correct the file.",
    );
  }
  const { config } = settings;
  const tree = await GitWorkTree.open(context.workspace).catch(() => null);
  if (tree === null) {
    return refused(
      "checkout-missing",
      "The repository is not checked out.",
      "Put `actions/checkout` before Pawl.",
    );
  }
  const tracker = openGithubTracker(github);
  const people = openGithubPeople(github);
  const claims = openGithubClaims(github);
  const codeHost = openGithubCodeHost(github);
  const board = openGithubBoard(github, { config, tracker, people, claims, now: Date.now });
  const runs = openGithubRuns(github, { kind: "repository" });
  const baseBranch = {
    defaultBranch: async () => ({ name: (await codeHost.defaultBranch()).name, head: await tree.base() }),
  };
  const desk = { context, inputs, config, tree, claims };
  const openTask = (packet: TaskPacket, claim: Claim) => openWorkshop(desk, packet, claim);
  try {
    return await runTask(
      { tracker, claims, codeHost, board, runs, baseBranch, digest, log, openWorkshop: openTask },
      {
        run: context.run,
        page: context.page,
        config,
        trust: { app: config.app ?? null },
        secrets: [inputs["github-token"], inputs["anthropic-api-key"]],
        remark: inputs["dangerously-disable-sandbox"]
          ? "This was made without the sandbox (dangerously-disable-sandbox)."
          : null,
      },
    );
  } finally {
    await tree.close();
  }
}

type Desk = {
  readonly context: RunContext;
  readonly inputs: ActionInputs;
  readonly config: Config;
  readonly tree: GitWorkTree;
  readonly claims: RunTaskPorts["claims"];
};

/** Everything a claimed task is worked with. Refused, with nothing spent, when the machine is not fit for it. */
async function openWorkshop(desk: Desk, packet: TaskPacket, claim: Claim): Promise<Outcome<Workshop>> {
  const { context, inputs, config, tree, claims } = desk;
  if (inputs["anthropic-api-key"] === "") {
    return refused("model-key", "The input anthropic-api-key is empty.", "Add the secret ANTHROPIC_API_KEY.");
  }
  const sandbox = createSandbox({ mode: inputs["dangerously-disable-sandbox"] ? "off" : "bubblewrap" });
  if (sandbox.mode === "bubblewrap") {
    const availability = await sandboxAvailability();
    if (availability.kind === "unavailable") {
      return refused("sandbox-unavailable", availability.text, availability.fix);
    }
  }
  const base = await tree.snapshot();
  const paths = await tree.paths(base);
  const setup = detectNodeTest(paths, await tree.read(base, "package.json"));
  if (setup === null) {
    return refused(
      "no-runner",
      "No test runner that Pawl knows was found in this repository.",
      "Add `node --test` tests.",
    );
  }
  const directory = context.workspace;
  const node = process.execPath;
  const collect = collectJavascriptTests;
  const runner = createNodeTestRunner({
    sandbox,
    directory,
    node,
    collect,
    timeoutMs: suiteMilliseconds,
    setup,
  });
  const tools = createTools({ sandbox, directory, runner });
  const client = openClaude({
    apiKey: inputs["anthropic-api-key"],
    baseUrl: inputs["anthropic-base-url"] || process.env.ANTHROPIC_BASE_URL || config.model.baseUrl,
    log,
  });
  const mayGoOn = async () => {
    const now = await claims.read(packet.number);
    return now.kind === "claim" && isStillOurs(now.claim.state, claim.state);
  };
  const { spentUsd } = claim.state;
  const { budgetUsd } = config.run;
  const driver = createClaudeDriver({
    client,
    model: config.model.code,
    tools,
    budgetUsd,
    spentUsd,
    mayGoOn,
  });
  const facts = await repositoryFacts(tree, base, packet);
  return done({ driver, tree, runner, digest, now: Date.now, log, mayGoOn, facts });
}

/** Outputs and the step summary; a refusal is also an error of the step, in one line and without a stack. */
function tell(files: WorkflowFiles, outcome: Outcome<TaskRun>): void {
  const told = outcome.kind === "refused" ? refusalTold(outcome.refusal) : runTold(outcome.value);
  const { code, issue, pullRequest, text } = told;
  writeOutputs(files, { outcome: code, issue, "pull-request": pullRequest }, text);
  log(text);
  if (outcome.kind !== "refused") return;
  process.stdout.write(`${errorAnnotation(`Pawl ${code}`, text)}\n`);
  process.exitCode = 1;
}

type Told = {
  readonly code: string;
  readonly issue: string;
  readonly pullRequest: string;
  readonly text: string;
};

function refusalTold({ code, text, next }: Refusal): Told {
  return { code, issue: "", pullRequest: "", text: `${text} ${next}` };
}

function runTold(run: TaskRun): Told {
  if (run.kind === "idle") return { code: run.code, issue: "", pullRequest: "", text: run.text };
  const { ended } = run;
  const issue = String(run.issue);
  if (ended.kind !== "published") return { ...refusalTold(ended.refusal), issue };
  const pullRequest = String(ended.pullRequest ?? "");
  return { code: "published", issue, pullRequest, text: `Task #${issue}: pull request #${pullRequest}` };
}

const context = readRunContext(process.env);
if ("run" in context) {
  tell(context, await main(context).catch(broken));
} else {
  for (const fault of context) log(fault);
  process.exitCode = 2;
}

function broken(fault: unknown): Outcome<TaskRun> {
  log(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
  return refused("fault", "Something broke on Pawl's side.", "The log has the details; run it again.");
}
