import type { SyntaxNode } from "@lezer/common";
import { parser as go } from "@lezer/go";
import { parser as python } from "@lezer/python";
import { parser as rust } from "@lezer/rust";
import { type Blanked, type BlankMode, type Edit, edited } from "./edited.ts";

/** `code` is the whole part; `back` makes it do what another text's part of that name does. */
type Part = {
  readonly name: string;
  readonly code: string;
  readonly body: string;
  readonly edit: (mode: BlankMode) => Edit;
  readonly back: (was: Part) => Edit;
};
type Language = {
  readonly parse: (text: string) => SyntaxNode;
  readonly part: (node: SyntaxNode, text: string) => Part | null;
};

const languages: readonly (readonly [RegExp, Language])[] = [
  [/\.py$/, { parse: (text) => python.parse(text).topNode, part: pythonPart }],
  [/\.go$/, { parse: (text) => go.parse(text).topNode, part: goPart }],
  [/\.rs$/, { parse: (text) => rust.parse(text).topNode, part: rustPart }],
];

/** See blank.ts, for Python, Go and Rust. */
export function blankFunctions(
  path: string,
  before: string | null,
  after: string,
  mode: BlankMode,
): Blanked | null {
  const language = languages.find(([ending]) => ending.test(path))?.[1];
  if (language === undefined) return null;
  const known = new Map(partsOf(language, before ?? "").map((part) => [part.name, part]));
  const now = partsOf(language, after);
  const edits = now.flatMap((part): readonly Edit[] => {
    const was = known.get(part.name);
    if (was === undefined) return [part.edit(mode)];
    return was.code === part.code ? [] : [part.back(was)];
  });
  const added = now.filter(({ name }) => !known.has(name));
  return {
    text: edited(after, edits),
    names: added.flatMap(({ name }) => [name, name.split(".").at(-1) ?? name]),
  };
}

function partsOf(language: Language, text: string): readonly Part[] {
  const found: Part[] = [];
  const visit = (node: SyntaxNode): void => {
    const part = language.part(node, text);
    if (part !== null) found.push(part);
    if (isTestOnly(node, text)) return;
    for (let child = node.firstChild; child !== null; child = child.nextSibling) visit(child);
  };
  visit(language.parse(text));
  return found;
}

/** Rust keeps tests beside the code they test. */
function isTestOnly(node: SyntaxNode, text: string): boolean {
  const before = node.name === "ModItem" ? text.slice(Math.max(0, node.from - 40), node.from) : "";
  return /#\[cfg\(test\)\]\s*(?:pub\s*)?$/.test(before);
}

const zeros: Readonly<Record<string, string>> = {
  Number: "0",
  Integer: "0",
  Float: "0.0",
  String: '""',
  RawString: '""',
};

/** The literal that a top-level constant is given, made zero; nothing for other values. */
function constant(name: string, value: SyntaxNode | null, text: string): Part | null {
  const zero = value === null ? undefined : zeros[value.name];
  if (value === null || zero === undefined) return null;
  const code = text.slice(value.from, value.to);
  const replace = (fresh: string): Edit => ({ start: value.from, end: value.to, text: fresh });
  return { name, code, body: code, edit: () => replace(zero), back: (was) => replace(was.code) };
}

/** Names of the classes, types and functions around a node, joined by dots, and its own. */
function qualified(node: SyntaxNode, own: SyntaxNode, text: string): string {
  const names: string[] = [];
  for (let parent = node.parent; parent !== null; parent = parent.parent) {
    const name =
      parent.getChild("VariableName") ??
      parent.getChild("TypeIdentifier") ??
      parent.getChild("BoundIdentifier");
    if (/^(ClassDefinition|FunctionDefinition|ImplItem|TraitItem|ModItem)$/.test(parent.name) && name)
      names.unshift(text.slice(name.from, name.to));
  }
  return [...names, text.slice(own.from, own.to)].join(".");
}

function codeOf(node: SyntaxNode, block: SyntaxNode, text: string): Pick<Part, "code" | "body"> {
  return { code: text.slice(node.from, node.to), body: text.slice(block.from + 1, block.to - 1) };
}

/** A statement at the beginning of a block. */
function insertion(block: SyntaxNode, statement: string): Edit {
  return { start: block.from + 1, end: block.from + 1, text: ` ${statement} ` };
}

