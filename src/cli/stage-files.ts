import { existsSync } from "node:fs";
import { join } from "node:path";
import { home } from "./console.ts";

/** The App's entry: source in a checkout, the built file in the published package. */
export function appEntry(): string {
  return [join(home, "src/app.ts"), join(home, "dist/app.js")].find(existsSync) ?? "dist/app.js";
}

/** What a stage lacks here, one line each. */
export function stageFaults(): readonly string[] {
  return existsSync(join(home, "dist/action.js"))
    ? []
    : ["dist/action.js is missing; run `npm run build` first."];
}
