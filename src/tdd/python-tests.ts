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
 * The tests of a Python file as pytest finds them: functions named `test…`, and methods of that name in classes named
 * `Test…` or derived from a TestCase. Parameters are not part of an id. `null` when the text does not parse.
 */
export function collectPythonTests(path: string, text: string): readonly CollectedTest[] | null {
  const source = parseLezer("python", text);
  if (source === null) return null;
  const marked = childrenOf(source.top).some(
    (node) =>
      node.name === "AssignStatement" &&
      /^pytestmark\b/.test(textOf(source, node)) &&
      skips.test(textOf(source, node)),
  );
  return collect(source.top, { source, titles: [path], skipped: marked, inside: false });
}

type Scope = {
  readonly source: LezerSource;
  readonly titles: readonly string[];
  readonly skipped: boolean;
  /** Inside a class that holds tests. */
  readonly inside: boolean;
};

const skips = /\b(skip\w*|xfail|expectedFailure|importorskip|SkipTest)\b/i;

function collect(node: SyntaxNode, scope: Scope): readonly CollectedTest[] {
  return childrenOf(node).flatMap((child) => {
    if (child.name === "IfStatement" || child.name === "TryStatement") return collect(child, scope);
    if (child.name === "Body" && node.name !== "ClassDefinition") return collect(child, scope);
    return declared(child, child, scope);
  });
}

/** `whole` is the declaration with its decorators. */
function declared(node: SyntaxNode, whole: SyntaxNode, scope: Scope): readonly CollectedTest[] {
  if (node.name === "DecoratedStatement") {
    const own = childOf(node, "FunctionDefinition", "ClassDefinition");
    const marked = childrenOf(node).some(
      (one) => one.name === "Decorator" && skips.test(textOf(scope.source, one)),
    );
    return own === null ? [] : declared(own, node, { ...scope, skipped: scope.skipped || marked });
  }
  const name = childOf(node, "VariableName");
  const body = childOf(node, "Body");
  if (name === null || body === null) return [];
  const title = textOf(scope.source, name);
  const titles = [...scope.titles, title];
  if (node.name === "ClassDefinition")
    return holdsTests(title, node, scope) ? collect(body, { ...scope, titles, inside: true }) : [];
  if (node.name !== "FunctionDefinition" || !/^test/.test(title)) return [];
  return [
    {
      id: titles.join(" > "),
      body: codeBetween(scope.source, whole.from, whole.to),
      assertions: assertions(body, scope.source),
      skipped: scope.skipped || skipsItself(body, scope.source),
      focused: false,
    },
  ];
}

/** https://docs.pytest.org/en/stable/explanation/goodpractices.html#conventions-for-python-test-discovery */
function holdsTests(title: string, node: SyntaxNode, { source }: Scope): boolean {
  const bases = childOf(node, "ArgList");
  return /^Test/.test(title) || (bases !== null && /TestCase\b/.test(textOf(source, bases)));
}

function skipsItself(body: SyntaxNode, source: LezerSource): boolean {
  return allBelow(body, "CallExpression", "RaiseStatement").some((node) =>
    /^(raise\s+)?(\w+\.)*(skip|skipTest|SkipTest|xfail|importorskip)\b/.test(textOf(source, node)),
  );
}

function assertions(body: SyntaxNode, source: LezerSource): number {
  const calls = allBelow(body, "CallExpression").filter((node) => {
    const callee = node.firstChild;
    return (
      callee !== null && /(^|\.)(assert\w*|raises|warns|deprecated_call|fail)$/.test(textOf(source, callee))
    );
  });
  return calls.length + allBelow(body, "AssertStatement").length;
}
