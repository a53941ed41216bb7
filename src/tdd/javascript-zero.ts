import type { Node, Statement } from "./syntax-tree.ts";

type Block = Extract<Statement, { type: "BlockStatement" }>;
type Parameter = Extract<Statement, { type: "FunctionDeclaration" }>["params"][number];
type ClassParameter = Extract<
  Extract<Statement, { type: "ClassDeclaration" }>["body"]["body"][number],
  { type: "ClassMethod" }
>["params"][number];

/** A body that decides nothing: empty, one throw of a plain error, or one return of a zero value. */
export function isStubBody({ body }: Block): boolean {
  const [only, ...more] = body;
  if (only === undefined) return true;
  if (more.length > 0) return false;
  if (only.type === "ReturnStatement") return !only.argument || isZero(only.argument);
  return only.type === "ThrowStatement" && isPlainError(only.argument);
}

export function isStubFunction(node: Node): boolean {
  if (node.type !== "ArrowFunctionExpression" && node.type !== "FunctionExpression") return false;
  if (!plainParameters(node.params)) return false;
  return node.body.type === "BlockStatement" ? isStubBody(node.body) : isZero(node.body);
}

/** Parameters without code: a default value could hold the whole logic, so only literal defaults are plain. */
export function plainParameters(parameters: readonly (Parameter | ClassParameter)[]): boolean {
  return parameters.every((parameter) => {
    if (parameter.type === "Identifier" || parameter.type === "RestElement") return true;
    if (parameter.type === "AssignmentPattern") return isZero(parameter.right) || isLiteral(parameter.right);
    return parameter.type === "ObjectPattern" && parameter.properties.every(isPlainProperty);
  });
}

type Property = Extract<Parameter, { type: "ObjectPattern" }>["properties"][number];

function isPlainProperty(property: Property): boolean {
  if (property.type === "RestElement" || property.computed) return property.type === "RestElement";
  const { value } = property;
  if (value.type === "AssignmentPattern") return isZero(value.right) || isLiteral(value.right);
  return value.type === "Identifier";
}

/** `null`, `undefined`, `false`, 0, "", [], {}, an empty Map or Set, and a record of such values. */
export function isZero(node: Node | MemberValue): boolean {
  switch (node.type) {
    case "NullLiteral":
      return true;
    case "BooleanLiteral":
      return !node.value;
    case "NumericLiteral":
      return node.value === 0;
    case "StringLiteral":
      return node.value === "";
    case "Identifier":
      return node.name === "undefined" || node.name === "NaN";
    case "ArrayExpression":
      return node.elements.length === 0;
    case "ObjectExpression":
      return node.properties.every(isZeroProperty);
    case "NewExpression":
      return isNamed(node.callee, ["Map", "Set"]) && node.arguments.length === 0;
    case "TSAsExpression":
      return isZero(node.expression);
    default:
      return false;
  }
}

type Member = Extract<Node, { type: "ObjectExpression" }>["properties"][number];
type MemberValue = Extract<Member, { type: "ObjectProperty" }>["value"];

function isZeroProperty(member: Member): boolean {
  return member.type === "ObjectProperty" && !member.computed && isZero(member.value);
}

/** `new Error("not implemented")` and the like: no argument that computes. */
function isPlainError(node: Node): boolean {
  if (node.type !== "NewExpression" && node.type !== "CallExpression") return isLiteral(node);
  return (
    node.callee.type === "Identifier" &&
    node.arguments.every((argument) => isZero(argument) || isLiteral(argument))
  );
}

function isLiteral(node: Node): boolean {
  return node.type === "StringLiteral" || node.type === "NumericLiteral" || node.type === "BooleanLiteral";
}

function isNamed(
  node: { readonly type: string; readonly name?: unknown },
  names: readonly string[],
): boolean {
  return node.type === "Identifier" && typeof node.name === "string" && names.includes(node.name);
}
