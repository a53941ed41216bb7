/** The AGENTS.md / CLAUDE.md chain that holds for a path, as text only: never hooks, settings or tools. */

const names = ["AGENTS.md", "CLAUDE.md"];
const limit = 8_000;

/** Paths that may hold instructions for the given files, root first. */
export function agentFilePaths(files: readonly string[]): readonly string[] {
  const folders = new Set<string>([""]);
  for (const file of files) {
    const parts = file.split("/").slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth++) folders.add(`${parts.slice(0, depth).join("/")}/`);
  }
  return [...folders].sort().flatMap((folder) => names.map((name) => `${folder}${name}`));
}

/** The texts in chain order, nearest last. A CLAUDE.md that only points to AGENTS.md adds nothing and is left out. */
export function agentFileText(chain: readonly string[], texts: ReadonlyMap<string, string>): string {
  return chain
    .map((path) => ({ path, text: texts.get(path)?.trim() ?? "" }))
    .filter(({ text }) => text !== "" && !/^@?\S*AGENTS\.md\.?$/.test(text))
    .map(({ path, text }) => `${path}:\n${text.length > limit ? `${text.slice(0, limit)}\n(cut)` : text}`)
    .join("\n\n");
}
