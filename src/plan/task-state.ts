/** How a task stands, as the status comment shows it. `open`: nobody released it yet. `planned`: it has no issue yet. */
export type TaskState =
  | "planned"
  | "open"
  | "ready"
  | "blocked"
  | "in-progress"
  | "in-review"
  | "done"
  | "needs-human";

export const stateWords: Readonly<Record<TaskState, string>> = {
  planned: "planned",
  open: "not released",
  ready: "ready",
  blocked: "blocked",
  "in-progress": "in progress",
  "in-review": "in review",
  done: "done",
  "needs-human": "needs a human",
};

/** Fill, border and text colours for Mermaid's classDef; readable on GitHub's light and dark pages. */
export const stateColours: Readonly<Record<TaskState, readonly [string, string, string]>> = {
  planned: ["#f6f8fa", "#8c959f", "#24292f"],
  open: ["#f6f8fa", "#57606a", "#24292f"],
  ready: ["#dafbe1", "#1a7f37", "#116329"],
  blocked: ["#eaeef2", "#6e7781", "#424a53"],
  "in-progress": ["#fff8c5", "#9a6700", "#633c01"],
  "in-review": ["#ddf4ff", "#0969da", "#0a3069"],
  done: ["#8250df", "#6639ba", "#ffffff"],
  "needs-human": ["#ffebe9", "#cf222e", "#82071e"],
};

/** The states right after publishing: a task with blockers is blocked, the others wait for their release. */
export function firstStates(
  tasks: readonly { readonly id: string; readonly blockedBy: readonly string[] }[],
): ReadonlyMap<string, TaskState> {
  return new Map(tasks.map(({ id, blockedBy }) => [id, blockedBy.length > 0 ? "blocked" : "open"]));
}
