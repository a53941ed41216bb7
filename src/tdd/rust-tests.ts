import {
  allBelow,
  childOf,
  childrenOf,
  codeBetween,
  type LezerSource,
  parseLezer,
  type SyntaxNode,
  textOf,
} from "./lezer-source.ts";
import type { CollectedTest } from "./test-runner.ts";

/**
 * The tests of a Rust file: functions with an attribute whose last name is `test` (`#[test]`, `#[tokio::test]`) or
 * `rstest`, in whatever modules of the file they stand. `null` when the text does not parse.
 */
export function collectRustTests(path: string, text: string): readonly CollectedTest[] | null {
  const source = parseLezer("rust", text);
  return source === null ? null : collect(source.top, { source, titles: [path], skipped: false });
}

type Scope = { readonly source: LezerSource; readonly titles: readonly string[]; readonly skipped: boolean };

function collect(node: SyntaxNode, scope: Scope): readonly CollectedTest[] {
  return childrenOf(node).flatMap((child) => declared(child, child, [], scope));
}

function declared(
  node: SyntaxNode,
  whole: SyntaxNode,
  attributes: readonly string[],
  scope: Scope,
): readonly CollectedTest[] {
  const { source } = scope;
  if (node.name === "AttributeItem") {
    const found = childrenOf(node).filter(({ name }) => name === "Attribute");
    const own = childrenOf(node).at(-1);
    const texts = found.map((one) => textOf(source, one).replace(/^#!?\[|\]$/g, ""));
    return own === undefined ? [] : declared(own, whole, [...attributes, ...texts], scope);
  }
  const name = childOf(node, "BoundIdentifier");
  if (name === null) return [];
  const titles = [...scope.titles, textOf(source, name)];
  const skipped = scope.skipped || attributes.some((one) => /\bignore\b/.test(one));
  if (node.name === "ModItem") {
    const body = childOf(node, "DeclarationList");
    return body === null ? [] : collect(body, { source, titles, skipped });
  }
  if (node.name !== "FunctionItem" || !attributes.some(isTest)) return [];
  const panics = attributes.filter((one) => /^should_panic\b/.test(one)).length;
  return [
    {
      id: titles.join(" > "),
      body: codeBetween(source, whole.from, whole.to),
      assertions: assertions(node, source) + panics,
      skipped,
      focused: false,
    },
  ];
}

function isTest(attribute: string): boolean {
  return /^(\w+\s*::\s*)*(test|rstest|test_case|quickcheck)\b(?!\s*::)/.test(attribute);
}

function assertions(node: SyntaxNode, source: LezerSource): number {
  return allBelow(node, "MacroInvocation").filter((macro) => {
    const name = macro.firstChild;
    return name !== null && /(^|::)(debug_|prop_)?assert\w*$/.test(textOf(source, name));
  }).length;
}
