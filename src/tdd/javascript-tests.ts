import { type TestNames, testNames } from "./javascript-names.ts";
import {
  type Call,
  children,
  codeText,
  isJavascript,
  isNode,
  type Node,
  parseSource,
  type Source,
  sourceOf,
  span,
} from "./syntax-tree.ts";
import type { CollectedTest } from "./test-runner.ts";

/**
 * The tests that stand in a JavaScript, TypeScript or JSX test file, in source order, found without running it: calls
 * of `test`, `it`, `describe`, `suite` and their modifiers as node:test, vitest, jest and mocha have them. Subtests
 * inside a test's body belong to that test. A title that is not a literal is one id with the source text as its title.
 * A file of another kind holds none. `null` when the text does not parse.
 */
export function collectJavascriptTests(path: string, text: string): readonly CollectedTest[] | null {
  if (!isJavascript(path)) return [];
  const source = parseSource(path, text);
  if (source === null) return null;
  const scope = { source, names: testNames(source), titles: [path], skipped: false, focused: false };
  return source.body.flatMap((statement) => collect(statement, scope));
}

type Scope = {
  readonly source: Source;
  readonly names: TestNames;
  readonly titles: readonly string[];
  readonly skipped: boolean;
  readonly focused: boolean;
};

function collect(node: Node, scope: Scope): readonly CollectedTest[] {
  const found = node.type === "CallExpression" ? declaration(node, scope) : null;
  if (found === null) return children(node).flatMap((child) => collect(child, scope));
  const inner = {
    ...scope,
    titles: [...scope.titles, found.title],
    skipped: scope.skipped || found.skipped,
    focused: scope.focused || found.focused,
  };
  if (found.kind === "suite") return found.bodies.flatMap((body) => collect(body, inner));
  return [
    {
      id: inner.titles.join(" > "),
      body: codeText(scope.source, ...span(found.call)),
      assertions: found.bodies.reduce((sum, body) => sum + assertions(body, scope.names), 0),
      skipped: inner.skipped || found.bodies.some(skipsItself),
      focused: inner.focused,
    },
  ];
}

type Declared = {
  readonly kind: "test" | "suite";
  readonly call: Call;
  readonly title: string;
  readonly bodies: readonly Node[];
  readonly skipped: boolean;
  readonly focused: boolean;
};

const hooks = new Set(["before", "after", "beforeEach", "afterEach", "beforeAll", "afterAll", "mock"]);
const skips = new Set(["skip", "todo", "skipIf", "runIf", "fails", "failing", "expectFailure"]);

/** A call that declares a test or a suite: its first argument is a title, another one its body. */
function declaration(call: Call, scope: Scope): Declared | null {
  const words = calleeWords(call.callee);
  const [first, ...modifiers] =
    scope.names.namespaces.has(words[0] ?? "") && named(words[1], scope.names) ? words.slice(1) : words;
  const kind = named(first, scope.names);
  if (kind === null || first === undefined || modifiers.some((word) => hooks.has(word))) return null;
  const [title, ...rest] = call.arguments;
  if (title === undefined) return null;
  const functionFirst = isFunction(title);
  const options = rest.filter((argument) => argument.type === "ObjectExpression");
  const marks = [...modifiers, ...options.flatMap((option) => switchedOn(option))];
  return {
    kind,
    call,
    title: functionFirst ? "<anonymous>" : titleOf(title, scope.source),
    bodies: functionFirst ? [title] : rest.filter((argument) => argument.type !== "ObjectExpression"),
    skipped: first.startsWith("x") || marks.some((mark) => skips.has(mark)),
    focused: first.startsWith("f") || marks.includes("only"),
  };
}

function named(word: string | undefined, names: TestNames): "test" | "suite" | null {
  if (word === undefined) return null;
  return names.tests.has(word) ? "test" : names.suites.has(word) ? "suite" : null;
}

/** `describe.skip` → [describe, skip]; `test.each(table)` and a tagged table → [test, each]; else []. */
function calleeWords(callee: Node | Call["callee"]): readonly string[] {
  if (!isNode(callee)) return [];
  if (callee.type === "Identifier") return [callee.name];
  if (callee.type === "CallExpression") return inner(calleeWords(callee.callee));
  if (callee.type === "TaggedTemplateExpression") return inner(calleeWords(callee.tag));
  if (callee.type !== "MemberExpression" || callee.computed || callee.property.type !== "Identifier")
    return [];
  const words = calleeWords(callee.object);
  return words.length === 0 ? [] : [...words, callee.property.name];
}

/** Only `each`, `for`, `skipIf` and `runIf` answer another test function; `test("x", f)()` declares nothing. */
function inner(words: readonly string[]): readonly string[] {
  return ["each", "for", "skipIf", "runIf"].includes(words.at(-1) ?? "") ? words : [];
}

function titleOf(node: Node, source: Source): string {
  if (node.type === "StringLiteral") return node.value;
  if (node.type === "TemplateLiteral" && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? sourceOf(source, node);
  return sourceOf(source, node);
}

/** Names of the properties of an options object that are not literally false: `{ skip: true }` → [skip]. */
function switchedOn(options: Extract<Node, { type: "ObjectExpression" }>): readonly string[] {
  return options.properties.flatMap((property) => {
    if (property.type !== "ObjectProperty") return [];
    if (property.value.type === "BooleanLiteral" && !property.value.value) return [];
    if (property.key.type === "Identifier") return [property.key.name];
    return property.key.type === "StringLiteral" ? [property.key.value] : [];
  });
}

function isFunction(node: Node): boolean {
  return node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression";
}

/** `t.skip()`, `ctx.todo()`, `this.skip()` anywhere in a body. */
function skipsItself(node: Node): boolean {
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
    const { object, property } = node.callee;
    const onContext = object.type === "Identifier" || object.type === "ThisExpression";
    if (onContext && property.type === "Identifier" && (property.name === "skip" || property.name === "todo"))
      return true;
  }
  return children(node).some(skipsItself);
}

/** Assertions in a body: calls of `assert`, `assert.*`, `t.assert.*`, and `expect(…)` that goes on to a matcher. */
function assertions(node: Node, names: TestNames): number {
  const own = isAssertion(node, names) ? 1 : 0;
  return children(node).reduce((sum, child) => sum + assertions(child, names), own);
}

function isAssertion(node: Node, names: TestNames): boolean {
  if (node.type === "MemberExpression") {
    const words = node.object.type === "CallExpression" ? calleeWords(node.object.callee) : [];
    return names.expectations.has(words[0] ?? "");
  }
  if (node.type !== "CallExpression") return false;
  const words = calleeWords(node.callee);
  return names.assertions.has(words[0] ?? "") || words.slice(1, -1).includes("assert");
}
