import { dotted, isFunctionNode, literalOf, type Place, places } from "../../javascript-walk.ts";
import { isNode, type Node, type Source, sourceOf } from "../../syntax-tree.ts";
import { isTelling } from "./literals.ts";
import { type Sign, sign } from "./sign.ts";

/**
 * Production code that knows the new tests' own values: it compares with one of them and answers another one, or
 * answers one whatever it is given. Such code may be honest (a table of names), so a person must look.
 */
export function javascriptSpecialCases(source: Source, literals: ReadonlySet<string>): readonly Sign[] {
  return places(source.body).flatMap((place) => [
    ...compared(source, place, literals),
    ...looked(source, place.node, literals),
    ...constant(source, place.node, literals),
  ]);
}

const says = "The code answers a value of the new test for a value of the new test";

function compared(source: Source, { node, above }: Place, literals: ReadonlySet<string>): readonly Sign[] {
  const value = comparedValue(source, node);
  if (value === null || !(value.whole || (isTelling(value.literal) && literals.has(value.literal))))
    return [];
  const answer = answerOf(node, above);
  if (answer === null) return [];
  const given = places([answer]).map((inner) => literalOf(inner.node));
  const taken = given.some((literal) => literal !== null && literals.has(literal));
  return taken || value.whole ? [sign("special-case", sourceOf(source, node), says, "unproved")] : [];
}

/** Names whose values are agreed upon by everybody, so that comparing with one is ordinary. */
const agreed = /\.?(status|statusCode|month|length|size|charCode|code)$/i;

function comparedValue(
  source: Source,
  node: Node,
): { readonly literal: string; readonly whole: boolean } | null {
  if (node.type !== "BinaryExpression" || !/^={2,3}$/.test(node.operator)) return caseValue(node);
  const literal = literalOf(node.right) ?? (isNode(node.left) ? literalOf(node.left) : null);
  if (literal === null) return null;
  const other = literalOf(node.right) === null ? node.right : node.left;
  const whole = /^JSON\.stringify\(/.test(sourceOf(source, isNode(other) ? other : node));
  return isNode(other) && agreed.test(dotted(other)) ? null : { literal, whole };
}

function caseValue(node: Node): { readonly literal: string; readonly whole: boolean } | null {
  if (String(node.type) !== "SwitchCase" || !("test" in node) || !isNode(node.test)) return null;
  const literal = literalOf(node.test);
  return literal === null ? null : { literal, whole: false };
}

/** What is done when the comparison holds. */
function answerOf(node: Node, above: readonly Node[]): Node | null {
  if (String(node.type) === "SwitchCase") return node;
  const chain = [...above, node];
  for (let at = above.length - 1; at >= 0; at--) {
    const parent = above[at];
    if (parent === undefined || isFunctionNode(parent)) return null;
    if (parent.type === "IfStatement" || parent.type === "ConditionalExpression")
      return parent.test === chain[at + 1] ? parent.consequent : null;
    if (
      parent.type === "LogicalExpression" &&
      parent.operator === "&&" &&
      parent.left === chain[at + 1] &&
      literalOf(parent.right) !== null
    )
      return parent.right;
  }
  return null;
}

/** `{ "a b": 3 }[text]` and `new Map([["a b", 3]])`: a table of the tests' own inputs and answers. */
function looked(source: Source, node: Node, literals: ReadonlySet<string>): readonly Sign[] {
  const pairs = pairsOf(node);
  const own = pairs.filter(([key, value]) => isTelling(key) && literals.has(key) && literals.has(value));
  return own.length > 0 && own.length === pairs.length
    ? [sign("special-case", sourceOf(source, node), says, "unproved")]
    : [];
}

function pairsOf(node: Node): readonly (readonly [string, string])[] {
  const pair = (key: Node, value: unknown) => {
    const [a, b] = [
      key.type === "Identifier" ? JSON.stringify(key.name) : literalOf(key),
      isNode(value) ? literalOf(value) : null,
    ];
    return a === null || b === null ? [] : [[a, b] as const];
  };
  if (node.type === "ObjectExpression")
    return node.properties.flatMap((property) =>
      property.type === "ObjectProperty" && isNode(property.key) ? pair(property.key, property.value) : [],
    );
  if (node.type !== "NewExpression" || dotted(node.callee) !== "Map") return [];
  const [table] = node.arguments;
  if (table?.type !== "ArrayExpression") return [];
  return table.elements.flatMap((row) => {
    const [key, value] = row?.type === "ArrayExpression" ? row.elements : [];
    return key && isNode(key) ? pair(key, value) : [];
  });
}

/** A function that takes something and always answers the same value of the new test. */
function constant(source: Source, node: Node, literals: ReadonlySet<string>): readonly Sign[] {
  if (!isFunctionNode(node) || node.params.length === 0) return [];
  const body: Node = node.body;
  const [only, ...more] = body.type === "BlockStatement" ? body.body : [];
  const answer =
    body.type !== "BlockStatement"
      ? body
      : only?.type === "ReturnStatement" && more.length === 0
        ? only.argument
        : null;
  const literal = answer ? literalOf(answer) : null;
  if (
    literal === null ||
    !literals.has(literal) ||
    !(literal.startsWith('"') ? literal.length > 2 : isTelling(literal))
  )
    return [];
  return [
    sign(
      "constant-return",
      sourceOf(source, node),
      "It answers the new test's value whatever it is given",
      "unproved",
    ),
  ];
}
