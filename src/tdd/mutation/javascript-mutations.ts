import { dotted, type Place, places } from "../javascript-walk.ts";
import { isNode, type Node, type Source, span } from "../syntax-tree.ts";
import { type Mutation, weights } from "./mutant.ts";

/** Small changes to JavaScript and TypeScript code, in source order of the nodes they change. */
export function javascriptMutations(source: Source): readonly Mutation[] {
  return places(source.body).flatMap((place) => (isIdle(place) ? [] : ofPlace(source, place)));
}

const compared: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "==": "!=",
  "!=": "==",
  "&&": "||",
  "||": "&&",
};
const computed: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "+=": "-=",
  "-=": "+=",
  "*=": "/=",
};

function ofPlace(source: Source, { node, above }: Place): readonly Mutation[] {
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
    case "AssignmentExpression":
      return operator(source, node);
    case "NumericLiteral":
      return [replace(node, String(node.value + 1), weights.number)];
    case "BooleanLiteral":
      return [replace(node, String(!node.value), weights.number)];
    case "IfStatement":
    case "ConditionalExpression":
      return [replace(node.test, `!(${textOf(source, node.test)})`, weights.negate)];
    case "ReturnStatement":
      return node.argument ? [replace(node, "return;", weights.answer)] : [];
    case "ArrowFunctionExpression":
      return node.body.type === "BlockStatement" || !isNode(node.body)
        ? []
        : [replace(node.body, "undefined", weights.answer, source)];
    case "ExpressionStatement":
      return dropped(node, above);
    default:
      return [];
  }
}

type Operation = Extract<Node, { type: "BinaryExpression" | "LogicalExpression" | "AssignmentExpression" }>;

/** The operator stands between both sides, after any closing bracket of the left one. */
function operator(source: Source, { left, right, operator: sign }: Operation): readonly Mutation[] {
  const fresh = compared[sign] ?? computed[sign];
  if (fresh === undefined || !isNode(left)) return [];
  const from = span(left)[1];
  const between = source.text.slice(from, span(right)[0]).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, blank);
  const at = between.indexOf(sign);
  if (at < 0) return [];
  const weight = sign in compared ? weights.compare : weights.arithmetic;
  return [{ start: from + at, end: from + at + sign.length, text: fresh, weight }];
}

function blank(text: string): string {
  return " ".repeat(text.length);
}

/** A statement whose effect nobody misses is a gap; what only writes to a log is not. */
function dropped(
  node: Extract<Node, { type: "ExpressionStatement" }>,
  above: readonly Node[],
): readonly Mutation[] {
  const { expression } = node;
  const isLog =
    expression.type === "CallExpression" && /^(console|log(ger)?)\b/.test(dotted(expression.callee));
  const isSuper = expression.type === "CallExpression" && expression.callee.type === "Super";
  return isLog || isSuper || above.length === 0 ? [] : [replace(node, ";", weights.drop)];
}

function replace(node: Node, text: string, weight: number, source?: Source): Mutation {
  const [start, end] = span(node);
  const wrapped = source?.text.slice(0, start).trimEnd().endsWith("(") === true;
  return { start, end, text: wrapped ? ` ${text}` : text, weight };
}

function textOf(source: Source, node: Node): string {
  return source.text.slice(...span(node));
}

/**
 * Where a change teaches nothing or never ends: types, logs, and everything that steers a loop without an end of its
 * own. An endless loop would cost a whole time-out.
 */
function isIdle({ node, above }: Place): boolean {
  return [...above, node].some((outer, at, chain) => {
    const inner = chain[at + 1];
    if (
      /^TS|Interface|ImportDeclaration|ExportAll/.test(outer.type) &&
      !/^TS(As|Satisfies|NonNull)/.test(outer.type)
    )
      return true;
    if (outer.type === "CallExpression" && /^(console|log(ger)?)\b/.test(dotted(outer.callee))) return true;
    if (outer.type === "WhileStatement" || outer.type === "DoWhileStatement") return inner !== undefined;
    return outer.type === "ForStatement" && inner !== undefined && inner === outer.update;
  });
}
