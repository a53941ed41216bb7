/** What a blanked function does instead of its work: answer a zero value, or throw. */
export type BlankMode = "zero" | "throw";

/** A production file with the bodies of added functions made idle. `names` are those functions and values. */
export type Blanked = { readonly text: string; readonly names: readonly string[] };

/** One replacement in a text, by offsets. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string };

/** Applies edits; one that lies inside another's replaced text is left out. */
export function edited(text: string, edits: readonly Edit[]): string {
  const outer = edits.filter(
    (edit) =>
      !edits.some(
        (other) =>
          other !== edit && other.end > other.start && other.start <= edit.start && edit.end <= other.end,
      ),
  );
  return [...outer]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (result, { start, end, text: fresh }) => result.slice(0, start) + fresh + result.slice(end),
      text,
    );
}
