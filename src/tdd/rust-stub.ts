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
 * What a change of a Rust file holds besides stubs (see stub-pieces.ts), or `null` when a side does not parse. A stub is
 * an empty body, `todo!()`, `unimplemented!()`, `panic!` of a literal, or a zero value. Uses, types, and modules
 * without a body are free: they hold no logic.
 */
export function rustStubFindings(before: string | null, after: string): readonly string[] | null {
  const [old, fresh] = [parseLezer("rust", before ?? ""), parseLezer("rust", after)];
  return old === null || fresh === null
    ? null
    : pieceFindings(pieces(old, old.top, ""), pieces(fresh, fresh.top, ""));
}

const free = new Set([
  ...[
    "UseDeclaration",
    "ExternCrateDeclaration",
    "StructItem",
    "EnumItem",
    "UnionItem",
    "TypeItem",
    "LineComment",
  ],
  ...["BlockComment", "AssociatedType", "{", "}", ";"],
]);

function pieces(source: LezerSource, parent: SyntaxNode, prefix: string): readonly StubPiece[] {
  return childrenOf(parent).flatMap((node) => ofItem(source, node, node, prefix));
}

/** `whole` is the item with its attributes, which count as its code unless they only derive, document or silence. */
function ofItem(
  source: LezerSource,
  node: SyntaxNode,
  whole: SyntaxNode,
  prefix: string,
): readonly StubPiece[] {
  if (node.name === "AttributeItem") {
    const own = childrenOf(node).at(-1);
    const marks = childrenOf(node).filter(({ name }) => name === "Attribute");
    const plain = marks.every((mark) => harmless.test(textOf(source, mark)));
    const found = own === undefined ? [] : ofItem(source, own, whole, prefix);
    return found.map((piece, index) => (index === 0 ? { ...piece, plain: piece.plain && plain } : piece));
  }
  if (free.has(node.name)) return [];
  const code = codeBetween(source, whole.from, whole.to);
  const list = childOf(node, "DeclarationList");
  if (node.name === "ModItem" && list === null) return [];
  if (list !== null) {
    const head = codeBetween(source, node.from, list.from);
    return pieces(source, list, `${prefix}${head.replace(/^pub(\([^)]*\))? /, "")} › `);
  }
  const name = childOf(node, "BoundIdentifier");
  const key = name === null ? prefix + code : prefix + textOf(source, name);
  const body = childOf(node, "Block");
  if (node.name === "FunctionItem") {
    const own = body === null ? "" : codeBetween(source, body.from, body.to);
    return [{ key, code, body: own, stub: body !== null && isStub(source, body), plain: true }];
  }
  if (node.name === "FunctionSignatureItem") return [{ key, code, body: "", stub: true, plain: true }];
  const valued = node.name === "ConstItem" || node.name === "StaticItem";
  return [{ key, code, body: code, stub: valued && zeros.test(initialOf(code)), plain: true }];
}

const harmless = /^#\[\s*(derive|doc|must_use|inline|allow|expect|deprecated|non_exhaustive|cfg\(test\))\b/;

function initialOf(code: string): string {
  return code
    .slice(code.indexOf("=") + 1)
    .replace(/;$/, "")
    .trim();
}

const zeros =
  /^(&?(0(\.0)?(_?[iuf]\d+|_?[iu]size)?|""|false|None|\(\)|\[\]|vec!\[\]|String::new\(\)|Vec::new\(\)|(\w+::)*(HashMap|HashSet|BTreeMap|BTreeSet)::new\(\)|(\w+::)*default\(\)|Ok\((\(\)|0|false|None|""|vec!\[\]|Vec::new\(\)|String::new\(\))\)))$/;
const throwing = /^(\w+::)*(todo|unimplemented|panic|unreachable)!\(("(?:[^"\\{]|\\.)*")?\);?$/;

function isStub(source: LezerSource, body: SyntaxNode): boolean {
  const code = codeBetween(source, body.from, body.to)
    .replace(/^\{\s*|\s*\}$/g, "")
    .trim();
  if (code === "" || throwing.test(code)) return true;
  return zeros.test(code.replace(/^return\s+|;$/g, "").trim());
}
