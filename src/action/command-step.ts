/**
 * Answers the commands of a repository that has no App. Level-triggered: it looks for every command of the last day that
 * nobody answered, whatever event woke it, so that a run which was replaced or broke loses nothing. Then labels, comments
 * and finished sprints are brought up to what is true. Starting runs is left to the claim job behind it.
 */

import type { CommentEvent } from "../commands/comment-event.ts";
import { hearAnswer } from "../commands/hear-answer.ts";
import { perform } from "../commands/perform.ts";
import { receive } from "../commands/receive.ts";
import type { Told } from "../commands/told.ts";
import { unansweredCommands } from "../commands/unanswered.ts";
import { type Desk as AppDesk, openDesk } from "../desk/desk.ts";
import { openGithubPeople } from "../github/github-people.ts";
import { openGithubTracker } from "../github/github-tracker.ts";
import { openGithubRecentComments } from "../github/recent-comments.ts";
import { type Desk, modelAddress } from "./desk.ts";

const dayMilliseconds = 24 * 60 * 60 * 1000;

export async function commandStep(desk: Desk): Promise<Told> {
  const { config, github, inputs, log } = desk;
  if (config.app !== undefined) return told("app-answers", "The App of this repository answers commands.");
  const { client } = github;
  const settings = {
    appId: null,
    workflow: null,
    anthropicKey: inputs["anthropic-api-key"] || null,
    anthropicBaseUrl: modelAddress(desk) ?? null,
  };
  const ports = { tracker: openGithubTracker(client), people: openGithubPeople(client), log };
  const recent = openGithubRecentComments(client);
  const since = new Date(Date.now() - dayMilliseconds).toISOString();
  const asked = await unansweredCommands({ ...ports, recent }, since);
  for (const event of asked) await answer(ports, event, await openDesk({ settings, log }, client));
  const { bringUpToDate } = await openDesk({ settings, log }, client);
  await bringUpToDate({ issue: null, runEnded: false });
  if (asked.length === 0) return told("nothing-asked", "No comment waits for an answer.");
  return told("answered", `Answered ${asked.length === 1 ? "a comment" : `${asked.length} comments`}.`);
}

type Ports = Parameters<typeof hearAnswer>[0] &
  Parameters<typeof receive>[0] &
  Pick<Parameters<typeof perform>[0], "tracker">;

/** One after the other: what the first changes, the second reads. */
async function answer(
  ports: Ports,
  event: CommentEvent,
  { config, answers, takeAnswer }: AppDesk,
): Promise<void> {
  const received = await receive(ports, event, config);
  if (received.kind === "accepted") await perform({ ...ports, answers }, received.request, { app: null });
  if (received.kind === "ignored" && (await hearAnswer(ports, event, config)))
    await takeAnswer({ issue: event.issue.number, comment: event.comment });
}

function told(code: string, text: string): Told {
  return { code, text, failed: false, outputs: {} };
}
