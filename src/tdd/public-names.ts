import { nameOf } from "./go-stub.ts";
import { type Exported, javascriptExports } from "./javascript-exports.ts";
import {
  allBelow,
  childOf,
  childrenOf,
  codeBetween,
  type LezerSource,
  languageOf,
  parseLezer,
  type SyntaxNode,
  textOf,
} from "./lezer-source.ts";

/**
 * The names a file gives to others, in source order, each with its signature in one line, in the language of its
 * extension: exports of JavaScript, names of Python that do not begin with `_`, capital names of Go, `pub` items of
 * Rust. `null` when it does not parse or is another kind of file.
 */
export function publicNames(path: string, text: string): readonly Exported[] | null {
  const language = languageOf(path);
  if (language === null) return javascriptExports(path, text);
  const source = parseLezer(language, text);
  return source === null ? null : readers[language](source, source.top);
}

const readers = { python: pythonNames, go: goNames, rust: rustNames } as const;

function pythonNames(source: LezerSource, parent: SyntaxNode, prefix = ""): readonly Exported[] {
  return childrenOf(parent).flatMap((whole) => {
    const node =
      whole.name === "DecoratedStatement" ? childOf(whole, "FunctionDefinition", "ClassDefinition") : whole;
    const name = node === null ? null : childOf(node, "VariableName");
    if (
      node === null ||
      name === null ||
      !["FunctionDefinition", "ClassDefinition", "AssignStatement"].includes(node.name)
    )
      return [];
    const own = textOf(source, name);
    if (own.startsWith("_") && own !== "__init__") return [];
    const body = childOf(node, "Body");
    const found = { name: prefix + own, signature: head(source, node, body) };
    const inner =
      node.name === "ClassDefinition" && body !== null ? pythonNames(source, body, `${prefix}${own}.`) : [];
    return [found, ...inner];
  });
}

function goNames(source: LezerSource, top: SyntaxNode): readonly Exported[] {
  return childrenOf(top).flatMap((node) => {
    if (node.name === "FunctionDecl" || node.name === "MethodDecl") {
      const name = nameOf(source, node);
      const open = name.split(".").every((part) => /^\p{Lu}/u.test(part));
      return open ? [{ name, signature: head(source, node, childOf(node, "Block")) }] : [];
    }
    return allBelow(node, "TypeSpec", "VarSpec", "ConstSpec").flatMap((spec) => {
      const names = childrenOf(spec)
        .filter((child) => child.name === "DefName")
        .map((child) => textOf(source, child));
      const signature = oneLine(codeBetween(source, spec.from, spec.to).split(/ = /)[0] ?? "");
      return names.filter((name) => /^\p{Lu}/u.test(name)).map((name) => ({ name, signature }));
    });
  });
}

function rustNames(source: LezerSource, parent: SyntaxNode, prefix = ""): readonly Exported[] {
  return childrenOf(parent).flatMap((whole): readonly Exported[] => {
    const node = whole.name === "AttributeItem" ? (childrenOf(whole).at(-1) ?? whole) : whole;
    const list = childOf(node, "DeclarationList");
    if (node.name === "ImplItem" && list !== null) {
      const type = childrenOf(node)
        .filter((child) => /Type/.test(child.name))
        .at(-1);
      return rustNames(source, list, `${prefix}${type === undefined ? "" : textOf(source, type)}::`);
    }
    if (childOf(node, "Vis") === null) return [];
    const name = childOf(node, "BoundIdentifier", "TypeIdentifier");
    const own = name === null ? textOf(source, node) : textOf(source, name);
    const body = childOf(node, "Block", "FieldDeclarationList", "EnumVariantList", "DeclarationList");
    const found = { name: prefix + own, signature: head(source, node, body) };
    const inner = list === null ? [] : rustNames(source, list, `${prefix}${own}::`);
    return [found, ...inner];
  });
}

/** A declaration up to its body. */
function head(source: LezerSource, node: SyntaxNode, body: SyntaxNode | null): string {
  return oneLine(codeBetween(source, node.from, body?.from ?? node.to).replace(/[\s:{]+$/, ""));
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").replace(/;$/, "").trim();
  return line.length <= 160 ? line : `${line.slice(0, 159)}…`;
}
