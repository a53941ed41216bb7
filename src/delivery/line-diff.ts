/**
 * What changed between two texts, as one block of `-` and `+` lines with up to three lines around it. Coarse on
 * purpose: a person who must decide about a file reads it whole anyway.
 */
export function lineDiff(before: string | null, after: string | null): string {
  const old = linesOf(before);
  const now = linesOf(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  )
    tail++;
  return [
    ...old.slice(Math.max(0, head - 3), head).map((line) => `  ${line}`),
    ...old.slice(head, old.length - tail).map((line) => `- ${line}`),
    ...now.slice(head, now.length - tail).map((line) => `+ ${line}`),
    ...old.slice(old.length - tail, old.length - tail + 3).map((line) => `  ${line}`),
  ].join("\n");
}

function linesOf(text: string | null): readonly string[] {
  return text === null || text === "" ? [] : text.replace(/\n$/, "").split("\n");
}
