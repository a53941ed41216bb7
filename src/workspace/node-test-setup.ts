import { z } from "zod";
import { matchesAny } from "../repository/glob.ts";

/** How a repository runs node:test: what is passed to Node before and after `--test`, and what that makes of its files. */
export type NodeTestSetup = {
  readonly flags: readonly string[];
  /** Globs and paths given on the command line; empty for Node's own defaults. */
  readonly targets: readonly string[];
  readonly testGlobs: readonly string[];
  readonly protectedFiles: readonly string[];
};

/** https://nodejs.org/api/test.html#running-tests-from-the-command-line */
const defaultGlobs = ["*.test", "*-test", "*_test", "test-*", "test", "test/**/*"].map(
  (name) => `**/${name}.{js,mjs,cjs,ts,mts,cts}`,
);

const manifestNames = new Set([
  "package.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
  ".npmrc",
]);

const Manifest = z.object({
  scripts: z.record(z.string(), z.unknown()).optional(),
  devDependencies: z.record(z.string(), z.unknown()).optional(),
  dependencies: z.record(z.string(), z.unknown()).optional(),
});

/**
 * The set-up, or `null` when this repository does not use node:test. `files` are all paths, `manifest` the text of the
 * root package.json (`null` without one). The `test` script decides; without one, files named as Node expects do.
 */
export function detectNodeTest(files: readonly string[], manifest: string | null): NodeTestSetup | null {
  const parsed = Manifest.safeParse(jsonOf(manifest ?? "{}"));
  if (!parsed.success) return null;
  const script = parsed.data.scripts?.test;
  const command = typeof script === "string" ? nodeTestCommand(script) : null;
  if (command !== null) return setup(files, command);
  const untold = typeof script !== "string" || script.includes("no test specified");
  const others = ["vitest", "jest", "mocha", "ava", "tap", "jasmine"];
  const installed = { ...parsed.data.dependencies, ...parsed.data.devDependencies };
  const used = others.some((name) => name in installed);
  const found = files.some((path) => matchesAny(defaultGlobs, path));
  return untold && !used && found ? setup(files, { flags: [], targets: [] }) : null;
}

type Command = { readonly flags: readonly string[]; readonly targets: readonly string[] };

function setup(files: readonly string[], command: Command): NodeTestSetup {
  const targets = command.targets.map((target) => (isFolder(target, files) ? folderGlob(target) : target));
  const preloaded = command.flags.filter((flag) => flag.startsWith("./")).map((flag) => flag.slice(2));
  const named = files.filter((path) => manifestNames.has(path.split("/").at(-1) ?? ""));
  return {
    flags: command.flags,
    targets,
    testGlobs: targets.length > 0 ? targets.map((target) => target.replace(/^\.\//, "")) : defaultGlobs,
    protectedFiles: [
      ...new Set(["package.json", "node.config.json", "tsconfig.json", ...named, ...preloaded]),
    ],
  };
}

const valued =
  /^(-r|-C|--(import|require|loader|experimental-loader|conditions|env-file|env-file-if-exists|test-.+))$/;
const kept =
  /^(-r|-C|--(import|require|loader|experimental-(?!test-coverage|test-isolation|test-coverage).+|no-.+|conditions|env-file.*|enable-source-maps|expose-gc|preserve-symlinks.*|disable-warning.*|max-old-space-size.*|stack-trace-limit.*|test-concurrency|test-force-exit|test-global-setup)(=.*)?)$/;
const unvalued = new Set(["--test-only", "--test-force-exit", "--test-update-snapshots"]);

/** The part of a script that starts node:test; reporters, filters, coverage and watching are ours to decide. */
function nodeTestCommand(script: string): Command | null {
  const parts = script.split(/&&|\|\||;/).map(words);
  const part = parts.find(
    (list) => list.some((word) => /^(node|tsx)$/.test(word)) && list.includes("--test"),
  );
  if (part === undefined) return null;
  const at = part.findIndex((word) => /^(node|tsx)$/.test(word));
  const flags: string[] = part[at] === "tsx" ? ["--import", "tsx"] : [];
  const targets: string[] = [];
  const rest = part.slice(at + 1);
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? "";
    const value = valued.test(word) && !unvalued.has(word) ? rest[++index] : undefined;
    if (!word.startsWith("-")) targets.push(word);
    else if (kept.test(word)) flags.push(word, ...(value === undefined ? [] : [value]));
  }
  return { flags, targets };
}

/** Words of a command line; quotes hold a word together. */
function words(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? "");
}

function isFolder(target: string, files: readonly string[]): boolean {
  const plain = target.replace(/^\.\//, "").replace(/\/$/, "");
  return !/[*?[{]/.test(plain) && files.some((path) => path.startsWith(`${plain}/`));
}

function folderGlob(target: string): string {
  return `${target.replace(/^\.\//, "").replace(/\/$/, "")}/**/*.{js,mjs,cjs,ts,mts,cts}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
