import {
  childOf,
  childrenOf,
  codeBetween,
  type LezerSource,
  parseLezer,
  type SyntaxNode,
  textOf,
} from "./lezer-source.ts";
import { pieceFindings, type StubPiece } from "./stub-pieces.ts";

/**
 * What a change of a Python file holds besides stubs (see stub-pieces.ts), or `null` when a side does not parse. A stub
 * is `pass`, `...`, a docstring, one `raise` of a plain error, or one `return` of a zero value. Imports are free.
 */
export function pythonStubFindings(before: string | null, after: string): readonly string[] | null {
  const [old, fresh] = [parseLezer("python", before ?? ""), parseLezer("python", after)];
  if (old === null || fresh === null) return null;
  return pieceFindings(pieces(old, old.top, ""), pieces(fresh, fresh.top, ""));
}

const harmless =
  /^@\s*(staticmethod|classmethod|property|\w+\.setter|(abc\.)?abstractmethod|(typing\.)?(overload|override|final)|(dataclasses\.)?dataclass(\((\w+=(True|False),?\s*)*\))?)$/;

function pieces(source: LezerSource, parent: SyntaxNode, prefix: string): readonly StubPiece[] {
  return childrenOf(parent).flatMap((node): readonly StubPiece[] => {
    if (["ImportStatement", "Comment", "PassStatement", ":"].includes(node.name)) return [];
    if (node.name === "DecoratedStatement") {
      const own = childOf(node, "FunctionDefinition", "ClassDefinition");
      const marks = childrenOf(node).filter(({ name }) => name === "Decorator");
      const plain = marks.every((mark) => harmless.test(textOf(source, mark).trim()));
      const found = own === null ? [] : declared(source, own, node, prefix);
      return found.map((piece, index) => (index === 0 ? { ...piece, plain: piece.plain && plain } : piece));
    }
    if (node.name === "FunctionDefinition" || node.name === "ClassDefinition")
      return declared(source, node, node, prefix);
    const code = codeBetween(source, node.from, node.to);
    if (node.name === "ExpressionStatement") {
      if (node.firstChild?.name === "String" || code === "...") return [];
      return [{ key: prefix + code, code, body: code, stub: false, plain: true }];
    }
    if (/^__all__\b/.test(code)) return [];
    if (node.name === "AssignStatement") return [assignment(source, node, prefix)];
    return [{ key: prefix + code, code, body: code, stub: false, plain: true }];
  });
}

/** The first piece is the function itself or the head of a class; the members of a class follow. */
function declared(
  source: LezerSource,
  node: SyntaxNode,
  whole: SyntaxNode,
  prefix: string,
): readonly StubPiece[] {
  const name = childOf(node, "VariableName");
  const body = childOf(node, "Body");
  if (name === null || body === null) return [];
  const key = prefix + textOf(source, name);
  const code = codeBetween(source, whole.from, whole.to);
  if (node.name === "FunctionDefinition") {
    const own = codeBetween(source, body.from, body.to);
    return [{ key, code, body: own, stub: isStubBody(source, body), plain: plainParameters(source, node) }];
  }
  const head = codeBetween(source, whole.from, body.from);
  const bases = childOf(node, "ArgList");
  const plain = bases === null || /^\([\w\s.,[\]]*\)$/.test(textOf(source, bases));
  return [
    { key: `class ${key}`, code: head, body: head, stub: true, plain },
    ...pieces(source, body, `${key}.`),
  ];
}

function plainParameters(source: LezerSource, node: SyntaxNode): boolean {
  const list = childOf(node, "ParamList");
  if (list === null) return true;
  const parts = childrenOf(list);
  return parts.every((part, index) => parts[index - 1]?.name !== "AssignOp" || isLiteral(source, part));
}

function isStubBody(source: LezerSource, body: SyntaxNode): boolean {
  const statements = childrenOf(body).filter((node) => {
    if (node.name === ":" || node.name === "Comment" || node.name === "PassStatement") return false;
    return (
      node.name !== "ExpressionStatement" ||
      !(node.firstChild?.name === "String" || textOf(source, node) === "...")
    );
  });
  const [only, ...more] = statements;
  if (only === undefined) return true;
  if (more.length > 0) return false;
  const [, value, ...rest] = childrenOf(only);
  if (only.name === "ReturnStatement")
    return value === undefined || (rest.length === 0 && isZero(source, value));
  return (
    only.name === "RaiseStatement" && value !== undefined && rest.length === 0 && isPlainError(source, value)
  );
}

/** `NotImplementedError`, or a call of a name with literals only. */
function isPlainError(source: LezerSource, node: SyntaxNode): boolean {
  if (node.name === "VariableName") return true;
  const [callee, list] = childrenOf(node);
  if (node.name !== "CallExpression" || callee?.name !== "VariableName" || list === undefined) return false;
  return childrenOf(list).every((part) => ["(", ")", ","].includes(part.name) || isLiteral(source, part));
}

function assignment(source: LezerSource, node: SyntaxNode, prefix: string): StubPiece {
  const code = codeBetween(source, node.from, node.to);
  const parts = childrenOf(node).filter(({ name }) => name !== "TypeDef");
  const [target, , value, ...more] = parts;
  const named = target?.name === "VariableName" && more.length === 0;
  const key = prefix + (named && target !== undefined ? textOf(source, target) : code);
  const stub = named && (value === undefined || isZero(source, value));
  return { key, code, body: code, stub, plain: true };
}

const zeros =
  /^(None|False|\.\.\.|0|0\.0|""|''|\[\s*\]|\(\s*\)|\{\s*\}|(dict|list|set|tuple|frozenset|str|int|float|bool|Decimal)\((0|"0"|'0')?\))$/;

function isZero(source: LezerSource, node: SyntaxNode): boolean {
  return zeros.test(textOf(source, node));
}

function isLiteral(source: LezerSource, node: SyntaxNode): boolean {
  return ["String", "Number", "Boolean", "None"].includes(node.name) || isZero(source, node);
}
