import type { Comment, Issue } from "../issues/issue.ts";
import type { Tracker } from "../issues/tracker.ts";
import { isOurs, type Trust } from "../issues/trust.ts";
import { type Thread, threadOf } from "../spec/thread.ts";
import { authorise } from "./authorise.ts";
import { parseComment } from "./parse-comment.ts";
import type { People } from "./people.ts";

export type ThreadPorts = { readonly tracker: Pick<Tracker, "thread">; readonly people: People };

export type ReadThread = {
  readonly issue: Issue;
  readonly comments: readonly Comment[];
  /** The comments that are our own. */
  readonly ours: readonly Comment[];
  readonly thread: Thread;
};

/** Reads a thread whole, and asks for each person in it whether they may write now; `null`: no such issue. */
export async function readThread(
  { tracker, people }: ThreadPorts,
  number: number,
  trust: Trust,
): Promise<ReadThread | null> {
  const read = await tracker.thread(number);
  if (read === null) return null;
  const { issue, comments } = read;
  const writers = new Set<number>();
  const speakers = new Map(comments.map(({ author }) => [author.id, author]));
  for (const author of speakers.values()) {
    if (author.kind !== "person" || author.app !== null) continue;
    if ((await authorise(people, { ...author, kind: "person" })).kind === "allowed") writers.add(author.id);
  }
  const thread = threadOf({
    issue,
    comments,
    isOurs: (author) => isOurs(author, trust),
    writers,
    readCommand,
  });
  return { issue, comments, ours: comments.filter(({ author }) => isOurs(author, trust)), thread };
}

/** The name of a command, right or wrong, and what follows it. */
function readCommand(body: string): { readonly name: string; readonly text: string } | null {
  const parsed = parseComment(body);
  if (parsed.kind === "none") return null;
  const name =
    parsed.kind === "command" ? parsed.command.kind : parsed.kind === "unknown" ? parsed.word : parsed.name;
  return { name, text: body.trimStart().replace(/^\/\S+[ \t]*/, "") };
}
