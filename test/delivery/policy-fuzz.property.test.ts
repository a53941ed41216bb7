/** 5,000 change sets with one forbidden thing in each, hidden in every way we know; and 5,000 honest ones. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, ChangeSet } from "../../src/delivery/change-set.ts";
import { checkChangeSet } from "../../src/delivery/path-policy.ts";
import { readChangeSet } from "../../src/delivery/read-change-set.ts";
import { baseTree, change, changeSet, idOf, noOptions, step } from "./change-set-builder.ts";

const files: Readonly<Record<string, string>> = {
  "src/cart.js": "old",
  "src/shop/page.ts": "page",
  "test/cart.test.js": "t",
  "README.md": "readme",
  "package.json": '{"dependencies":{"a":"1.0.0"}}',
};
const base = baseTree(files, { "src/link": "120000", vendor: "160000" });
const secret = "ghs_9fQ2mX7LkT4vB8nR1cW6yZ3pD5sH0jUaKe";
const options = { ...noOptions, secrets: [secret] };
const numRuns = 5_000;

/** The whole way: as a file, read, then judged. */
function accepted(set: unknown): boolean {
  const read = readChangeSet(JSON.stringify(set));
  return read.kind === "read" && checkChangeSet(read.changeSet, base, options).verdict === "accept";
}

const forbidden = [
  ".git/config",
  ".git/hooks/pre-commit",
  ".gitmodules",
  ".gitattributes",
  ".github/workflows/ci.yml",
  ".github/CODEOWNERS",
  ".github/actions/x/action.yml",
  "CODEOWNERS",
  "AGENTS.md",
  "CLAUDE.md",
  "src/AGENTS.md",
  ".cursorrules",
  ".claude/settings.json",
  ".mcp.json",
  ".husky/pre-push",
  ".vscode/tasks.json",
  ".envrc",
  "lefthook.yml",
  "package-lock.json",
  "yarn.lock",
  "go.sum",
  "package.json",
  "packages/a/package.json",
  "pyproject.toml",
  "setup.py",
  "requirements.txt",
  "Cargo.toml",
  "go.mod",
  ".npmrc",
  "vitest.config.ts",
  "jest.config.js",
  "conftest.py",
  "pytest.ini",
  "tsconfig.json",
  ".mocharc.yml",
  ".env",
  "Dockerfile",
  "docker-compose.yml",
  "Jenkinsfile",
  ".gitlab-ci.yml",
  ".circleci/config.yml",
  "Makefile",
  "action.yml",
  "sitecustomize.py",
  "../outside",
  "/etc/passwd",
  "~/.ssh/authorized_keys",
  "C:\\Windows\\x",
  "src/../../x",
  "src/link/x",
  "vendor/x",
  "src/link",
] as const;

/** Other spellings that some file system takes for the same path. */
const disguises: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => path.toUpperCase(),
  (path) => path.replace(/[a-z]/g, (letter, at: number) => (at % 2 === 0 ? letter.toUpperCase() : letter)),
  (path) => `./${path}`,
  (path) => `src/../${path}`,
  (path) => path.replaceAll("/", "\\"),
  (path) => path.replaceAll("/", "//"),
  (path) => `${path}.`,
  (path) => `${path} `,
  (path) => `${path}::$DATA`,
  (path) => path.replace("i", "\u0131"),
  (path) => path.replace(/[a-z]/, (letter) => `${letter}\u200b`),
  (path) => path.replace(/[a-z]/, (letter) => `${letter}\u{e0100}`),
  (path) => path.replace(/[a-z]/, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
  (path) => `\ufeff${path}`,
  (path) => `${path}\u0000`,
  (path) => path.replace(".git/", "GIT~1/"),
  (path) => path.replace("s", "\u017f"),
  (path) => path.replace("k", "\u212a"),
];

const contents = fc.string({ maxLength: 40 });
const hidden: fc.Arbitrary<string> = fc.constantFrom(
  secret,
  secret.slice(4, 28),
  [...secret].reverse().join(""),
  Buffer.from(secret).toString("base64"),
  Buffer.from(`x${secret}`).toString("base64"),
  Buffer.from(secret).toString("hex"),
  encodeURIComponent(secret),
  secret.replace(/(.{5})/g, "$1-"),
  secret.replace(/(.{7})/g, '$1" + "'),
  secret.replace(/(.{9})/g, "$1\n"),
  Buffer.from(secret).toString("base64url"),
  Buffer.from(secret).toString("hex").replace(/../g, "%$&"),
  "AKIAIOSF0DNN7QWERTYZ",
  "github_pat_11ABCDEFG0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456",
);

/** Somewhere among honest changes. */
function among(bad: Change): fc.Arbitrary<ChangeSet> {
  const honest = change("src/new.js", null, "x");
  const part = fc.constantFrom("tests", "stub", "code");
  return fc.tuple(part, fc.integer({ min: 0, max: 2 })).map(([name, at]) => {
    const steps = [0, 1, 2].map((index) => step(index === at ? { [name]: [bad] } : {}));
    return changeSet(at === 1 ? [step({ code: [honest] }), ...steps.slice(1)] : steps);
  });
}

const badPath = fc
  .tuple(fc.constantFrom(...forbidden), fc.constantFrom(...disguises), contents)
  .chain(([path, disguise, text]) => among(change(disguise(path), files[path] ?? null, text)));
