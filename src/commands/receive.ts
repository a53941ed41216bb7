import type { Config } from "../config/config.ts";
import { markerOf } from "../issues/marker.ts";
import type { Tracker } from "../issues/tracker.ts";
import { hasLabel } from "../queue/has-label.ts";
import { authorise, type Sender } from "./authorise.ts";
import type { Place } from "./command.ts";
import type { CommentEvent } from "./comment-event.ts";
import { type Parsed, parseComment } from "./parse-comment.ts";
import type { People } from "./people.ts";

/** A comment by someone who may command, seen and waiting to be answered. */
export type CommandRequest = {
  readonly parsed: Exclude<Parsed, { readonly kind: "none" }>;
  /** The comment's id, and its text as it was seen. */
  readonly comment: number;
  readonly body: string;
  readonly issue: number;
  readonly place: Place;
  readonly by: Sender;
};

export type Received =
  | { readonly kind: "ignored" }
  | { readonly kind: "denied"; readonly why: string }
  | { readonly kind: "accepted"; readonly request: CommandRequest };

type Ports = {
  readonly people: People;
  readonly tracker: Pick<Tracker, "react">;
  readonly log: (line: string) => void;
};

/**
 * Within the webhook's own request: is this a command, may this person give it, and if so 👀 at once. Whoever may not
 * command gets nothing at all. A lost 👀 loses no command.
 */
export async function receive(ports: Ports, event: CommentEvent, config: Config): Promise<Received> {
  const parsed = parseComment(event.body);
  if (parsed.kind === "none") return { kind: "ignored" };
  const authorisation = await authorise(ports.people, event.sender);
  if (authorisation.kind === "denied") {
    ports.log(`comment ${event.comment} by user ${event.sender.id}: no answer, ${authorisation.why}`);
    return authorisation;
  }
  try {
    await ports.tracker.react(event.comment, "eyes");
  } catch (error) {
    ports.log(`comment ${event.comment}: could not be marked as seen: ${String(error)}`);
  }
  const { comment, body, sender } = event;
  const place = placeOf(event.issue, config);
  return {
    kind: "accepted",
    request: { parsed, comment, body, issue: event.issue.number, place, by: sender },
  };
}

/** Where a comment stands, by what the event itself says. It chooses which commands make sense, and grants nothing. */
export function placeOf(issue: CommentEvent["issue"], config: Config): Place {
  if (issue.isPullRequest) return "pull-request";
  const isTask = hasLabel(issue.labels, config.labels.task) || markerOf(issue.body, "task") !== null;
  return isTask ? "task" : "spec";
}
