import type { Config } from "../config/config.ts";
import { done, refused } from "../issues/outcome.ts";
import { code, details, md } from "../issues/render.ts";
import { threadLog } from "../spec/thread-log.ts";
import type { Answer } from "./answers.ts";
import { type ConversationPorts, trustOf } from "./conversation-ports.ts";
import { readThread } from "./read-thread.ts";

/** What fits into one comment beside its own words. */
const longest = 60_000;

/** `/log`: every prompt and decision of the thread, as Markdown to copy out. */
export function answerLog(ports: ConversationPorts, config: Config): Answer<"log"> {
  return async (_command, { issue }) => {
    const read = await readThread(ports, issue, trustOf(config));
    if (read === null) return refused("spec-missing", `There is no issue #${issue}.`, "Check the number.");
    const log = threadLog(read.thread);
    const shown = log.length <= longest ? log : log.slice(log.length - longest);
    const cut = shown === log ? md`` : md` Only its newest part fits into a comment.`;
    return done({ reply: [md`The thread as Markdown.${cut}`, details(md`Log`, [code(shown, "markdown")])] });
  };
}
