import type { Command, CommandName } from "./command.ts";

export type ParsedArguments =
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "problem"; readonly problem: string };

const problem = (text: string): ParsedArguments => ({ kind: "problem", problem: text });
const command = (value: Command): ParsedArguments => ({ kind: "command", command: value });

const maxCount = 100;

/** `line` is what follows the name on its line, `rest` the lines after it; both trimmed. */
export function parseArguments(name: CommandName, line: string, rest: string): ParsedArguments {
  switch (name) {
    case "interview":
    case "spec":
      return topic(name, line);
    case "plan":
      return plan(line, rest);
    case "ask":
    case "revise":
    case "add":
    case "fix": {
      const text = joined(line, rest);
      return text === "" ? problem("it needs some text after it") : command({ kind: name, text });
    }
    case "answer":
      return answer(line);
    case "next":
      return next(line);
    default:
      return line === ""
        ? command({ kind: name })
        : problem(`it takes nothing after it, but got "${cut(line)}"`);
  }
}

function topic(kind: "interview" | "spec", line: string): ParsedArguments {
  const word = line.toLowerCase();
  if (word === "") return command({ kind, topic: null });
  if (word === "product" || word === "technical") return command({ kind, topic: word });
  return problem(`expected "product", "technical" or nothing, but got "${cut(line)}"`);
}

function answer(line: string): ParsedArguments {
  const match = /^(Q[1-9]\d{0,3})[ \t]+([A-Z])$/i.exec(line);
  if (match === null) return problem("expected the number of a question and one letter");
  const [, question = "", option = ""] = match;
  return command({ kind: "answer", question: question.toUpperCase(), option: option.toUpperCase() });
}

function next(line: string): ParsedArguments {
  if (line === "") return command({ kind: "next", count: 1 });
  const count = /^\d{1,3}$/.test(line) ? Number(line) : 0;
  if (count >= 1 && count <= maxCount) return command({ kind: "next", count });
  return problem(`expected a number from 1 to ${maxCount}, but got "${cut(line)}"`);
}

function plan(line: string, rest: string): ParsedArguments {
  const from: string[] = [];
  let preview = false;
  let left = line;
  for (;;) {
    const [word = "", after = ""] = split(left);
    if (/^[\u2010-\u2015\u2212]/.test(word)) return problem(`write two plain hyphens, as in "--preview"`);
    if (!word.startsWith("--")) break;
    if (word === "--preview") {
      preview = true;
      left = after;
    } else if (word === "--from" || word.startsWith("--from=")) {
      const [path = "", afterPath = ""] = word === "--from" ? split(after) : [word.slice(7), after];
      const wrong = wrongPath(path);
      if (wrong !== null) return problem(wrong);
      from.push(path);
      left = afterPath;
    } else return problem(`there is no option "${cut(word)}"`);
  }
  if (/(^|\s)--(preview|from)\b/.test(left)) return problem("options stand before the guidance");
  return command({ kind: "plan", preview, from, guidance: joined(left, rest) });
}

/** The path must be of the repository, written as git writes it. */
function wrongPath(path: string): string | null {
  if (path === "" || path.startsWith("--")) return '"--from" needs the path of a file';
  const parts = path.split("/");
  const isInside =
    !path.startsWith("/") && !path.includes("\\") && !parts.some((part) => /^\.{0,2}$/.test(part));
  return isInside ? null : `"${cut(path)}" is no path of a file in this repository`;
}

function split(text: string): readonly string[] {
  const match = /^(\S+)[ \t]*(.*)$/s.exec(text);
  return match === null ? [] : [match[1] ?? "", match[2] ?? ""];
}

function joined(line: string, rest: string): string {
  return [line, rest].filter((part) => part !== "").join("\n");
}

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
