import type { TestNames } from "../../javascript-names.ts";
import { dotted, isFunctionNode, type Place, places } from "../../javascript-walk.ts";
import { type Call, codeText, isNode, type Node, type Source, sourceOf, span } from "../../syntax-tree.ts";
import { type Sign, sign } from "./sign.ts";

/** Assertions that cannot fail: both sides the same, never awaited, swallowed, behind a return, or out of reach. */
export function javascriptAssertionSigns(
  source: Source,
  all: readonly Place[],
  names: TestNames,
): readonly Sign[] {
  const bindings = new Map(all.flatMap(({ node }) => bindingsBefore(source, node)));
  return all.flatMap((place) => [
    ...mirror(source, place, names, bindings),
    ...unawaited(source, place, names),
    ...swallowed(source, place.node, names),
    ...unreachable(source, place, names),
    ...snapshot(source, place.node),
  ]);
}

/** Constants and their code, where the very next statement is the one that follows them. */
type Bindings = ReadonlyMap<Node, ReadonlyMap<string, string>>;

function bindingsBefore(
  source: Source,
  node: Node,
): readonly (readonly [Node, ReadonlyMap<string, string>])[] {
  if (node.type !== "BlockStatement") return [];
  return node.body.flatMap((statement, at) => {
    const last = node.body[at - 1];
    if (last?.type !== "VariableDeclaration" || last.kind !== "const") return [];
    const known = last.declarations.flatMap(({ id, init }) =>
      id.type === "Identifier" && init?.type === "CallExpression"
        ? [[id.name, codeText(source, ...span(init))] as const]
        : [],
    );
    return [[statement, new Map(known)] as const];
  });
}

const comparisons = /(?:^|\.)(equal|strictEqual|deepEqual|deepStrictEqual|toBe|toEqual|toStrictEqual)$/;

/** The expected value is the same code as the actual one, directly or through a constant just before. */
function mirror(
  source: Source,
  { node, above }: Place,
  names: TestNames,
  bindings: Bindings,
): readonly Sign[] {
  if (node.type !== "CallExpression") return [];
  const sides = sidesOf(node, names);
  if (sides === null) return [];
  const [actual = "", expected = ""] = sides.map((side) => codeText(source, ...span(side)));
  const says = "Both sides of the assertion are the same code";
  if (actual === expected) return [sign("mirror-assertion", sourceOf(source, node), says)];
  const known = bindings.get(above.at(-1) ?? node);
  const same = known?.get(expected) === actual || known?.get(actual) === expected;
  return same ? [sign("mirror-assertion", sourceOf(source, node), says, "unproved")] : [];
}

function sidesOf(node: Call, names: TestNames): readonly [Node, Node] | null {
  const called = dotted(node.callee);
  if (!comparisons.test(called)) return null;
  const [first, second] = node.arguments;
  const [root = ""] = called.split(/[.(]/);
  if (names.assertions.has(root) || called.includes(".assert."))
    return first && second ? [first, second] : null;
  if (node.callee.type !== "MemberExpression" || node.callee.object.type !== "CallExpression") return null;
  const [actual] = node.callee.object.arguments;
  return names.expectations.has(root) && isNode(actual) && first ? [actual, first] : null;
}

function isAssertion(node: Node, names: TestNames): node is Call {
  if (node.type !== "CallExpression") return false;
  const called = dotted(node.callee);
  const [root = ""] = called.split(/[.(]/);
  return (
    names.assertions.has(root) ||
    called.includes(".assert.") ||
    (names.expectations.has(root) && called.includes(")."))
  );
}

/** A promise of an assertion that nobody waits for. */
function unawaited(source: Source, { node, above }: Place, names: TestNames): readonly Sign[] {
  if (!isAssertion(node, names)) return [];
  const called = dotted(node.callee);
  const promised = /\.(resolves|rejects)\./.test(called) || /(?:^|\.)(rejects|doesNotReject)$/.test(called);
  const loose = above.at(-1)?.type === "ExpressionStatement";
  const later = above.some(
    (parent) =>
      parent.type === "CallExpression" &&
      /(?:^|\.)(setTimeout|setImmediate|queueMicrotask|nextTick)$/.test(dotted(parent.callee)),
  );
  return (promised && loose) ||
    (later && !above.some((parent) => parent.type === "AwaitExpression" || parent.type === "NewExpression"))
    ? [sign("unawaited-assertion", sourceOf(source, node), "Nobody waits for this assertion")]
    : [];
}

/** `try { assert… } catch {}`, and `.catch(() => {})` behind an assertion. */
function swallowed(source: Source, node: Node, names: TestNames): readonly Sign[] {
  const says = "A failing assertion is swallowed";
  if (node.type === "TryStatement" && node.handler) {
    const inside = places([node.block]).some(
      (place) => isAssertion(place.node, names) && !/\.fail$/.test(dotted(place.node.callee)),
    );
    const handled = places([node.handler.body]);
    const passesOn = handled.some(
      (place) => place.node.type === "ThrowStatement" || isAssertion(place.node, names),
    );
    return inside && !passesOn ? [sign("swallowed-assertion", sourceOf(source, node), says)] : [];
  }
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return [];
  const { object, property } = node.callee;
  const caught = property.type === "Identifier" && property.name === "catch";
  return caught && isNode(object) && places([object]).some((place) => isAssertion(place.node, names))
    ? [sign("swallowed-assertion", sourceOf(source, node), says)]
    : [];
}

/** A return of the test's own body before an assertion, or an assertion in a branch that is never taken. */
function unreachable(source: Source, { node, above }: Place, names: TestNames): readonly Sign[] {
  if (
    node.type === "IfStatement" &&
    (sourceOf(source, node.test) === "false" || sourceOf(source, node.test) === "0")
  )
    return places([node.consequent]).some((place) => isAssertion(place.node, names))
      ? [sign("dead-assertion", sourceOf(source, node), "This assertion is never reached")]
      : [];
  if (node.type !== "BlockStatement") return [];
  const call = above.at(-2);
  if (!isFunctionNode(above.at(-1) ?? node) || call?.type !== "CallExpression") return [];
  if (!names.tests.has(dotted(call.callee).split(".")[0] ?? "")) return [];
  const at = node.body.findIndex(returns);
  const asserts = (statements: readonly Node[]) =>
    places(statements).some((place) => isAssertion(place.node, names));
  const leaving = node.body[at];
  if (leaving === undefined || !asserts(node.body.slice(at + 1))) return [];
  const always = leaving.type === "ReturnStatement";
  if (!always && asserts(node.body.slice(0, at))) return [];
  const says = "The test can return before its assertions";
  return [sign("early-return", sourceOf(source, leaving), says, always ? "violated" : "unproved")];
}

function returns(statement: Node): boolean {
  if (statement.type === "ReturnStatement") return true;
  if (statement.type !== "IfStatement") return false;
  const { consequent } = statement;
  return (
    consequent.type === "ReturnStatement" ||
    (consequent.type === "BlockStatement" && consequent.body.some(({ type }) => type === "ReturnStatement"))
  );
}

/** A value recorded from the code itself: the first run decides what is right. */
function snapshot(source: Source, node: Node): readonly Sign[] {
  if (
    node.type !== "CallExpression" ||
    !/\.toMatch(?:File)?Snapshot$|assert\.(?:file)?[sS]napshot$/.test(dotted(node.callee))
  )
    return [];
  return [
    sign("snapshot", sourceOf(source, node), "The expected value was recorded, not written", "unproved"),
  ];
}
