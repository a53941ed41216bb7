import type { Behaviour, Note } from "./driver.ts";
import type { WorkedStep } from "./worked.ts";

/** What the summary is derived from: records of the harness, and the notes the driver left. */
export type Records = {
  readonly steps: readonly WorkedStep[];
  readonly left: readonly Behaviour[];
  readonly present: readonly Behaviour[];
  readonly notes: readonly Note[];
};

const maxNotes = 8;
const maxWords = 30;

/** The rolling summary: facts from commits and reports, then at most eight notes. The same records give the same bytes. */
export function summary(records: Records): string {
  const done = records.steps.map(({ message, evidence, tests, stub, code }) => {
    const files = [...new Set([...tests, ...stub, ...code].map(({ path }) => path))];
    const criterion = evidence.criterion === undefined ? "" : ` [${evidence.criterion}]`;
    return `- ${message.split("\n", 1)[0] ?? ""}${criterion} (${files.join(", ")})`;
  });
  return [
    section("Committed so far", done, "nothing yet"),
    section("Still to do", records.left.map(line), "nothing"),
    ...(records.present.length > 0
      ? [section("Already there before this task", records.present.map(line), "")]
      : []),
    section(
      "Notes",
      keptNotes(records.notes).map(({ kind, text }) => `- ${kind}: ${text}`),
      "none",
    ),
  ].join("\n\n");
}

function section(title: string, lines: readonly string[], none: string): string {
  return `${title}:\n${lines.length === 0 ? none : lines.join("\n")}`;
}

function line({ text, criterion }: Behaviour): string {
  return `- ${text} [${criterion}]`;
}

/** The last eight different notes, each on one line of at most thirty words. */
export function keptNotes(notes: readonly Note[]): readonly Note[] {
  return shortNotes(notes).slice(-maxNotes);
}

/** Every different note, shortened; the newest of equal ones keeps its place. */
export function shortNotes(notes: readonly Note[]): readonly Note[] {
  const short = notes
    .map(({ kind, text }) => ({ kind, text: words(text) }))
    .filter(({ text }) => text !== "");
  return short.filter(
    (note, index) =>
      !short.slice(index + 1).some((later) => later.kind === note.kind && later.text === note.text),
  );
}

function words(text: string): string {
  const all = text.split(/\s+/).filter((word) => word !== "");
  const kept = all.slice(0, maxWords).join(" ").slice(0, 400);
  return all.length > maxWords ? `${kept} …` : kept;
}
