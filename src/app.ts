/**
 * Host: the GitHub App. Receives webhooks, acknowledges, wires the use-cases, and answers. Decides nothing. Run it with
 * `npm start`; without APP_ID it opens Probot's page that registers the App from app.yml.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { type Probot, run } from "probot";
import { createClaudePlanner } from "./claude/claude-planner.ts";
import { claudeRoles } from "./claude/claude-roles.ts";
import { openClaude } from "./claude/client.ts";
import { answerReady, answerRetry, answerStop, answerWhy } from "./commands/answer-task.ts";
import type { Answers } from "./commands/answers.ts";
import type { CommentEvent } from "./commands/comment-event.ts";
import { changesQueue, conversationAnswers } from "./commands/conversation-answers.ts";
import { hearAnswer, takeAnswer } from "./commands/hear-answer.ts";
import { gatherHints, type Hint, type Hints } from "./commands/hints.ts";
import { inProcessJobs } from "./commands/in-process-jobs.ts";
import type { Jobs } from "./commands/jobs.ts";
import { perform } from "./commands/perform.ts";
import { placeOf, receive } from "./commands/receive.ts";
import { reconcile } from "./commands/reconcile.ts";
import { refreshStatus } from "./commands/refresh-status.ts";
import { refuseAll } from "./commands/refuse-all.ts";
import { hasEnded, unansweredCommands } from "./commands/unanswered.ts";
import { type AppSettings, readAppSettings } from "./config/app-settings.ts";
import { type Config, defaultConfig } from "./config/config.ts";
import { printFault, readConfig } from "./config/read-config.ts";
import { installedRepositories, redeliverFailed } from "./github/app-installations.ts";
import { openGithubBoard } from "./github/github-board.ts";
import { openGithubClaims } from "./github/github-claims.ts";
import { openGithubCodeBase } from "./github/github-code-base.ts";
import { openGithubCodeHost } from "./github/github-code-host.ts";
import { openGithubPeople } from "./github/github-people.ts";
import { openGithubRuns } from "./github/github-runs.ts";
import { openGithubTracker } from "./github/github-tracker.ts";
import { type Github, openGithub } from "./github/octokit.ts";
import { githubEvent, installationIdOf, repositoryOf } from "./github/payloads.ts";
import { openGithubRecentComments } from "./github/recent-comments.ts";
import { openRepositoryStart, type RepositoryStart } from "./github/repository-start.ts";
import type { QueueSnapshot } from "./queue/snapshot.ts";

type Host = {
  readonly settings: AppSettings;
  readonly jobs: Jobs;
  readonly hints: Hints;
  readonly log: (line: string) => void;
  /** One client per repository, so that its installation token is asked for once. */
  readonly clients: Map<string, Github>;
  /** Commands that wait or are being answered: the sweep and a late delivery may bring one twice. */
  readonly underWay: Set<number>;
};

const sweepMinutes = 10;

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The function Probot loads. */
export function pawl(settings: AppSettings): (probot: Probot) => void {
  return (probot) => {
    const log = (line: string) => void probot.log.info(line);
    const jobs = inProcessJobs(
      (key, fault) => void probot.log.error({ err: fault }, `work on ${key} failed`),
    );
    const host: Host = { settings, jobs, hints: gatherHints(), log, clients: new Map(), underWay: new Set() };
    sweepFromNowOn(host, (fault) => void probot.log.error({ err: fault }, "the sweep failed"));
    probot.onAny(async ({ name, payload }) => hear(host, name, payload));
    probot.onError((error) => void probot.log.error({ err: error }, "a webhook could not be handled"));
  };
}

/** One webhook: what must happen within its own request, and what goes on after it was answered. */
async function hear(host: Host, name: string, payload: unknown): Promise<void> {
  if (host.settings.disabled) return;
  const event = githubEvent(name, payload);
  const github = clientFor(host, payload);
  if (github === null || event.kind === "ignored") return;
  if (event.kind === "comment") return hearComment(host, github, event.event);
  const issue = "issue" in event ? event.issue : null;
  wake(host, github, { issue, runEnded: event.kind === "run-ended" });
}

