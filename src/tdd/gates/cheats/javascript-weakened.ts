import { type TestNames, testNames } from "../../javascript-names.ts";
import { dotted, literalOf, places } from "../../javascript-walk.ts";
import { children, type Node, parseSource, type Source, sourceOf } from "../../syntax-tree.ts";
import { type Sign, sign } from "./sign.ts";

/** Tests of both texts whose assertions became fewer of a kind, looser, or expect another value than before. */
export function javascriptWeakened(path: string, before: string, after: string): readonly Sign[] {
  const [old, now] = [parseSource(path, before), parseSource(path, after)];
  if (old === null || now === null) return [];
  const fresh = byTitle(now);
  return [...byTitle(old)].flatMap(([id, was]) => {
    const is = fresh.get(id);
    if (is === undefined) return [];
    if (is.exact < was.exact || is.exact + is.loose < was.exact + was.loose || is.digits < was.digits)
      return [sign("test-weakened", id, "The test asserts less than before")];
    const lost = was.expected.filter((literal) => !is.literals.includes(literal));
    return lost.length > 0
      ? [
          sign(
            "expectation-changed",
            `${id}, ${lost.join(", ")}`,
            "The test no longer expects what it did",
            "unproved",
          ),
        ]
      : [];
  });
}

/** Tests by their titles; what several of one title assert is added up. */
function byTitle(source: Source): ReadonlyMap<string, Strength> {
  const found = new Map<string, Strength>();
  for (const [id, one] of testsOf(source)) {
    const known = found.get(id) ?? { exact: 0, loose: 0, digits: 0, expected: [], literals: [] };
    found.set(id, {
      exact: known.exact + one.exact,
      loose: known.loose + one.loose,
      digits: known.digits + one.digits,
      expected: [...known.expected, ...one.expected],
      literals: [...known.literals, ...one.literals],
    });
  }
  return found;
}

/** Exact and loose assertions of a test, digits asked of close numbers, the literals inside its assertions, and all of its literals. */
type Strength = {
  readonly exact: number;
  readonly loose: number;
  readonly digits: number;
  readonly expected: readonly string[];
  readonly literals: readonly string[];
};

const exact =
  /(?:^|\.)(equal|strictEqual|deepEqual|deepStrictEqual|toBe|toEqual|toStrictEqual|toThrowErrorMatchingInlineSnapshot|toHaveBeenCalledWith|toHaveBeenLastCalledWith|toMatchInlineSnapshot|toBeNull)$/;
const loose =
  /(?:^|\.)(match|throws|rejects|partialDeepStrictEqual|toMatch|toContain|toContainEqual|toMatchObject|toHaveLength|toHaveProperty|toThrow|toThrowError|toBeCloseTo|toBeGreaterThan|toBeLessThan|toHaveBeenCalledTimes|toBeInstanceOf)$/;

function testsOf(source: Source): readonly (readonly [string, Strength])[] {
  const names = testNames(source);
  const found: (readonly [string, Strength])[] = [];
  const visit = (node: Node, titles: string): void => {
    const call = node.type === "CallExpression" ? node : null;
    const root = call === null ? "" : (dotted(call.callee).split(/[.(]/)[0] ?? "");
    const title = call?.arguments[0] ? sourceOf(source, call.arguments[0]) : "";
    if (call !== null && names.tests.has(root)) found.push([`${titles}${title}`, strengthOf(call, names)]);
    else
      for (const child of children(node))
        visit(child, names.suites.has(root) ? `${titles}${title} > ` : titles);
  };
  for (const statement of source.body) visit(statement, "");
  return found;
}

function strengthOf(test: Node, names: TestNames): Strength {
  const calls = places([test]).flatMap(({ node }) => (node.type === "CallExpression" ? [node] : []));
  const asserted = calls.filter((call) => {
    const called = dotted(call.callee);
    const [root = ""] = called.split(/[.(]/);
    return (
      names.assertions.has(root) ||
      called.includes(".assert.") ||
      (names.expectations.has(root) && called.includes(")."))
    );
  });
  const named = asserted.map((call) => ({ call, name: dotted(call.callee) }));
  const plain = named.filter(({ name }) => !/\.not\./.test(name));
  return {
    exact: plain.filter(({ name }) => exact.test(name)).length,
    loose: plain.filter(
      ({ call, name }) => loose.test(name) && (call.arguments.length > 0 || !/hrow/.test(name)),
    ).length,
    digits: named
      .filter(({ name }) => name.endsWith(".toBeCloseTo"))
      .reduce((sum, { call }) => sum + Number(call.arguments[1] ? literalOf(call.arguments[1]) : 2), 0),
    literals: places([test]).flatMap(({ node }) => literalOf(node) ?? []),
    expected: asserted.flatMap((call) =>
      call.arguments.flatMap((argument) => places([argument]).flatMap(({ node }) => literalOf(node) ?? [])),
    ),
  };
}
