import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

/** How a repository runs vitest or jest. `bin` is the runner's own script below node_modules. */
export type JavascriptSetup = {
  readonly runner: "vitest" | "jest";
  readonly testGlobs: readonly string[];
  readonly protectedFiles: readonly string[];
  readonly flags: readonly string[];
};

const Manifest = z.object({
  scripts: z.record(z.string(), z.unknown()).optional(),
  devDependencies: z.record(z.string(), z.unknown()).optional(),
  dependencies: z.record(z.string(), z.unknown()).optional(),
});

/** https://vitest.dev/config/include and https://jestjs.io/docs/configuration#testmatch */
const globs = {
  vitest: ["**/*.{test,spec}.{js,mjs,cjs,ts,mts,cts,jsx,tsx}"],
  jest: [
    "**/__tests__/**/*.{js,mjs,cjs,ts,mts,cts,jsx,tsx}",
    "**/*.{test,spec}.{js,mjs,cjs,ts,mts,cts,jsx,tsx}",
  ],
} as const;

const configuration =
  /(^|\/)((vitest|vite|jest|babel)\.(config|workspace|setup)\.[cm]?[jt]s(on)?|\.babelrc(\.json)?|\.swcrc|tsconfig[^/]*\.json|package\.json|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock|\.npmrc)$/;

/**
 * The set-up, or `null` when this repository uses neither. The `test` script decides; without one that names a
 * runner, the runner that is installed. Settings that name other test files are read by the runner itself.
 */
export function detectJavascript(files: readonly string[], manifest: string | null): JavascriptSetup | null {
  const parsed = Manifest.safeParse(jsonOf(manifest ?? "{}"));
  if (!parsed.success) return null;
  const { scripts = {}, dependencies, devDependencies } = parsed.data;
  const script = Object.entries(scripts)
    .filter(([name]) => name === "test" || name.startsWith("test:"))
    .map(([, value]) => String(value))
    .join("\n");
  const installed = { ...dependencies, ...devDependencies };
  const names = ["vitest", "jest"] as const;
  const runner =
    names.find((name) => new RegExp(`(^|[\\s/&|;])${name}\\b`, "m").test(script)) ??
    (script === "" || script.includes("no test specified")
      ? names.find((name) => name in installed)
      : undefined);
  if (runner === undefined) return null;
  const named = files.filter((path) => configuration.test(path) && !path.split("/").includes("node_modules"));
  return {
    runner,
    testGlobs: globs[runner],
    protectedFiles: [...new Set(["package.json", ...named])],
    flags: [],
  };
}

/** The script that starts the runner, and the stores its packages are linked to; `null` when it is not installed. */
export function findScript(
  directory: string,
  runner: JavascriptSetup["runner"],
): { readonly script: string; readonly readOnly: readonly string[] } | null {
  const script = join(directory, "node_modules", runner, runner === "vitest" ? "vitest.mjs" : "bin/jest.js");
  if (!existsSync(script)) return null;
  const modules = realpathSync(join(directory, "node_modules"));
  const store = realpathSync(dirname(script));
  const outer = store.includes("/node_modules/")
    ? store.slice(0, store.indexOf("/node_modules/") + 13)
    : store;
  const readOnly = [modules, outer].filter((path) => !path.startsWith(`${realpathSync(directory)}/`));
  return { script, readOnly: [...new Set(readOnly)] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
