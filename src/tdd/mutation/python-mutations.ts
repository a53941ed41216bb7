import { allBelow, childOf, childrenOf, type LezerSource, type SyntaxNode, textOf } from "../lezer-source.ts";
import { type Mutation, weights } from "./mutant.ts";

/** Small changes to Python code. */
export function pythonMutations(source: LezerSource): readonly Mutation[] {
  return childrenOf(source.top).flatMap((node) => below(source, node, false));
}

/** What steers a `while` is left alone: an endless loop would cost a whole time-out. */
function below(source: LezerSource, node: SyntaxNode, inFunction: boolean): readonly Mutation[] {
  if (/^(WhileStatement|ImportStatement|Decorator|TypeDef|ParamList)$/.test(node.name)) return [];
  if (isLog(source, node)) return [];
  const inside = inFunction || node.name === "FunctionDefinition";
  const own = inside ? ofNode(source, node) : ofValue(source, node);
  return [...own, ...childrenOf(node).flatMap((child) => below(source, child, inside))];
}

const compared: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "==": "!=",
  "!=": "==",
};
const computed: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "//": "*",
  "%": "*",
  "+=": "-=",
  "-=": "+=",
  "*=": "//=",
};

function ofNode(source: LezerSource, node: SyntaxNode): readonly Mutation[] {
  switch (node.name) {
    case "IfStatement":
    case "ConditionalExpression":
      return negated(source, node);
    case "ReturnStatement":
      return node.firstChild?.nextSibling ? [replace(node, "return None", weights.answer)] : [];
    case "ExpressionStatement":
      return childOf(node, "String", "FormatString", "ContinuedString", "YieldExpression") === null
        ? [replace(node, "pass", weights.drop)]
        : [];
    default:
      return ofValue(source, node);
  }
}

function ofValue(source: LezerSource, node: SyntaxNode): readonly Mutation[] {
  const text = textOf(source, node);
  if (node.name === "CompareOp") return swap(node, compared[text], weights.compare);
  if (node.name === "ArithOp" || node.name === "UpdateOp")
    return node.parent?.name === "UnaryExpression" ? [] : swap(node, computed[text], weights.arithmetic);
  if (node.name === "and") return [replace(node, "or", weights.compare)];
  if (node.name === "or") return [replace(node, "and", weights.compare)];
  if (node.name === "Boolean") return [replace(node, text === "True" ? "False" : "True", weights.number)];
  if (node.name !== "Number" || !/^\d+(\.\d+)?$/.test(text)) return [];
  return [replace(node, String(Number(text) + 1), weights.number)];
}

/** The test of an `if` follows the word; of `a if test else b` it stands between both words. */
function negated(source: LezerSource, node: SyntaxNode): readonly Mutation[] {
  const test = childOf(node, "if")?.nextSibling;
  return test ? [replace(test, `not (${textOf(source, test)})`, weights.negate)] : [];
}

function swap(node: SyntaxNode, fresh: string | undefined, weight: number): readonly Mutation[] {
  return fresh === undefined ? [] : [replace(node, fresh, weight)];
}

function replace({ from, to }: SyntaxNode, text: string, weight: number): Mutation {
  return { start: from, end: to, text, weight };
}

function isLog(source: LezerSource, node: SyntaxNode): boolean {
  if (node.name !== "CallExpression") return false;
  const [callee] = allBelow(node, "VariableName");
  return callee !== undefined && /^(print|log|logger|logging)$/.test(textOf(source, callee));
}
