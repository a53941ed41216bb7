/** A broken rule of a phase: a stable reason code and what the driver is told (at most ten lines). */
export type Violation = { readonly code: string; readonly text: string };

const maxLines = 10;
const maxWidth = 300;

/** At most ten lines of at most 300 characters, for an order; what was cut is counted in the last line. */
export function findings(violations: readonly Violation[]): readonly string[] {
  const lines = violations.flatMap(({ code, text }) => `${code}: ${text}`.split("\n")).map(shorten);
  if (lines.length <= maxLines) return lines;
  return [...lines.slice(0, maxLines - 1), `… and ${lines.length - maxLines + 1} more lines`];
}

function shorten(line: string): string {
  return line.length <= maxWidth ? line : `${line.slice(0, maxWidth - 1)}…`;
}

/** Up to three names and how many more there are. */
export function some(names: readonly string[]): string {
  const rest = names.length - 3;
  return names.slice(0, 3).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
