import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const readme = read("README.md");

/** Rows of the README's permission table: `App contents: read`. */
const rows = [...readme.matchAll(/^\| (App|Action) \| ([a-z -]+): (read|write) \|/gm)].map(
  ([, who, name, level]) => `${who} ${name?.replaceAll(/[ -]/g, "_")}: ${level}`,
);

const granted = (who: string, permissions: Readonly<Record<string, string>>) =>
  Object.entries(permissions).map(([name, level]) => `${who} ${name.replaceAll("-", "_")}: ${level}`);

describe("the README", () => {
  it("explains exactly the permissions that the App asks for", () => {
    const { default_permissions: asked } = parse(read("app.yml"));

    expect(rows.filter((row) => row.startsWith("App")).sort()).toEqual(granted("App", asked).sort());
  });

  it("explains exactly the permissions that its workflow grants", () => {
    const snippet = parse(/```yaml\n(name: Pawl\n[\s\S]*?)```/.exec(readme)?.[1] ?? "");

    expect(rows.filter((row) => row.startsWith("Action")).sort()).toEqual(
      granted("Action", snippet.jobs.pawl.permissions).sort(),
    );
  });

  it("names only npm scripts that there are", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = [...readme.matchAll(/npm run ([a-z]+)/g)].map(([, name]) => name);

    expect(named.filter((name) => !(String(name) in scripts))).toEqual([]);
  });

  it("names only subcommands that there are", () => {
    const table = /const subcommands[^{]*\{([^}]*)\}/.exec(read("src/cli.ts"))?.[1] ?? "";
    const known = [...table.matchAll(/(\w+)(?::|,)/g)].map(([, name]) => name);
    const named = [...readme.matchAll(/pawl (demo|try|doctor|why|lint|ready|verify|policy|sandbox)\b/g)].map(
      ([, name]) => name,
    );

    expect(new Set(named).size).toBeGreaterThan(5);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each([...readme.matchAll(/\]\(((?!http)[^)#]+)\)/g)].map(([, path]) => String(path)))(
    "links to %s, which is there",
    (path) => {
      expect(() =>
        readFileSync(join(root, path === "docs/decisions" ? "docs/decisions/0001-dependencies.md" : path)),
      ).not.toThrow();
    },
  );
});
