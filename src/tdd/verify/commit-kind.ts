import { matchesAny } from "../../repository/glob.ts";
import { forbiddenKind, isTestPath } from "../path-kinds.ts";
import { mayHoldBoth } from "./inline-tests.ts";
import type { CommitKind } from "./proof.ts";

/** What a path is to a proof. `settings` can change which tests run, `prose` cannot change anything that runs. */
export type PathKind = "test" | "production" | "settings" | "prose";

const prose = [
  "**/*.{md,mdx,markdown,rst,adoc,png,jpg,jpeg,gif,svg,ico,webp,pdf}",
  "{docs,doc,.github,.vscode,.idea}/**/*.{txt,yml,yaml,json,toml}",
  "**/{LICENSE,LICENCE,NOTICE,COPYING,AUTHORS,CHANGELOG,CONTRIBUTORS,README}",
  "*.txt",
  "**/{.gitignore,.gitattributes,.editorconfig,.mailmap,CODEOWNERS}",
];

const settings = [
  "*.{yml,yaml,toml,ini,cfg}",
  ".*",
  "**/*.config.{js,cjs,mjs,ts,cts,mts}",
  "{tsconfig*,biome,deno}.json",
];

export function pathKind(path: string, testGlobs: readonly string[]): PathKind {
  const forbidden = forbiddenKind(path);
  if (forbidden === "runner-config" || forbidden === "manifest" || forbidden === "lockfile")
    return "settings";
  if (matchesAny(prose, path)) return "prose";
  if (isTestPath(path, testGlobs)) return mayHoldBoth(path) ? "production" : "test";
  return forbidden !== null || matchesAny(settings, path) ? "settings" : "production";
}

/** `refactor:`, `refactor(scope):` and `refactor!:` as Conventional Commits have them. */
function saysRefactor(subject: string): boolean {
  return /^refactor(\([^)]*\))?!?:/i.test(subject);
}

/**
 * The kind of a commit from what it touches and says. Tests that change without a new one are held to the rules of a
 * refactor: the same tests, none weaker, all green.
 */
export function commitKind(
  subject: string,
  kinds: readonly PathKind[],
  seen: { readonly newTests: boolean; readonly cleanMerge: boolean },
): CommitKind {
  if (seen.cleanMerge) return "other";
  const production = kinds.includes("production");
  if (!production && !kinds.includes("test")) return "other";
  if (seen.newTests) return "behaviour";
  return production && !saysRefactor(subject) ? "behaviour" : "refactor";
}
