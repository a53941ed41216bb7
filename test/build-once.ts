/** Global setup of the tests: builds the Action's bundle, but only when a source is newer than it. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const home = join(import.meta.dirname, "..");
const bundle = join(home, "dist/action.js");

export default async function buildOnce(): Promise<void> {
  if (existsSync(bundle) && statSync(bundle).mtimeMs >= newestSource()) return;
  await run(process.execPath, ["build.ts"], { cwd: home });
}

function newestSource(): number {
  const sources = readdirSync(join(home, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join("src", path));
  return Math.max(...[...sources, "build.ts", "package-lock.json"].map((path) => changedAt(path)));
}

function changedAt(path: string): number {
  return statSync(join(home, path)).mtimeMs;
}
