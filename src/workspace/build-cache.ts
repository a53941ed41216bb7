import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
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

/**
 * The folder below `$PAWL_BUILD_CACHE` that keeps a compiler's work between processes, or `null` where that is not set.
 * Only for compilers whose cache no test can write to: what one repository built is used for the next.
 */
export function keptBuildCache(name: string): string | null {
  const { PAWL_BUILD_CACHE: kept = "" } = process.env;
  if (kept === "") return null;
  mkdirSync(join(kept, name), { recursive: true, mode: 0o700 });
  return realpathSync(join(kept, name));
}
