/** One repository with its settings, and every use-case that answers people wired to it. */
import { createHash } from "node:crypto";
import { createClaudePlanner } from "../claude/claude-planner.ts";
import { claudeRoles } from "../claude/claude-roles.ts";
import { openClaude } from "../claude/client.ts";
import { answerReady, answerRetry, answerStop, answerWhy } from "../commands/answer-task.ts";
import type { Answers } from "../commands/answers.ts";
import { conversationAnswers } from "../commands/conversation-answers.ts";
import { takeAnswer } from "../commands/hear-answer.ts";
import type { Hint } from "../commands/hints.ts";
import { reconcile } from "../commands/reconcile.ts";
import { refreshStatus } from "../commands/refresh-status.ts";
import { refuseAll } from "../commands/refuse-all.ts";
import type { AppSettings } from "../config/app-settings.ts";
import { type Config, defaultConfig } from "../config/config.ts";
import { printFault, readConfig } from "../config/read-config.ts";
import { openGithubBoard } from "../github/github-board.ts";
import { openGithubClaims } from "../github/github-claims.ts";
import { openGithubCodeBase } from "../github/github-code-base.ts";
import { openGithubCodeHost } from "../github/github-code-host.ts";
import { openGithubPeople } from "../github/github-people.ts";
import { openGithubRuns } from "../github/github-runs.ts";
import { openGithubTracker } from "../github/github-tracker.ts";
import type { Github } from "../github/octokit.ts";
import { openRepositoryStart, type RepositoryStart } from "../github/repository-start.ts";
import type { QueueSnapshot } from "../queue/snapshot.ts";

export type Desk = {
  /** The defaults while `.github/pawl.yml` cannot be read. */
  readonly config: Config;
  /** The use-case behind each command; each refuses with the faults while the settings cannot be read. */
  readonly answers: Answers;
  /** Takes a comment that may answer an interview. */
  takeAnswer(answer: { readonly issue: number; readonly comment: number }): Promise<void>;
  /** Brings labels, status comments, finished sprints and runs up to what GitHub says now. */
  bringUpToDate(hint: Hint): Promise<void>;
};

/**
 * `appId`: the App that speaks, `null` where a workflow does. `workflow`: the file whose runs are started, `null` where
 * the caller goes on to claim by itself.
 */
type Settings = Pick<AppSettings, "anthropicKey" | "anthropicBaseUrl"> & {
  readonly appId: number | null;
  readonly workflow: string | null;
};

type Wires = { readonly settings: Settings; readonly log: (line: string) => void };

/** Reads the settings of the default branch anew. An App trusts its own objects, whatever the file says of it. */
export async function openDesk(wires: Wires, github: Github): Promise<Desk> {
  const start = openRepositoryStart(github, ".github/pawl.yml");
  const read = readConfig((await start()).text);
  if (read.kind === "read") {
    const { appId } = wires.settings;
    return deskFor(wires, github, start, appId === null ? read.config : { ...read.config, app: appId });
  }
  const faults = read.faults.map((fault) => printFault(fault));
  const tell = async () => wires.log(faults.join(" "));
  return { config: defaultConfig, answers: refuseAll(faults), takeAnswer: tell, bringUpToDate: tell };
}

function deskFor(wires: Wires, github: Github, start: () => Promise<RepositoryStart>, config: Config): Desk {
  const { settings, log } = wires;
  const codeBase = openGithubCodeBase(github, start);
  const ports = { ...portsOf(wires, github, config, start), codeBase, digest, log, pause };
  const speaking = { ...ports, ...rolesOf(wires, config) };
  const trust = { app: settings.appId };
  const refresh = (spec: number, snapshot: QueueSnapshot) =>
    refreshStatus(ports, { spec, snapshot, config, trust });
  return {
    config,
    answers: {
      ...conversationAnswers(speaking, config),
      ready: answerReady(ports, config),
      why: answerWhy(ports, config),
      stop: answerStop(ports, config),
      retry: answerRetry(ports, config),
    },
    takeAnswer: (answer) => takeAnswer(speaking, config, answer),
    bringUpToDate: async (hint) => {
      await reconcile({ ...ports, refreshStatus: refresh }, { ...hint, config, trust });
    },
  };
}

function portsOf({ settings }: Wires, github: Github, config: Config, first: () => Promise<RepositoryStart>) {
  const tracker = openGithubTracker(github, first);
  const people = openGithubPeople(github);
  const claims = openGithubClaims(github);
  const codeHost = openGithubCodeHost(github);
  const board = openGithubBoard(github, { config, tracker, people, claims, now: Date.now });
  const start = async () => {
    if (settings.workflow === null) return;
    const branch = (await codeHost.defaultBranch()).name;
    return openGithubRuns(github, { kind: "workflow", file: settings.workflow, branch }).start();
  };
  const { cancel } = openGithubRuns(github, { kind: "repository" });
  return { tracker, people, claims, codeHost, board, runs: { start, cancel } };
}

function rolesOf({ settings, log }: Wires, config: Config) {
  const baseUrl = settings.anthropicBaseUrl ?? config.model.baseUrl;
  const client = openClaude({ apiKey: settings.anthropicKey ?? undefined, baseUrl, log });
  const planner = createClaudePlanner({ client, model: config.model.plan });
  return { planner, ...claudeRoles(client, config.model) };
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
