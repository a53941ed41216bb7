import { children, isNode, type Node } from "./syntax-tree.ts";

/** A node with the nodes above it, the nearest last. */
export type Place = { readonly node: Node; readonly above: readonly Node[] };

/** Every node at and below the given ones, outer before inner. */
export function places(nodes: readonly Node[], above: readonly Node[] = []): readonly Place[] {
  return nodes.flatMap((node) => [{ node, above }, ...places(children(node), [...above, node])]);
}

export type FunctionNode = Extract<
  Node,
  { type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" }
>;

/** A function, or a method of a class or an object, which have the same parts. */
export function isFunctionNode(node: Node): node is FunctionNode {
  const type: string = node.type;
  return (
    type === "FunctionDeclaration" ||
    type === "FunctionExpression" ||
    type === "ArrowFunctionExpression" ||
    type === "ObjectMethod" ||
    type === "ClassMethod" ||
    type === "ClassPrivateMethod"
  );
}

/** `assert["equal"]` → `assert.equal`; a chain that begins with a call or the like is `""` up to there. */
export function dotted(node: unknown): string {
  if (!isNode(node)) return "";
  if (node.type === "Identifier") return node.name;
  if (node.type === "MetaProperty") return `${node.meta.name}.${node.property.name}`;
  if (node.type === "ThisExpression") return "this";
  if (node.type === "OptionalCallExpression" || node.type === "CallExpression")
    return `${dotted(node.callee)}()`;
  if (node.type !== "MemberExpression" && node.type !== "OptionalMemberExpression") return "";
  const { object, property } = node;
  if (!node.computed && property.type === "Identifier") return `${dotted(object)}.${property.name}`;
  return property.type === "StringLiteral" ? `${dotted(object)}.${property.value}` : `${dotted(object)}.?`;
}

/** The value of a literal as a text with its kind (`3`, `"a"`, `true`), or `null` for anything that is computed. */
export function literalOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  switch (node.type) {
    case "NumericLiteral":
      return String(node.value);
    case "StringLiteral":
      return JSON.stringify(node.value);
    case "BooleanLiteral":
      return String(node.value);
    case "NullLiteral":
      return "null";
    case "TemplateLiteral":
      return node.expressions.length === 0 ? JSON.stringify(node.quasis[0]?.value.cooked ?? "") : null;
    case "UnaryExpression": {
      const inner = literalOf(node.argument);
      return node.operator === "-" && inner !== null ? `-${inner}` : null;
    }
    default:
      return null;
  }
}

export function stringOf(node: unknown): string | null {
  return isNode(node) && node.type === "StringLiteral" ? node.value : null;
}
