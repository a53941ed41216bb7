import { type Expression, type File, type ParserOptions, type ParserPlugin, parse } from "@babel/parser";

export type Statement = File["program"]["body"][number];
export type Call = Extract<Expression, { type: "CallExpression" }>;
/** Any expression, statement or argument; narrow it by `type`. */
export type Node = Expression | Statement | Call["arguments"][number];
/** A token or comment with its offsets in the source. */
type Lexeme = { readonly type: unknown; readonly start: number; readonly end: number };

export type Source = {
  readonly text: string;
  readonly body: readonly Statement[];
  readonly lexemes: readonly Lexeme[];
};

/** Whether the path's extension is one that `parseSource` reads. */
export function isJavascript(path: string): boolean {
  return pluginsFor(path) !== null;
}

/** Parses JavaScript, TypeScript or JSX, chosen by the path's extension. `null` when it is none of them or does not parse. */
export function parseSource(path: string, text: string): Source | null {
  const plugins = pluginsFor(path);
  if (plugins === null) return null;
  const options: ParserOptions = {
    sourceType: "unambiguous",
    plugins,
    tokens: true,
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
    allowUndeclaredExports: true,
  };
  try {
    const file = parse(text, options);
    return { text, body: file.program.body, lexemes: (file.tokens ?? []).filter(isLexeme) };
  } catch {
    return null;
  }
}

function pluginsFor(path: string): ParserPlugin[] | null {
  if (/\.[cm]?ts$/.test(path)) return ["typescript", "decorators"];
  if (/\.tsx$/.test(path)) return ["typescript", "jsx", "decorators"];
  if (/\.([cm]?js|jsx)$/.test(path)) return ["jsx", "decorators"];
  return null;
}

function isLexeme(value: unknown): value is Lexeme {
  return (
    typeof value === "object" &&
    value !== null &&
    "start" in value &&
    typeof value.start === "number" &&
    "end" in value &&
    typeof value.end === "number"
  );
}

/** A line break after one of these words ends the statement, so there it is not mere layout. */
const endsAtLineBreak = new Set(["return", "throw", "break", "continue", "yield"]);

/**
 * The code between two offsets as a text that is the same for the same code: comments and layout are left out, except
 * a line break that changes the meaning. Used to compare, so no two different codes share it.
 */
export function codeText(source: Source, start: number, end: number): string {
  let text = "";
  let last = "";
  let lastEnd = start;
  for (const lexeme of source.lexemes.slice(firstAt(source.lexemes, start))) {
    if (lexeme.start >= end) break;
    if (lexeme.type === "CommentLine" || lexeme.type === "CommentBlock") continue;
    const word = source.text.slice(lexeme.start, lexeme.end);
    if (word === "") continue;
    const broken = /[\n\r\u2028\u2029]/.test(source.text.slice(lastEnd, lexeme.start));
    const meant = endsAtLineBreak.has(last) || word === "++" || word === "--";
    text += text === "" ? word : `${broken && meant ? "\n" : " "}${word}`;
    last = word;
    lastEnd = lexeme.end;
  }
  return text;
}

function firstAt(lexemes: readonly Lexeme[], offset: number): number {
  let low = 0;
  let high = lexemes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lexemes[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The nodes directly below a node, in source order as the parser lists them. */
export function children(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === "loc" || key.endsWith("Comments")) continue;
    if (Array.isArray(value)) found.push(...value.filter(isNode));
    else if (isNode(value)) found.push(value);
  }
  return found;
}

/** The offsets of a node; 0 and 0 for a node the parser did not place, which it never gives for source text. */
export function span(node: Node): readonly [start: number, end: number] {
  return [node.start ?? 0, node.end ?? 0];
}

export function sourceOf(source: Source, node: Node): string {
  return source.text.slice(...span(node));
}
