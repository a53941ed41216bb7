/**
 * Host: the GitHub App. Receives webhooks, acknowledges, wires the use-cases, and answers. Decides nothing. Run it with
 * `npm start`; without APP_ID it opens Probot's page that registers the App from app.yml.
 */
import { existsSync, readFileSync } from "node:fs";
import { type Probot, run } from "probot";
import { type Clients, openClients } from "./app/clients.ts";
import { sweepFromNowOn } from "./app/sweep.ts";
import type { CommentEvent } from "./commands/comment-event.ts";
import { changesQueue } from "./commands/conversation-answers.ts";
import { hearAnswer } from "./commands/hear-answer.ts";
import { gatherHints, type Hint, type Hints } from "./commands/hints.ts";
import { inProcessJobs } from "./commands/in-process-jobs.ts";
import type { Jobs } from "./commands/jobs.ts";
import { perform } from "./commands/perform.ts";
import { placeOf, receive } from "./commands/receive.ts";
import { hasEnded } from "./commands/unanswered.ts";
import { type AppSettings, readAppSettings } from "./config/app-settings.ts";
import { defaultConfig } from "./config/config.ts";
import { openDesk } from "./desk/desk.ts";
import { openGithubPeople } from "./github/github-people.ts";
import { openGithubTracker } from "./github/github-tracker.ts";
import type { Github } from "./github/octokit.ts";
import { githubEvent } from "./github/payloads.ts";

type Host = {
  readonly settings: AppSettings;
  readonly clients: Clients;
  readonly jobs: Jobs;
  readonly hints: Hints;
  readonly log: (line: string) => void;
  /** Commands that wait or are being answered: the sweep and a late delivery may bring one twice. */
  readonly underWay: Set<number>;
};

/** The function Probot loads. */
export function pawl(settings: AppSettings): (probot: Probot) => void {
  return (probot) => {
    const log = (line: string) => void probot.log.info(line);
    const failed = (what: string) => (fault: unknown) =>
      void probot.log.error({ err: fault }, `${what} failed`);
    const jobs = inProcessJobs((key, fault) => failed(`work on ${key}`)(fault));
    const clients = openClients(settings, log);
    const host: Host = { settings, clients, jobs, hints: gatherHints(), log, underWay: new Set() };
    const lostComment = (github: Github, event: CommentEvent) => hearComment(host, github, event, true);
    const look = (github: Github) => wake(host, github, { issue: null, runEnded: false });
    sweepFromNowOn({ settings, clients, log, lostComment, look }, failed("the sweep"));
    probot.onAny(async ({ name, payload }) => hear(host, name, payload));
    probot.onError(failed("a webhook"));
  };
}

/** One webhook: what must happen within its own request, and what goes on after it was answered. */
async function hear(host: Host, name: string, payload: unknown): Promise<void> {
  if (host.settings.disabled) return;
  const event = githubEvent(name, payload);
  const github = host.clients.of(payload);
  if (github === null || event.kind === "ignored") return;
  if (event.kind === "comment") return hearComment(host, github, event.event);
  const issue = "issue" in event ? event.issue : null;
  wake(host, github, { issue, runEnded: event.kind === "run-ended" });
}

function wake(host: Host, github: Github, hint: Hint): void {
  const repository = `${github.owner}/${github.name}`;
  if (!host.hints.note(repository, hint)) return;
  host.jobs.add(repository, async () => {
    const desk = await openDesk(host, github);
    await desk.bringUpToDate(host.hints.take(repository));
  });
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
    const { config, answers } = await openDesk(host, github);
    const place = placeOf(event.issue, config);
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
    const desk = await openDesk(host, github);
    await desk.takeAnswer({ issue, comment: event.comment });
  });
}

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
