/**
 * The thread of a spec issue as the conversation is rebuilt from it: nothing else is remembered. Comments of people
 * without write access are not in it, but for the issue's author, whose words count only as answers to an interview.
 */
import type { Author, Comment, Issue } from "../issues/issue.ts";
import { type Marker, markerOf } from "../issues/marker.ts";
import { visibleText } from "../issues/visible-text.ts";

/** What a person said. `command` is the name of the command it gives, without its slash. */
export type Said = {
  readonly kind: "person";
  readonly id: number;
  readonly by: string;
  readonly mayWrite: boolean;
  readonly edited: boolean;
  readonly at: string;
  readonly command: string | null;
  /** As a person sees it; of a command what follows its name. */
  readonly text: string;
};

/** What Pawl wrote; `text` is without its marker. */
export type Written = {
  readonly kind: "pawl";
  readonly id: number;
  readonly at: string;
  readonly marker: Marker;
  readonly text: string;
  readonly body: string;
};

export type Entry = Said | Written;

export type Thread = {
  readonly number: number;
  readonly title: string;
  /** The visible text of the issue. */
  readonly body: string;
  readonly author: Author;
  /** Oldest first. */
  readonly entries: readonly Entry[];
};

/** How a comment's text is read as a command; `null` when it is none. */
type CommandReader = (body: string) => { readonly name: string; readonly text: string } | null;

export type ThreadInput = {
  readonly issue: Issue;
  readonly comments: readonly Comment[];
  readonly isOurs: (author: Author) => boolean;
  /** Ids of the accounts that have write access now. */
  readonly writers: ReadonlySet<number>;
  readonly readCommand: CommandReader;
};

export function threadOf({ issue, comments, isOurs, writers, readCommand }: ThreadInput): Thread {
  const entries = comments.flatMap((comment): readonly Entry[] => {
    if (isOurs(comment.author)) return writtenOf(comment);
    if (comment.author.kind !== "person" || comment.author.app !== null) return [];
    const mayWrite = writers.has(comment.author.id);
    const isAuthor = comment.author.id === issue.author.id && issue.author.kind === "person";
    return mayWrite || isAuthor ? [saidOf(comment, mayWrite, readCommand)] : [];
  });
  const { number, title, author } = issue;
  const sorted = entries.sort((a, b) => a.id - b.id);
  return { number, title: visibleText(title), body: visibleText(issue.body), author, entries: sorted };
}

const kinds: readonly Marker["kind"][] = [
  "status",
  "reply",
  "question",
  "specification",
  "summary",
  "note",
  "plan-record",
  "plan-preview",
];

function writtenOf(comment: Comment): readonly Written[] {
  const marker = kinds.map((kind) => markerOf(comment.body, kind)).find((one) => one !== null);
  if (marker === undefined || marker === null) return [];
  const text = marker.kind.startsWith("plan-") ? "" : visibleText(comment.body);
  return [{ kind: "pawl", id: comment.id, at: comment.createdAt, marker, text, body: comment.body }];
}

function saidOf(comment: Comment, mayWrite: boolean, readCommand: CommandReader): Said {
  const command = comment.edited ? null : readCommand(comment.body);
  return {
    kind: "person",
    id: comment.id,
    by: comment.author.login,
    mayWrite,
    edited: comment.edited,
    at: comment.createdAt,
    command: command?.name ?? null,
    text: visibleText(command === null ? comment.body : command.text),
  };
}