function wake(host: Host, github: Github, hint: Hint): void {
  const repository = `${github.owner}/${github.name}`;
  if (!host.hints.note(repository, hint)) return;
  host.jobs.add(repository, () => bringUpToDate(host, github, host.hints.take(repository)));
}

/** `isSwept`: the command was found by the sweep, so an answer may be under way or done by the time it is its turn. */
async function hearComment(host: Host, github: Github, event: CommentEvent, isSwept = false): Promise<void> {
  const tracker = openGithubTracker(github);
  const ports = { people: openGithubPeople(github), tracker, log: host.log };
  const received = await receive(ports, event, defaultConfig);
  if (received.kind === "ignored") return hearWords(host, github, event);
  if (received.kind !== "accepted" || host.underWay.has(event.comment)) return;
  const { request } = received;
  host.underWay.add(event.comment);
  const answer = async () => {
    if (isSwept && (await hasEnded(tracker, request.comment))) return;
    const read = await readConfiguration(host, github);
    const place = placeOf(event.issue, read.kind === "read" ? read.config : defaultConfig);
    const answers = answersFor(host, github, read);
    await perform({ tracker, answers, log: host.log }, { ...request, place }, { app: host.settings.appId });
    if (changesQueue(request, place)) wake(host, github, { issue: request.issue, runEnded: false });
  };
  const ended = () => void host.underWay.delete(event.comment);
  host.jobs.add(`${github.owner}/${github.name}#${request.issue}`, () => answer().finally(ended));
}

/** A comment that is no command may still answer an interview. */
async function hearWords(host: Host, github: Github, event: CommentEvent): Promise<void> {
  const { settings, log } = host;
  const ports = { tracker: openGithubTracker(github), people: openGithubPeople(github), log };
  if (!(await hearAnswer(ports, event, { ...defaultConfig, app: settings.appId }))) return;
  const issue = event.issue.number;
  host.jobs.add(`${github.owner}/${github.name}#${issue}`, async () => {
    const read = await readConfiguration(host, github);
    if (read.kind === "invalid") return log(read.faults.map((fault) => printFault(fault)).join(" "));
    const wired = { ...portsOf(host, github, read.config, read.start), ...rolesOf(host, read.config) };
    const answering = { ...wired, codeBase: read.codeBase, digest, log, pause };
    await takeAnswer(answering, read.config, { issue, comment: event.comment });
  });
}

function rolesOf({ settings, log }: Host, config: Config) {
  const baseUrl = settings.anthropicBaseUrl ?? config.model.baseUrl;
  const client = openClaude({ apiKey: settings.anthropicKey ?? undefined, baseUrl, log });
  const planner = createClaudePlanner({ client, model: config.model.plan });
  return { planner, ...claudeRoles(client, config.model) };
}

/** On boot and every ten minutes: whatever no webhook brought, or a restart cut off. */
async function sweep(host: Host, since: string): Promise<void> {
  const { appId, privateKey, baseUrl } = host.settings;
  const access = { appId, privateKey, baseUrl };
  for (const { owner, name, installationId } of await installedRepositories(access)) {
    const github = clientOf(host, { owner, name }, installationId);
    const ports = { tracker: openGithubTracker(github), people: openGithubPeople(github) };
    const recent = openGithubRecentComments(github);
    const lost = await unansweredCommands({ ...ports, recent }, since);
    for (const event of lost) await hearComment(host, github, event, true);
    wake(host, github, { issue: null, runEnded: false });
  }
  const again = await redeliverFailed(access, since);
  if (again > 0) host.log(`asked GitHub to deliver ${again} webhooks again`);
}

/** Looks back three days at first, as far as GitHub keeps deliveries; later an hour, so that a look that failed is made good. */
function sweepFromNowOn(host: Host, failed: (fault: unknown) => void): void {
  const look = (minutes: number) =>
    sweep(host, new Date(Date.now() - minutes * 60_000).toISOString()).catch(failed);
  if (host.settings.disabled) return;
  void look(3 * 24 * 60);
  setInterval(() => void look(6 * sweepMinutes), sweepMinutes * 60_000).unref();
}

