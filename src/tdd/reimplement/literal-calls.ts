import { places } from "../javascript-walk.ts";
import { children, isNode, type Node, parseSource, sourceOf } from "../syntax-tree.ts";

/** Argument lists, as source text, with which a JavaScript test calls a function by these names, where all are literals. */
export function literalCalls(path: string, text: string, names: readonly string[]): readonly string[] {
  const source = parseSource(path, text);
  if (source === null) return [];
  const found = places(source.body).flatMap(({ node }) => {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return [];
    if (!names.includes(node.callee.name)) return [];
    const given = node.arguments.filter(isNode);
    return given.every(isLiteral) ? [`[${given.map((one) => sourceOf(source, one)).join(", ")}]`] : [];
  });
  return [...new Set(found)].slice(0, 50);
}

function isLiteral(node: Node): boolean {
  const type: string = node.type;
  if (type === "ObjectProperty")
    return "computed" in node && node.computed === false && "value" in node && isNode(node.value)
      ? isLiteral(node.value)
      : false;
  if (type === "ArrayExpression" || type === "ObjectExpression" || type === "UnaryExpression")
    return children(node).every(isLiteral);
  return /^(Numeric|String|Boolean|Null|BigInt)Literal$/.test(type);
}