const badSecret = fc
  .tuple(hidden, contents, fc.constantFrom("content", "message", "note", "path", "evidence"))
  .map(([leak, around, where]) => {
    const message = where === "message" ? `feat: x\n\n${leak}` : "feat: x";
    const path = where === "path" ? `src/${leak.replace(/[^\w+=-]/g, "-")}.js` : "src/a.js";
    const text = where === "content" ? `${around}\n${leak}\n${around}` : "x";
    const red = { ids: [where === "evidence" ? leak : "a > b"], class: "assertion", digest: "d" };
    const evidence = { red, green: { passed: 1, skipped: 0 } };
    const set = changeSet([step({ message, evidence, code: [change(path, null, text)] })]);
    const notes = where === "note" ? [{ kind: "gotcha" as const, text: leak }] : [];
    return { ...set, records: { ...set.records, notes } };
  });
const badShape = fc
  .tuple(
    fc.constantFrom<(set: ChangeSet) => unknown>(
      (set) => ({ ...set, version: 2 }),
      (set) => ({ ...set, extra: true }),
      (set) => ({ ...set, base: "main" }),
      (set) => ({ ...set, issue: -1 }),
      (set) => ({ ...set, steps: [] }),
      (set) => ({
        ...set,
        steps: set.steps.map((one) => ({
          ...one,
          code: [{ ...change("src/a.js", null, "x"), mode: "120000" }],
        })),
      }),
      (set) => ({
        ...set,
        steps: set.steps.map((one) => ({
          ...one,
          code: [{ ...change("src/a.js", null, "x"), mode: "160000" }],
        })),
      }),
      (set) => ({
        ...set,
        steps: set.steps.map((one) => ({ ...one, code: [change("src/cart.js", "not the old one", "x")] })),
      }),
      (set) => ({
        ...set,
        steps: set.steps.map((one) => ({ ...one, code: [change("src/cart.js", null, "x")] })),
      }),
      (set) => ({
        ...set,
        steps: set.steps.map((one) => ({ ...one, code: [change("SRC/cart.js", null, "x")] })),
      }),
      (set) => ({
        ...set,
        steps: set.steps.map((one) => ({ ...one, code: [change("src/cart.js/x", null, "x")] })),
      }),
      (set) => ({ ...set, steps: set.steps.map((one) => ({ ...one, code: [change("src", null, "x")] })) }),
      (set) => ({
        ...set,
        steps: set.steps.map((one) => ({
          ...one,
          code: [change("src/a", null, "x"), change("src/a", null, "y")],
        })),
      }),
      (set) => ({
        ...set,
        steps: Array.from({ length: 101 }, (_, at) => step({ code: [change(`src/${at}.js`, null, "x")] })),
      }),
    ),
    contents,
  )
  .map(([bend, text]) => bend(changeSet([step({ code: [change("src/a.js", null, text)] })])));

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const folder = fc.constantFrom("src", "lib", "test", "docs", "src/shop", "app/übersicht", "packages/one/src");
const extension = fc.constantFrom("js", "ts", "py", "go", "rs", "md", "json", "css", "html", "snap");
const honestPath = fc
  .tuple(folder, name, extension)
  .map(([where, what, kind]) => `${where}/${what}-x.${kind}`);
const prose = fc.array(
  fc.constantFrom(
    "the",
    "cart",
    "is",
    "empty",
    "=",
    "{",
    "}",
    "\n",
    "const",
    "42",
    "ü",
    "日本",
    "secret",
    "token",
  ),
  { maxLength: 60 },
);

/** Steps that follow each other: files are made, changed and deleted, each from what the one before left. */
const honest = fc
  .array(fc.tuple(honestPath, prose, fc.boolean()), { minLength: 1, maxLength: 12 })
  .map((edits) => {
    const now = new Map<string, string>();
    const steps = edits.map(([path, words, gone]) => {
      const before = now.get(path) ?? null;
      const after = before !== null && gone ? null : `${words.join(" ")}\n`;
      if (after === null) now.delete(path);
      else now.set(path, after);
      return step({ code: [change(path, before, after)] });
    });
    return changeSet(steps);
  });

describe("the path policy", () => {
  it("accepts none of 5,000 change sets that hold something forbidden", () => {
    const bad = fc.oneof(
      { weight: 3, arbitrary: badPath },
      { weight: 2, arbitrary: badSecret },
      { weight: 1, arbitrary: badShape },
    );
    const slipped: unknown[] = [];
    fc.assert(
      fc.property(bad, (set) => {
        if (accepted(set)) slipped.push(JSON.stringify(set));
      }),
      { numRuns },
    );

    expect(slipped.slice(0, 3)).toEqual([]);
  });

  it("refuses none of 5,000 honest change sets", () => {
    const refused: unknown[] = [];
    fc.assert(
      fc.property(honest, (set) => {
        if (!accepted(set)) refused.push(JSON.stringify(set));
      }),
      { numRuns },
    );

    expect(refused.slice(0, 3)).toEqual([]);
  });

  it("knows the blob ids of honest content", () => {
    expect(idOf("old")).toBe(base.blobs.get("src/cart.js")?.sha);
  });
});
