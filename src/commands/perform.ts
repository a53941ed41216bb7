import { done, type Outcome, type Refusal, refused } from "../issues/outcome.ts";
import { type Markdown, md } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import type { Answered, Answers } from "./answers.ts";
import { type CommandName, type CommandOf, commandTable } from "./command.ts";
import { help } from "./help.ts";
import { postOnce } from "./post-once.ts";
import type { CommandRequest } from "./receive.ts";

/** `gone`: the comment is no longer there, or not as it was seen, or was answered before; nothing was done. */
export type Performed = { readonly kind: "answered" | "refused" | "failed" | "gone" };

export type PerformPorts = {
  readonly tracker: Pick<Tracker, "comment" | "comments" | "ownReactions" | "react" | "createComment">;
  readonly answers: Answers;
  readonly log: (line: string) => void;
};

/** Commands that go on where they stopped: said again or delivered again, they do what is left and no more. */
const resumable: ReadonlySet<CommandName> = new Set(["plan", "approve"]);

/**
 * Answers a command that `receive` accepted: reads the comment again, runs the use-case, replies where there is something
 * to say, and ends with 🚀 (done) or 😕 (refused or failed). Never throws what the use-case throws.
 */
export async function perform(
  ports: PerformPorts,
  request: CommandRequest,
  trust: Trust,
): Promise<Performed> {
  const comment = await ports.tracker.comment(request.comment);
  if (comment === null || comment.author.id !== request.by.id) return { kind: "gone" };
  if (await isAnswered(ports, request)) return { kind: "gone" };

  const isAsSeen = !comment.edited && comment.body === request.body;
  const outcome = isAsSeen ? await attempt(ports, request) : editedComment;
  if (outcome === "failed") {
    await end(ports, request, trust, "confused", failure(request));
    return { kind: "failed" };
  }
  if (outcome.kind === "refused") {
    const { refusal } = outcome;
    await end(ports, request, trust, "confused", refusal.shown === true ? null : refusalText(refusal));
    return { kind: "refused" };
  }
  await end(ports, request, trust, "rocket", outcome.value.reply, outcome.value.usd);
  return { kind: "answered" };
}

const editedComment = refused(
  "comment-edited",
  "The comment was edited, and an edited comment is never a command.",
  "Write the command as a new comment.",
);

async function isAnswered({ tracker }: PerformPorts, { parsed, comment }: CommandRequest): Promise<boolean> {
  if (parsed.kind === "command" && resumable.has(parsed.command.kind)) return false;
  const reactions = await tracker.ownReactions(comment);
  return reactions.includes("rocket") || reactions.includes("confused");
}

async function attempt(ports: PerformPorts, request: CommandRequest): Promise<Outcome<Answered> | "failed"> {
  try {
    return await answerTo(ports.answers, request);
  } catch (error) {
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    ports.log(`comment ${request.comment} on #${request.issue}: the command failed: ${cause}`);
    return "failed";
  }
}

async function answerTo(answers: Answers, request: CommandRequest): Promise<Outcome<Answered>> {
  const { parsed, place } = request;
  if (parsed.kind === "unknown") return unknownCommand(parsed.word, parsed.suggestion);
  if (parsed.kind === "bad-arguments") {
    return refused(
      "bad-arguments",
      `\`/${parsed.name}\` was not understood: ${parsed.problem}.`,
      `Write it as \`${parsed.usage}\`.`,
    );
  }
  const { command } = parsed;
  const { places } = commandTable[command.kind];
  if (!places.includes(place)) {
    const where = places.map((each) => placeNames[each]).join(" or ");
    return refused(
      "wrong-place",
      `\`/${command.kind}\` has no meaning on ${placeNames[place]}.`,
      `Write it on ${where}; \`/help\` lists what works here.`,
    );
  }
  if (command.kind === "help") return done({ reply: help(place, answers) });
  return dispatch(answers, command, request);
}

const placeNames = { spec: "a spec issue", task: "a task issue", "pull-request": "a pull request" } as const;

async function dispatch<Name extends CommandName>(
  answers: Answers,
  command: CommandOf<Name>,
  request: CommandRequest,
): Promise<Outcome<Answered>> {
  const answer: Answers[Name] = answers[command.kind];
  if (answer !== undefined) return await answer(command, request);
  return refused(
    "not-available",
    `\`/${command.kind}\` is not available in this version of Pawl.`,
    "`/help` lists what is.",
  );
}

function unknownCommand(word: string, suggestion: CommandName | null): Outcome<Answered> {
  const next = suggestion === null ? "" : `Did you mean \`${commandTable[suggestion].usage}\`? `;
  return refused(
    "unknown-command",
    `There is no command \`/${word}\`.`,
    `${next}\`/help\` lists all commands. Write it as a new comment.`,
  );
}

function refusalText(refusal: Refusal): readonly Markdown[] {
  return [md`${refusal.text} ${refusal.next}`];
}

function failure(request: CommandRequest): readonly Markdown[] {
  return [
    md`Something broke on Pawl's side before this was finished. Nothing is lost: say it again in a moment. The log has the details under comment ${request.comment}.`,
  ];
}

async function end(
  ports: PerformPorts,
  request: CommandRequest,
  trust: Trust,
  reaction: "rocket" | "confused",
  reply: readonly Markdown[] | null,
  usd = 0,
): Promise<void> {
  if (reply !== null) {
    const marker = { kind: "reply", comment: request.comment, ...(usd > 0 ? { usd } : {}) } as const;
    await postOnce(ports, trust, request.issue, marker, reply);
  }
  await ports.tracker.react(request.comment, reaction);
}
