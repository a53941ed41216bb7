import { codeSpan, details, list, type Markdown, md, prose, table } from "../issues/render.ts";
import type { InterviewTurn } from "./interviewer.ts";
import type { AreaState, Coverage, InterviewTopic } from "./topic.ts";

const stateWords: Readonly<Record<AreaState, string>> = {
  covered: "covered",
  open: "still open",
  "not-needed": "not needed",
};

/** One question as its own comment: what was understood, the question, options by letter, how to answer. */
export function renderQuestion(number: number, coverage: Coverage, turn: InterviewTurn): readonly Markdown[] {
  const { text, why, area, options, recommended } = turn.question;
  const lines = options.slice(0, 4).map((option, index) => {
    const mark = index === recommended ? md` *(recommended)*` : md``;
    return md`**${letter(index)}** ${option}${mark}`;
  });
  const how =
    lines.length > 0
      ? md`Answer in a comment: a letter, your own words, or "you decide".`
      : md`Answer in a comment, in your own words, or with "you decide".`;
  return [
    ...understood(turn),
    md`**Question ${number}** · ${area}`,
    prose(text),
    list(lines),
    ...(why.trim() === "" ? [] : [md`*Why it matters:* ${why}`]),
    md`${how} ${codeSpan("/spec")} ends the interview and writes the specification.`,
    coverageTable(coverage),
  ];
}

export function renderEnd(
  topic: InterviewTopic,
  coverage: Coverage,
  turn: InterviewTurn,
): readonly Markdown[] {
  const open = [...coverage.values()].filter((state) => state === "open").length;
  const head =
    open === 0
      ? md`**The interview is over: everything it asks about is covered.**`
      : md`**The interview is over; ${open} of its areas are still open.**`;
  const written = topic === "both" ? md`both specifications` : md`the ${topic} specification`;
  return [
    ...understood(turn),
    head,
    md`Next: ${codeSpan("/spec")} writes ${written}, then ${codeSpan("/plan")} makes the plan.`,
    coverageTable(coverage),
  ];
}

function understood({ understood: text }: InterviewTurn): readonly Markdown[] {
  return text.trim() === "" ? [] : [md`*Understood:* ${text}`];
}

function coverageTable(coverage: Coverage): Markdown {
  const rows = [...coverage].map(([area, state]) => [md`${area}`, md`${stateWords[state]}`]);
  const settled = [...coverage.values()].filter((state) => state !== "open").length;
  return details(md`Coverage: ${settled} of ${coverage.size} areas`, [table([md`Area`, md`State`], rows)]);
}

function letter(index: number): string {
  return String.fromCharCode(65 + index);
}
