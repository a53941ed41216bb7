import type { Source } from "./syntax-tree.ts";

/** Local names of a test file that start a test, a suite or an assertion. */
export type TestNames = {
  readonly tests: ReadonlySet<string>;
  readonly suites: ReadonlySet<string>;
  readonly assertions: ReadonlySet<string>;
  readonly expectations: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
};

const runners = new Set(["node:test", "test", "vitest", "@jest/globals", "bun:test", "mocha", "uvu"]);
const asserts = new Set(["node:assert", "node:assert/strict", "assert", "assert/strict"]);
const testWords = ["test", "it", "specify"];
const suiteWords = ["describe", "suite", "context"];

/** The usual words, each also with the prefixes `x` and `f`, and whatever the file imported them as. */
export function testNames(source: Source): TestNames {
  const names = {
    tests: new Set(withPrefixes(testWords)),
    suites: new Set(withPrefixes(suiteWords)),
    assertions: new Set(["assert"]),
    expectations: new Set(["expect"]),
    namespaces: new Set<string>(),
  };
  for (const { from, imported, local } of imports(source)) {
    if (asserts.has(from)) names.assertions.add(local);
    if (!runners.has(from)) continue;
    if (testWords.includes(imported) || imported === "default") names.tests.add(local);
    if (suiteWords.includes(imported)) names.suites.add(local);
    if (imported === "assert") names.assertions.add(local);
    if (imported === "expect") names.expectations.add(local);
    if (imported === "*" || imported === "default") names.namespaces.add(local);
  }
  return names;
}

function withPrefixes(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => [word, `x${word}`, `f${word}`]);
}

type Import = { readonly from: string; readonly imported: string; readonly local: string };

function imports(source: Source): readonly Import[] {
  return source.body.flatMap((statement): readonly Import[] => {
    if (statement.type === "ImportDeclaration")
      return statement.specifiers.map((specifier) => ({
        from: statement.source.value,
        imported:
          specifier.type === "ImportNamespaceSpecifier"
            ? "*"
            : specifier.type === "ImportDefaultSpecifier"
              ? "default"
              : specifier.imported.type === "Identifier"
                ? specifier.imported.name
                : specifier.imported.value,
        local: specifier.local.name,
      }));
    return statement.type === "VariableDeclaration" ? statement.declarations.flatMap(required) : [];
  });
}

type Declarator = Extract<Source["body"][number], { type: "VariableDeclaration" }>["declarations"][number];

/** `const test = require("node:test")` and `const { test: check } = require("node:test")`. */
function required(declarator: Declarator): readonly Import[] {
  const call = declarator.init;
  if (call?.type !== "CallExpression" || call.callee.type !== "Identifier") return [];
  const [argument] = call.arguments;
  if (call.callee.name !== "require" || argument?.type !== "StringLiteral") return [];
  if (declarator.id.type === "Identifier")
    return [{ from: argument.value, imported: "default", local: declarator.id.name }];
  if (declarator.id.type !== "ObjectPattern") return [];
  return declarator.id.properties.flatMap((property) =>
    property.type === "ObjectProperty" &&
    property.key.type === "Identifier" &&
    property.value.type === "Identifier"
      ? [{ from: argument.value, imported: property.key.name, local: property.value.name }]
      : [],
  );
}
