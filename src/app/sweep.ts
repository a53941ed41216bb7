/** On boot and every ten minutes: whatever no webhook brought, or a restart cut off. */
import type { CommentEvent } from "../commands/comment-event.ts";
import { unansweredCommands } from "../commands/unanswered.ts";
import type { AppSettings } from "../config/app-settings.ts";
import { installedRepositories, redeliverFailed } from "../github/app-installations.ts";
import { openGithubPeople } from "../github/github-people.ts";
import { openGithubTracker } from "../github/github-tracker.ts";
import type { Github } from "../github/octokit.ts";
import { openGithubRecentComments } from "../github/recent-comments.ts";
import type { Clients } from "./clients.ts";

export type SweepTo = {
  readonly settings: AppSettings;
  readonly clients: Clients;
  readonly log: (line: string) => void;
  /** A command without an end, or words that may answer an interview. */
  lostComment(github: Github, event: CommentEvent): Promise<void>;
  look(github: Github): void;
};

const everyMinutes = 10;

/** Looks back three days at first, as far as GitHub keeps deliveries; later an hour, so that a look that failed is made good. */
export function sweepFromNowOn(to: SweepTo, failed: (fault: unknown) => void): void {
  if (to.settings.disabled) return;
  const look = (minutes: number) =>
    sweep(to, new Date(Date.now() - minutes * 60_000).toISOString()).catch(failed);
  void look(3 * 24 * 60);
  setInterval(() => void look(6 * everyMinutes), everyMinutes * 60_000).unref();
}

async function sweep(to: SweepTo, since: string): Promise<void> {
  const { appId, privateKey, baseUrl } = to.settings;
  const access = { appId, privateKey, baseUrl };
  for (const { owner, name, installationId } of await installedRepositories(access)) {
    const github = to.clients.at({ owner, name }, installationId);
    const recent = openGithubRecentComments(github);
    const ports = { tracker: openGithubTracker(github), people: openGithubPeople(github), recent };
    for (const event of await unansweredCommands(ports, since)) await to.lostComment(github, event);
    to.look(github);
  }
  const again = await redeliverFailed(access, since);
  if (again > 0) to.log(`asked GitHub to deliver ${again} webhooks again`);
}
