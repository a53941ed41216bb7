import { testNames } from "../../javascript-names.ts";
import { dotted, literalOf, places } from "../../javascript-walk.ts";
import { isJavascript, parseSource, sourceOf } from "../../syntax-tree.ts";
import { literalsIn } from "./literals.ts";

/**
 * Literals of tests that a file has now and did not have, as `literalOf` writes them. In languages other than
 * JavaScript: numbers and quoted texts of lines that were not there, found by pattern.
 */
export function newTestLiterals(
  path: string,
  before: string | null,
  after: string | null,
): readonly string[] {
  if (!isJavascript(path)) {
    const old = new Set((before ?? "").split("\n"));
    const fresh = (after ?? "").split("\n").filter((line) => !old.has(line));
    return fresh.flatMap(literalsIn);
  }
  const [old, fresh] = [literalsByTest(path, before ?? ""), literalsByTest(path, after ?? "")];
  return [...fresh].filter(([title]) => !old.has(title)).flatMap(([, literals]) => literals);
}

function literalsByTest(path: string, text: string): ReadonlyMap<string, readonly string[]> {
  const source = parseSource(path, text);
  if (source === null) return new Map();
  const names = testNames(source);
  return new Map(
    places(source.body).flatMap(({ node }) => {
      if (node.type !== "CallExpression" || !names.tests.has(dotted(node.callee).split(/[.(]/)[0] ?? ""))
        return [];
      const [title, ...rest] = node.arguments;
      const literals = places(rest).flatMap((place) => literalOf(place.node) ?? []);
      return title ? [[sourceOf(source, title), literals] as const] : [];
    }),
  );
}
