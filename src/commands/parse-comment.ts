import { type Command, type CommandName, commandNames, commandTable, isCommandName } from "./command.ts";
import { nearest } from "./nearest.ts";
import { parseArguments } from "./parse-arguments.ts";

/**
 * What a comment says. `none`: it is no command, Pawl has nothing to say. `unknown` and `bad-arguments` deserve one
 * reply, if the person may command at all.
 */
export type Parsed =
  | { readonly kind: "none" }
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "unknown"; readonly word: string; readonly suggestion: CommandName | null }
  | {
      readonly kind: "bad-arguments";
      readonly name: CommandName;
      readonly problem: string;
      readonly usage: string;
    };

const none: Parsed = { kind: "none" };

/** A comment longer than GitHub allows is not read. */
const longest = 65_536;

/**
 * Reads a comment's Markdown source. Only its first non-blank line can be a command, and only when it is plain text there:
 * a quote, a fence, an indented block, a list item or HTML starts with something else than `/`.
 */
export function parseComment(body: string): Parsed {
  if (body.length > longest) return none;
  const lines = body.split(/\r\n|\r|\n/);
  const start = lines.findIndex((line) => !/^[ \t]*$/.test(line));
  const first = lines[start] ?? "";
  const match = /^ {0,3}\/([\x21-\x7e]+)(?:[ \t]+(.*))?$/.exec(first);
  const word = match?.[1] ?? "";
  if (!/^[A-Za-z][A-Za-z0-9_-]*[.,:;!?]*$/.test(word)) return none;

  const name = word.toLowerCase();
  if (!isCommandName(name)) {
    return { kind: "unknown", word, suggestion: nearest(name.replace(/[^a-z]+$/, ""), commandNames) };
  }
  const rest = lines.slice(start + 1).join("\n");
  const parsed = parseArguments(name, (match?.[2] ?? "").trim(), rest.trim());
  if (parsed.kind === "command") return parsed;
  return { kind: "bad-arguments", name, problem: parsed.problem, usage: commandTable[name].usage };
}
