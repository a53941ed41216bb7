import { codeSpan, list, type Markdown, md } from "../issues/render.ts";
import type { Answers } from "./answers.ts";
import { commandNames, commandTable, type Place } from "./command.ts";

/** The commands that work in this kind of thread, and who may give them. */
export function help(place: Place, answers: Answers): readonly Markdown[] {
  const here = commandNames.filter(
    (name) => commandTable[name].places.includes(place) && (name === "help" || answers[name] !== undefined),
  );
  const elsewhere = commandNames.filter((name) => !here.includes(name) && answers[name] !== undefined);
  const lines = here.map((name) => md`${codeSpan(commandTable[name].usage)} ${commandTable[name].says}`);
  return [
    md`Commands here, each as the first line of a new comment:`,
    list(lines),
    ...(elsewhere.length === 0
      ? []
      : [md`Elsewhere: ${codeSpan(elsewhere.map((name) => `/${name}`).join(" "))}`]),
    md`People with write, maintain or admin access to this repository may command. Pawl does not answer anyone else.`,
  ];
}
