import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const opened = new Map<string, string>();

/**
 * The folder for what a compiler keeps between runs, outside any repository: one per compiler and process, gone when
 * this process ends.
 */
export function openBuildCache(name: string): string {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `pawl-${name}-`)));
  opened.set(name, folder);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