/** The use-cases behind the commands, wired to this repository. */
function answersFor(host: Host, github: Github, read: Configuration): Answers {
  if (read.kind === "invalid") return refuseAll(read.faults.map((fault) => printFault(fault)));
  const { config, codeBase, start } = read;
  const { log } = host;
  const ports = { ...portsOf(host, github, config, start), codeBase, digest, log, pause };
  return {
    ...conversationAnswers({ ...ports, ...rolesOf(host, config) }, config),
    ready: answerReady(ports, config),
    why: answerWhy(ports, config),
    stop: answerStop(ports, config),
    retry: answerRetry(ports, config),
  };
}

/** Brings labels, status comments, finished sprints and runs up to what GitHub says now. */
async function bringUpToDate(host: Host, github: Github, hint: Hint): Promise<void> {
  const read = await readConfiguration(host, github);
  if (read.kind === "invalid") return host.log(read.faults.map((fault) => printFault(fault)).join(" "));
  const { config, start } = read;
  const trust = { app: host.settings.appId };
  const ports = portsOf(host, github, config, start);
  const { tracker } = ports;
  const refresh = (spec: number, snapshot: QueueSnapshot) =>
    refreshStatus({ tracker, digest }, { spec, snapshot, config, trust });
  await reconcile({ ...ports, digest, refreshStatus: refresh, log: host.log }, { ...hint, config, trust });
}

function portsOf(host: Host, github: Github, config: Config, first: () => Promise<RepositoryStart>) {
  const tracker = openGithubTracker(github, first);
  const people = openGithubPeople(github);
  const claims = openGithubClaims(github);
  const codeHost = openGithubCodeHost(github);
  const board = openGithubBoard(github, { config, tracker, people, claims, now: Date.now });
  const start = async () => {
    const branch = (await codeHost.defaultBranch()).name;
    return openGithubRuns(github, { kind: "workflow", file: host.settings.workflow, branch }).start();
  };
  const { cancel } = openGithubRuns(github, { kind: "repository" });
  return { tracker, people, claims, codeHost, board, runs: { start, cancel } };
}

type Configuration = Awaited<ReturnType<typeof readConfiguration>>;

/** The configuration of the default branch. This App trusts its own objects, whatever the file says of it. */
async function readConfiguration(host: Host, github: Github) {
  const start = openRepositoryStart(github, ".github/pawl.yml");
  const read = readConfig((await start()).text);
  if (read.kind === "invalid") return read;
  const codeBase = openGithubCodeBase(github, start);
  return { kind: "read" as const, codeBase, start, config: { ...read.config, app: host.settings.appId } };
}

function clientFor(host: Host, payload: unknown): Github | null {
  const repository = repositoryOf(payload);
  const installationId = installationIdOf(payload);
  return repository === null || installationId === null ? null : clientOf(host, repository, installationId);
}

type Repository = { readonly owner: string; readonly name: string };

function clientOf(host: Host, repository: Repository, installationId: number): Github {
  const key = `${installationId} ${repository.owner}/${repository.name}`;
  const known = host.clients.get(key);
  if (known) return known;
  const { appId, privateKey, baseUrl } = host.settings;
  const github = openGithub({
    ...repository,
    credentials: { kind: "app", appId, privateKey, installationId },
    ...(baseUrl === null ? {} : { baseUrl, throttle: !isLoopback(baseUrl) }),
    log: host.log,
  });
  host.clients.set(key, github);
  return github;
}

/** Only a server on this machine needs no pauses between writes. */
function isLoopback(url: string): boolean {
  return ["127.0.0.1", "[::1]", "localhost"].includes(new URL(url).hostname);
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

if (import.meta.main) {
  // Registration writes .env; what the environment says already wins.
  if (existsSync(".env")) process.loadEnvFile(".env");
  const read = readAppSettings(process.env, (path) => readFileSync(path, "utf8"));
  if (read.kind === "invalid") {
    for (const fault of read.faults) console.error(fault);
    process.exitCode = 2;
  } else {
    await run(read.kind === "read" ? pawl(read.settings) : () => undefined);
  }
}
