import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { hosts, importLaw, typesOnly } from "./import-law.ts";

const source = join(import.meta.dirname, "../src");

type Import = { readonly from: string; readonly specifier: string; readonly isType: boolean };

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.includes("sample/library"))
  .map((path) => path.replaceAll("\\", "/"))
  .sort();

const lines =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?[^;"']*?from\s+["']([^"']+)["']|(?:^|\n)\s*import\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;

function importsOf(path: string): readonly Import[] {
  const text = readFileSync(join(source, path), "utf8");
  return [...text.matchAll(lines)].map((match) => ({
    from: path,
    specifier: match[3] ?? match[4] ?? match[5] ?? "",
    isType: match[2] !== undefined,
  }));
}

const folderOf = (path: string): string => path.split("/")[0] ?? path;

const packageOf = (specifier: string): string =>
  specifier.startsWith("node:")
    ? "node:"
    : specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");

/** `null` when the import is lawful, else what is wrong with it. */
function breach({ from, specifier, isType }: Import): string | null {
  const folder = folderOf(from);
  const allowed = importLaw[folder];
  if (!allowed) return `${from}: the import law does not know ${folder}`;
  if (specifier.startsWith(".")) {
    const target = folderOf(normalize(join(dirname(from), specifier)).replaceAll("\\", "/"));
    if (target.startsWith(".."))
      return specifier.endsWith(".json") ? null : `${from} leaves src: ${specifier}`;
    if (hosts.includes(target)) return `${from} imports the host ${target}`;
    const isRoom = hosts.includes(`${target}.ts`);
    if (isRoom && folder !== target && folder !== `${target}.ts`)
      return `${from} enters the room of the host ${target}`;
    return allowed.folders.includes("*") || allowed.folders.includes(target)
      ? null
      : `${from} may not import ${target}`;
  }
  const name = packageOf(specifier);
  if (name === "probot" && folder !== "app.ts") return `${from} imports probot`;
  if (!allowed.packages.includes("*") && !allowed.packages.includes(name))
    return `${from} may not import ${name}`;
  if (!isType && typesOnly[folder]?.includes(name)) return `${from} may only import types from ${name}`;
  return null;
}

function cycles(): readonly string[] {
  const graph = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .filter(({ specifier }) => specifier.startsWith("."))
        .map(({ specifier }) => normalize(join(dirname(file), specifier)).replaceAll("\\", "/")),
    ]),
  );
  const found: string[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      found.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      return;
    }
    state.set(file, "open");
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  return found;
}

describe("the import law", () => {
  it("holds for every import of src, type imports included", () => {
    const breaches = files.flatMap(importsOf).map(breach);

    expect(breaches.filter((text) => text !== null)).toEqual([]);
  });

  it.each([
    ["queue/pick.ts", "../plan/plan.ts", false],
    ["plan/lint.ts", "@octokit/rest", false],
    ["github/tracker.ts", "../claude/client.ts", true],
    ["tdd/cycle.ts", "../delivery/change-set.ts", true],
    ["local/server.ts", "../issues/issue.ts", true],
    ["local/server.ts", "@octokit/openapi-types", false],
    ["commands/answer.ts", "../app.ts", false],
    ["action.ts", "probot", false],
    ["commands/answer.ts", "../app/desk.ts", false],
    ["config/config.ts", "node:fs", false],
    ["helpers/text.ts", "zod", false],
  ])("sees the breach in %s importing %s", (from, specifier, isType) => {
    expect(breach({ from, specifier, isType })).not.toBeNull();
  });

  it("has no cycles", () => {
    expect(cycles()).toEqual([]);
  });
});

describe("the tree", () => {
  it("keeps files readable in one sitting", () => {
    const long = files.filter((path) => readFileSync(join(source, path), "utf8").split("\n").length > 251);

    expect(long).toEqual([]);
  });

  it("has no drawers for leftovers", () => {
    const drawers = files.filter((path) => /(^|\/)(utils|helpers|common|types|index)(\/|\.ts$)/.test(path));

    expect(drawers).toEqual([]);
  });

  it("keeps promises, clocks and chance out of the nouns' folders except in verbs that take ports", () => {
    const impure = files
      .filter(
        (path) => importLaw[folderOf(path)]?.packages.includes("node:") === false && !hosts.includes(path),
      )
      .filter((path) =>
        /\b(Date\.now\(|new Date\(\)|Math\.random\(|process\.(env|exit|argv|stdout|stderr|cwd|pid)\b|setTimeout\(|fetch\()/.test(
          readFileSync(join(source, path), "utf8"),
        ),
      );

    expect(impure.map((path) => relative(".", path))).toEqual([]);
  });
});
