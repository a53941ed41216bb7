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
import { pieceFindings, type StubPiece } from "./stub-pieces.ts";

/**
 * What a change of a Go file holds besides stubs (see stub-pieces.ts), or `null` when a side does not parse. A stub is
 * an empty body, `panic` of a literal, or one `return` of zero values. Imports and types are free: they hold no logic.
 */
export function goStubFindings(before: string | null, after: string): readonly string[] | null {
  const [old, fresh] = [parseLezer("go", before ?? "package p\n"), parseLezer("go", after)];
  return old === null || fresh === null ? null : pieceFindings(pieces(old), pieces(fresh));
}

const free = new Set(["PackageClause", "ImportDecl", "TypeDecl", "LineComment", "BlockComment", ";"]);

function pieces(source: LezerSource): readonly StubPiece[] {
  return childrenOf(source.top).flatMap((node): readonly StubPiece[] => {
    if (free.has(node.name)) return [];
    const code = codeBetween(source, node.from, node.to);
    const body = childOf(node, "Block");
    if (node.name === "FunctionDecl" || node.name === "MethodDecl") {
      const own = body === null ? "" : codeBetween(source, body.from, body.to);
      return [
        {
          key: nameOf(source, node),
          code,
          body: own,
          stub: body !== null && isStub(source, body),
          plain: true,
        },
      ];
    }
    if (node.name !== "VarDecl" && node.name !== "ConstDecl")
      return [{ key: code, code, body: code, stub: false, plain: true }];
    return allBelow(node, "VarSpec", "ConstSpec").map((spec) => value(source, spec));
  });
}

/** `Add`, or `Cart.Add` for a method. `init` has no name of its own: there may be several. */
export function nameOf(source: LezerSource, node: SyntaxNode): string {
  const name = childOf(node, "DefName", "FieldName");
  const own = name === null ? "" : textOf(source, name);
  if (own === "init") return codeBetween(source, node.from, node.to);
  const receiver = node.name === "MethodDecl" ? childOf(node, "Parameters") : null;
  const type = receiver === null ? undefined : allBelow(receiver, "TypeName")[0];
  return type === undefined ? own : `${textOf(source, type)}.${own}`;
}

function isStub(source: LezerSource, body: SyntaxNode): boolean {
  const statements = childrenOf(body).filter(
    ({ name }) => !["{", "}", ";", "LineComment", "BlockComment"].includes(name),
  );
  const [first, second, ...more] = statements;
  if (first === undefined) return true;
  if (more.length > 0) return false;
  if (second !== undefined) return isEmptyValue(source, first, second);
  if (first.name === "ReturnStatement") {
    const values = childrenOf(first).filter(({ name }) => name !== "return" && name !== ",");
    return values.every((one) => isZero(source, one));
  }
  return /^panic\((`[^`]*`|"(?:[^"\\]|\\.)*")\)$/.test(textOf(source, first).trim());
}

/** `var zero T; return zero` */
function isEmptyValue(source: LezerSource, first: SyntaxNode, second: SyntaxNode): boolean {
  const name = /^var (\w+) [\w.[\]*]+$/.exec(textOf(source, first).trim())?.[1];
  return name !== undefined && textOf(source, second).trim() === `return ${name}`;
}

function value(source: LezerSource, spec: SyntaxNode): StubPiece {
  const code = codeBetween(source, spec.from, spec.to);
  const parts = childrenOf(spec);
  const at = parts.findIndex(({ name }) => name === "=");
  const values = at === -1 ? [] : parts.slice(at + 1).filter(({ name }) => name !== ",");
  const name = childOf(spec, "DefName");
  const key = name === null || textOf(source, name) === "_" ? code : textOf(source, name);
  return { key, code, body: code, stub: values.every((one) => isZero(source, one)), plain: true };
}

const zeros = /^(nil|false|0|0\.0|""|``|&?[\w.[\]*]+\{\s*\}|errors\.New\("(?:[^"\\]|\\.)*"\))$/;

function isZero(source: LezerSource, node: SyntaxNode): boolean {
  return zeros.test(textOf(source, node));
}
