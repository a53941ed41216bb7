import type { SyntaxNode } from "@lezer/common";
import { parser as go } from "@lezer/go";
import { parser as python } from "@lezer/python";
import { parser as rust } from "@lezer/rust";

export type { SyntaxNode } from "@lezer/common";

const parsers = { python, go, rust } as const;
export type Language = keyof typeof parsers;

/** A parsed file of one of the languages that are read by the Lezer grammars. */
export type LezerSource = { readonly language: Language; readonly text: string; readonly top: SyntaxNode };

/** The language of a path by its extension, or `null` for any other. */
export function languageOf(path: string): Language | null {
  if (/\.pyi?$/.test(path)) return "python";
  if (path.endsWith(".go")) return "go";
  return path.endsWith(".rs") ? "rust" : null;
}

/** `null` when the text does not parse. */
export function parseLezer(language: Language, text: string): LezerSource | null {
  const tree = parsers[language].parse(text);
  let broken = false;
  tree.iterate({
    enter: (node) => {
      broken ||= node.type.isError;
    },
  });
  return broken ? null : { language, text, top: tree.topNode };
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

export function childOf(node: SyntaxNode, ...names: readonly string[]): SyntaxNode | null {
  return childrenOf(node).find((child) => names.includes(child.name)) ?? null;
}

/** All nodes of some names at or below a node, in source order. */
export function allBelow(node: SyntaxNode, ...names: readonly string[]): readonly SyntaxNode[] {
  const own = names.includes(node.name) ? [node] : [];
  return [...own, ...childrenOf(node).flatMap((child) => allBelow(child, ...names))];
}

export function textOf(source: LezerSource, node: SyntaxNode): string {
  return source.text.slice(node.from, node.to);
}

const verbatim = new Set(["String", "RawString", "FormatString", "ContinuedString", "Char", "Rune"]);
/** Stands for a line break of a string, so that the layout around it can be made plain. */
const lineInString = "\uE00A";
const comments = new Set(["Comment", "LineComment", "BlockComment"]);

/**
 * The code between two offsets as a text that is the same for the same code: comments and layout are left out, strings
 * stay as they are, and so does what has a meaning: line breaks in Go, line breaks and indentation in Python.
 */
export function codeBetween(source: LezerSource, from: number, to: number): string {
  let code = "";
  let at = from;
  const pass = (until: number) => {
    const plain = plainLayout(source.language, source.text.slice(at, until));
    code += source.language === "rust" && code.endsWith(" ") ? plain.trimStart() : plain;
  };
  const cursor = source.top.cursor();
  let going = true;
  while (going) {
    const { name } = cursor;
    const inside = cursor.from >= at && cursor.to <= to && cursor.to > cursor.from;
    const taken = inside && (comments.has(name) || verbatim.has(name));
    if (taken) {
      pass(cursor.from);
      if (verbatim.has(name))
        code += source.text.slice(cursor.from, cursor.to).replaceAll("\n", lineInString);
      at = cursor.to;
    }
    const skip = taken || cursor.to <= at || cursor.from >= to;
    going = cursor.next(!skip);
  }
  pass(to);
  return code.replace(/[ \t]*\n(?:[ \t]*\n)*/g, "\n").trim();
}

function plainLayout(language: Language, text: string): string {
  if (language === "rust") return text.replace(/\s+/g, " ");
  if (language === "go") return text.replace(/[ \t]+/g, " ").replace(/\s*\n\s*/g, "\n");
  return text.replace(/(?<=\S)[ \t]+/g, " ");
}
