import { literalOf, places } from "../../javascript-walk.ts";
import { isJavascript, parseSource } from "../../syntax-tree.ts";

/** All literals of a text, as `literalOf` writes them; of other languages numbers and quoted texts, found by pattern. */
export function javascriptLiterals(path: string, text: string): readonly string[] {
  if (isJavascript(path)) {
    const source = parseSource(path, text);
    return source === null ? [] : places(source.body).flatMap(({ node }) => literalOf(node) ?? []);
  }
  const found =
    text.match(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|-?\b\d+(?:\.\d+)?\b|\bTrue\b|\bFalse\b/g) ?? [];
  return found.map((literal) => (literal.startsWith("'") ? JSON.stringify(literal.slice(1, -1)) : literal));
}
