import type { Reuse } from "../issues/task.ts";
import type { Note } from "./driver.ts";
import type { ReuseUse } from "./worked.ts";

/** A changed file as it stands at the end. */
export type ChangedFile = { readonly path: string; readonly text: string };

/** Which reuse paths the changed files refer to, and what the notes say about the others. */
export function reuseUses(
  reuse: readonly Reuse[],
  changed: readonly ChangedFile[],
  notes: readonly Note[],
): readonly ReuseUse[] {
  return reuse.map(({ path, why }) => {
    if (changed.some((file) => file.path === path || refersTo(file, path))) return { path, used: true, why };
    return { path, used: false, why: decision(path, notes)?.text ?? "" };
  });
}

/** Uses that are neither made nor explained. */
export function unexplained(uses: readonly ReuseUse[]): readonly string[] {
  return uses.filter(({ used, why }) => !used && why === "").map(({ path }) => path);
}

function decision(path: string, notes: readonly Note[]): Note | undefined {
  const name = withoutExtension(path).split("/").at(-1) ?? path;
  return notes.findLast(
    ({ kind, text }) => kind === "decision" && (text.includes(path) || text.includes(name)),
  );
}

/** Whether a quoted path or module name in the text leads to the path: relative to the file, or by its ending. */
function refersTo({ path: from, text }: ChangedFile, path: string): boolean {
  const wanted = withoutExtension(path);
  const names = [wanted, ...(wanted.endsWith("/index") ? [wanted.slice(0, -"/index".length)] : [])];
  return [...text.matchAll(/["'`]([^"'`\n]{1,300})["'`]/g)].some(([, quoted = ""]) =>
    names.includes(withoutExtension(quoted.startsWith(".") ? resolve(from, quoted) : quoted)),
  );
}

function resolve(from: string, relative: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of relative.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, "");
}
