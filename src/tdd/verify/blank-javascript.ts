import { isNode, type Node, parseSource, type Source, sourceOf, span } from "../syntax-tree.ts";
import { type Blanked, type BlankMode, type Edit, edited } from "./edited.ts";

/** See blank.ts. Functions at the top level, in classes and in objects at the top level; literals that are exported. */
export function blankJavascript(
  path: string,
  before: string | null,
  after: string,
  mode: BlankMode,
): Blanked | null {
  const [old, fresh] = [parseSource(path, before ?? ""), parseSource(path, after)];
  if (old === null || fresh === null) return null;
  const known = new Map(partsOf(old).map(({ name, node }) => [name, sourceOf(old, node)]));
  const now = partsOf(fresh);
  const added = now.filter(({ name }) => !known.has(name));
  const changed = now.flatMap(({ name, node }): readonly Edit[] => {
    const was = known.get(name);
    const [start, end] = span(node);
    return was === undefined || was === sourceOf(fresh, node) ? [] : [{ start, end, text: was }];
  });
  const text = edited(after, [...added.flatMap(({ node }) => edit(node, mode)), ...changed]);
  return { text, names: added.flatMap(({ name }) => [name, name.split(".").at(-1) ?? name]) };
}

type Part = { readonly name: string; readonly node: Node };

const thrown = 'throw new Error("pawl: blanked")';

function edit(node: Node, mode: BlankMode): readonly Edit[] {
  if (!isFunctionLike(node))
    return [{ start: span(node)[0], end: span(node)[1], text: mode === "zero" ? "undefined" : "null" }];
  const body = node.body;
  if (!body || !isNode(body)) return [];
  const [start, end] = span(body);
  if (body.type !== "BlockStatement")
    return [{ start, end, text: mode === "zero" ? "undefined" : `(() => { ${thrown}; })()` }];
  return [{ start: start + 1, end: start + 1, text: mode === "zero" ? " return; " : ` ${thrown}; ` }];
}

type FunctionLike = Extract<
  Node,
  {
    type:
      | "FunctionDeclaration"
      | "FunctionExpression"
      | "ArrowFunctionExpression"
      | "ObjectMethod"
      | "ClassMethod";
  }
>;

function isFunctionLike(node: Node): node is FunctionLike {
  return (
    node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression" ||
    String(node.type) === "ObjectMethod" ||
    String(node.type) === "ClassMethod" ||
    String(node.type) === "ClassPrivateMethod"
  );
}

function partsOf(source: Source): readonly Part[] {
  return source.body.flatMap((statement) => parts(statement, "", false));
}

/** Named functions below a statement, with the path of names to them. `exported` tells about values. */
function parts(node: Node, prefix: string, exported: boolean): readonly Part[] {
  switch (node.type) {
    case "ExportNamedDeclaration":
      return node.declaration ? parts(node.declaration, prefix, true) : [];
    case "ExportDefaultDeclaration": {
      const { declaration } = node;
      if (declaration.type === "TSDeclareFunction") return [];
      return isFunctionLike(declaration)
        ? [{ name: "default", node: declaration }]
        : valueParts(declaration, "default", true);
    }
    case "FunctionDeclaration":
      return [{ name: `${prefix}${node.id?.name ?? "default"}`, node }];
    case "ClassDeclaration":
      return classParts(node, `${prefix}${node.id?.name ?? "default"}`);
    case "VariableDeclaration":
      return node.declarations.flatMap(({ id, init }) =>
        id.type === "Identifier" && init ? valueParts(init, `${prefix}${id.name}`, exported) : [],
      );
    case "ExpressionStatement":
      return assigned(node.expression);
    default:
      return [];
  }
}

/** `exports.a = …`, `module.exports = …`, `Shop.prototype.add = …`. */
function assigned(node: Node): readonly Part[] {
  if (node.type !== "AssignmentExpression" || node.left.type !== "MemberExpression") return [];
  const { property } = node.left;
  const name = property.type === "Identifier" ? property.name : "default";
  return valueParts(node.right, name === "exports" ? "default" : name, true);
}

const literals = new Set([
  "NumericLiteral",
  "StringLiteral",
  "BooleanLiteral",
  "BigIntLiteral",
  "RegExpLiteral",
  "TemplateLiteral",
  "ArrayExpression",
]);

function valueParts(value: Node, name: string, exported: boolean): readonly Part[] {
  if (isFunctionLike(value)) return [{ name, node: value }];
  if (value.type === "ClassExpression") return classParts(value, name);
  if (value.type === "TSAsExpression" || value.type === "TSSatisfiesExpression")
    return valueParts(value.expression, name, exported);
  if (value.type === "ObjectExpression") {
    const inner = value.properties.flatMap((property) => memberParts(property, name, exported));
    return inner.length > 0 || !exported ? inner : [{ name, node: value }];
  }
  if (value.type === "CallExpression") {
    const functions = value.arguments.filter((argument) => isNode(argument) && isFunctionLike(argument));
    return functions.map((node) => ({ name, node }));
  }
  return exported && literals.has(value.type) ? [{ name, node: value }] : [];
}

type Class = Extract<Node, { type: "ClassDeclaration" | "ClassExpression" }>;

function classParts({ body, superClass }: Class, name: string): readonly Part[] {
  return body.body.flatMap((member) => {
    const builds = "kind" in member && member.kind === "constructor";
    return builds && superClass ? [] : memberParts(member, name, false);
  });
}

type Member =
  | Class["body"]["body"][number]
  | Extract<Node, { type: "ObjectExpression" }>["properties"][number];

function memberParts(member: Member, prefix: string, exported: boolean): readonly Part[] {
  const name = `${prefix}.${memberName(member)}`;
  if (isNode(member) && isFunctionLike(member)) return [{ name, node: member }];
  const value = "value" in member && isNode(member.value) ? member.value : null;
  return value === null ? [] : valueParts(value, name, exported && !literals.has(value.type));
}

function memberName(member: Member): string {
  if (!("key" in member) || !isNode(member.key)) return "?";
  const { key } = member;
  if (key.type === "Identifier") return key.name;
  return key.type === "StringLiteral" ? key.value : "?";
}