function pythonPart(node: SyntaxNode, text: string): Part | null {
  if (node.name === "AssignStatement" && node.parent?.name === "Script") {
    const name = node.getChild("VariableName");
    return name === null ? null : constant(text.slice(name.from, name.to), node.lastChild, text);
  }
  const own = node.name === "FunctionDefinition" ? node.getChild("VariableName") : null;
  const first = node.getChild("Body")?.firstChild?.nextSibling ?? null;
  if (own === null || first === null) return null;
  const line = text.slice(text.lastIndexOf("\n", first.from - 1) + 1, first.from);
  const separator = /^\s*$/.test(line) ? `\n${line}` : "; ";
  return {
    name: qualified(node, own, text),
    ...codeOf(node, node, text),
    back: (was) => ({ start: node.from, end: node.to, text: was.code }),
    edit: (mode) => ({
      start: first.from,
      end: first.from,
      text: `${mode === "zero" ? "return None" : 'raise NotImplementedError("blanked")'}${separator}`,
    }),
  };
}

function goPart(node: SyntaxNode, text: string): Part | null {
  if (node.name === "ConstSpec" || node.name === "VarSpec") {
    const name = node.getChild("DefName");
    return name === null || node.parent?.parent?.name !== "SourceFile"
      ? null
      : constant(text.slice(name.from, name.to), node.lastChild, text);
  }
  const method = node.name === "MethodDecl";
  if (node.name !== "FunctionDecl" && !method) return null;
  const own = method ? node.getChild("FieldName") : node.getChild("DefName");
  const block = node.getChild("Block");
  if (own === null || block === null) return null;
  const receiver = method ? node.getChild("Parameters") : null;
  const owner =
    receiver === null
      ? ""
      : `${/(\w+)(?:\[[^\]]*\])?\s*\)$/.exec(text.slice(receiver.from, receiver.to))?.[1] ?? ""}.`;
  const result = block.prevSibling;
  const lists = node.getChildren("Parameters").length - (method ? 1 : 0);
  const types = result === null || (result.name === "Parameters" && lists < 2) ? [] : goResults(result, text);
  const silent = result === null || (result.name === "Parameters" && lists < 2);
  return {
    name: `${owner}${text.slice(own.from, own.to)}`,
    ...codeOf(node, block, text),
    back: (was) => insertion(block, `if true { ${was.body}${silent ? "\nreturn" : ""} };`),
    edit: (mode) => ({
      start: block.from + 1,
      end: block.from + 1,
      text: mode === "throw" ? ' if true { panic("blanked") }; ' : ` if true { ${goZero(types)} }; `,
    }),
  };
}

/** The types of unnamed results; named ones need none, they are zero at the start. */
function goResults(result: SyntaxNode, text: string): readonly string[] {
  if (result.name !== "Parameters") return [text.slice(result.from, result.to)];
  return result
    .getChildren("Parameter")
    .flatMap((one) => (one.getChild("DefName") === null ? [text.slice(one.from, one.to)] : []));
}

function goZero(types: readonly string[]): string {
  const names = types.map((_, at) => `blank${at}`);
  const declared = types.map((type, at) => `var blank${at} ${type}; `).join("");
  return `${declared}return ${names.join(", ")}`.trim();
}

function rustPart(node: SyntaxNode, text: string): Part | null {
  if (node.name === "ConstItem" || node.name === "StaticItem") {
    const name = node.getChild("BoundIdentifier");
    const value = node.lastChild?.name === ";" ? node.lastChild.prevSibling : node.lastChild;
    return name === null ? null : constant(text.slice(name.from, name.to), value, text);
  }
  const own = node.name === "FunctionItem" ? node.getChild("BoundIdentifier") : null;
  const block = node.getChild("Block");
  if (own === null || block === null) return null;
  const zero = " if true { return ::core::default::Default::default(); } ";
  return {
    name: qualified(node, own, text),
    ...codeOf(node, block, text),
    back: (was) => insertion(block, `if true { return { ${was.body} }; }`),
    edit: (mode) => ({
      start: block.from + 1,
      end: block.from + 1,
      text: mode === "zero" ? zero : ' if true { panic!("blanked") } ',
    }),
  };
}
