import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for what a compiler keeps between runs, outside the repository; gone when this process ends. */
export function openBuildCache(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `pawl-${name}-`)));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
