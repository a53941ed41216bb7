/** The expression language of workflow files: `${{ github.event.issue.number == 3 && always() }}` to a tree. Pure. */

export type Expression =
  | { readonly kind: "literal"; readonly value: null | boolean | number | string }
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "property"; readonly of: Expression; readonly name: Expression }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "not"; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

type Token = { readonly kind: "name" | "literal" | "sign" | "end"; readonly text: string };
type Cursor = { readonly tokens: readonly Token[]; at: number; readonly source: string };

const pattern = /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(&&|\|\||[=!<>]=|[<>!().,[\]]))/y;
/** From the loosest to the tightest. */
const levels = [["||"], ["&&"], ["==", "!="], ["<", "<=", ">", ">="]];

/** Throws with the source and what was expected when the text is not an expression this runner knows. */
export function parseExpression(source: string): Expression {
  const cursor: Cursor = { tokens: tokens(source), at: 0, source };
  const found = binary(cursor, 0);
  if (peek(cursor).kind !== "end") throw problem(cursor, "an operator or the end");
  return found;
}

function tokens(source: string): Token[] {
  const found: Token[] = [];
  const text = source.trimEnd();
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) {
      throw new Error(`expression \`${source.trim()}\`: cannot read \`${text.slice(at).trim()}\``);
    }
    const [, quoted, digits, name, sign] = match;
    if (quoted !== undefined) found.push({ kind: "literal", text: quoted });
    else if (digits !== undefined) found.push({ kind: "literal", text: digits });
    else if (name !== undefined) found.push({ kind: "name", text: name });
    else found.push({ kind: "sign", text: sign ?? "" });
  }
  return found;
}

function peek(cursor: Cursor): Token {
  return cursor.tokens[cursor.at] ?? { kind: "end", text: "the end" };
}

function take(cursor: Cursor): Token {
  const token = peek(cursor);
  cursor.at += 1;
  return token;
}

function taken(cursor: Cursor, sign: string): boolean {
  const token = peek(cursor);
  const same = token.kind === "sign" && token.text === sign;
  if (same) cursor.at += 1;
  return same;
}

function problem(cursor: Cursor, expected: string): Error {
  return new Error(
    `expression \`${cursor.source.trim()}\`: expected ${expected}, found \`${peek(cursor).text}\``,
  );
}

function binary(cursor: Cursor, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return unary(cursor);
  let left = binary(cursor, level + 1);
  for (
    let token = peek(cursor);
    token.kind === "sign" && operators.includes(token.text);
    token = peek(cursor)
  ) {
    take(cursor);
    left = { kind: "binary", operator: token.text, left, right: binary(cursor, level + 1) };
  }
  return left;
}

function unary(cursor: Cursor): Expression {
  if (taken(cursor, "!")) return { kind: "not", of: unary(cursor) };
  let found = primary(cursor);
  for (;;) {
    if (taken(cursor, ".")) {
      const name = take(cursor);
      if (name.kind !== "name") throw problem(cursor, "a property name");
      found = { kind: "property", of: found, name: { kind: "literal", value: name.text } };
    } else if (taken(cursor, "[")) {
      found = { kind: "property", of: found, name: binary(cursor, 0) };
      if (!taken(cursor, "]")) throw problem(cursor, "`]`");
    } else return found;
  }
}

function primary(cursor: Cursor): Expression {
  if (taken(cursor, "(")) {
    const inner = binary(cursor, 0);
    if (!taken(cursor, ")")) throw problem(cursor, "`)`");
    return inner;
  }
  const token = peek(cursor);
  if (token.kind !== "name" && token.kind !== "literal") throw problem(cursor, "a value");
  take(cursor);
  if (token.kind === "literal") return { kind: "literal", value: literal(token.text) };
  if (token.text === "true" || token.text === "false")
    return { kind: "literal", value: token.text === "true" };
  if (token.text === "null") return { kind: "literal", value: null };
  return taken(cursor, "(") ? call(cursor, token.text) : { kind: "context", name: token.text };
}

function call(cursor: Cursor, name: string): Expression {
  const args: Expression[] = [];
  if (taken(cursor, ")")) return { kind: "call", name, args };
  do args.push(binary(cursor, 0));
  while (taken(cursor, ","));
  if (!taken(cursor, ")")) throw problem(cursor, "`)`");
  return { kind: "call", name, args };
}

function literal(text: string): number | string {
  return text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : Number(text);
}
