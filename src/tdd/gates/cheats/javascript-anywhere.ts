import { dotted, type Place, places } from "../../javascript-walk.ts";
import { type Node, type Source, sourceOf } from "../../syntax-tree.ts";
import { type Sign, sign } from "./sign.ts";

/** Signs that are the same in tests and in production: patched equality and assertions, forged reports, escapes. */
export function javascriptAnywhereSigns(source: Source, test: boolean): readonly Sign[] {
  const all = places(source.body);
  return [
    ...all.flatMap(({ node }) => patched(source, node, test)),
    ...all.flatMap(({ node }) => equality(source, node)),
    ...all.flatMap(({ node }) => forged(source, node)),
    ...all.flatMap((place) => cast(source, place)),
    ...comments(source),
  ];
}

const builtIns =
  "Object Array String Number Boolean Map Set JSON Promise RegExp Function Symbol Error Reflect assert expect Assert Module chai should";
const patchable = new Set(builtIns.split(" "));
const clocks = new Set(["Date", "Math"]);
const globals =
  /^(?:globalThis|global|window)\.(assert|expect|test|it|describe|Object|Array|JSON|Symbol|Reflect|Error)$/;

function patched(source: Source, node: Node, test: boolean): readonly Sign[] {
  const target = patchTarget(node);
  if (target === null) return [];
  const name = target.replace(/^(?:globalThis|global|window)\./, "");
  const [root = "", ...rest] = name.split(".");
  const known = patchable.has(root) || (!test && clocks.has(root));
  if (!globals.test(target) && !(known && rest.length > 0 && target !== "Error.stackTraceLimit")) return [];
  return [
    sign(
      "patched-global",
      sourceOf(source, node).slice(0, 160),
      "Something every test relies on is replaced",
    ),
  ];
}

/** What an assignment or one of its disguises writes to. */
function patchTarget(node: Node): string | null {
  if (node.type === "AssignmentExpression")
    return node.left.type === "MemberExpression" ? dotted(node.left) : null;
  if (node.type !== "CallExpression") return null;
  const [first, second] = node.arguments;
  if (first === undefined) return null;
  const called = dotted(node.callee);
  const named = second?.type === "StringLiteral" ? second.value : "?";
  if (/^(Object|Reflect)\.(defineProperty|defineProperties|assign|set|setPrototypeOf)$/.test(called))
    return `${dotted(first)}.${named}`;
  return /^(mock\.method|t\.mock\.method|context\.mock\.method|(?:vi|jest)\.spyOn)$/.test(called)
    ? `${dotted(first)}.${named}`
    : null;
}

const matcherKeys = new Set(["asymmetricMatch", "$$typeof"]);
const equalityCalls =
  /^(?:expect\.(?:extend|addEqualityTesters|addSnapshotSerializer)|(?:jest|vi)\.(?:setSystem.*Equal))$/;

function equality(source: Source, node: Node): readonly Sign[] {
  const says = "Equality or a matcher is redefined";
  if (node.type === "CallExpression" && equalityCalls.test(dotted(node.callee)))
    return [sign("patched-equality", sourceOf(source, node).slice(0, 160), says)];
  if (node.type === "MemberExpression" && dotted(node) === "Symbol.hasInstance")
    return [sign("patched-equality", "Symbol.hasInstance", says)];
  const key =
    "key" in node && node.key && typeof node.key === "object" && "type" in node.key ? node.key : null;
  return key !== null && key.type === "Identifier" && "name" in key && matcherKeys.has(String(key.name))
    ? [sign("patched-equality", sourceOf(source, node).slice(0, 160), says)]
    : [];
}

const ours = /pawl-report|report\.ndjson|pytest_runtest/;

function forged(source: Source, node: Node): readonly Sign[] {
  const says = "The run's own report is looked for";
  if (node.type === "MemberExpression" && /^process\.(execArgv|binding|_linkedBinding)$/.test(dotted(node)))
    return [sign("forged-report", dotted(node), says, "unproved")];
  if (node.type !== "StringLiteral") return [];
  if (ours.test(node.value)) return [sign("forged-report", sourceOf(source, node), says)];
  return node.value.includes("--test-reporter")
    ? [sign("forged-report", sourceOf(source, node), says, "unproved")]
    : [];
}

function cast(source: Source, { node }: Place): readonly Sign[] {
  const any =
    (node.type === "TSAsExpression" || node.type === "TSTypeAssertion") &&
    node.typeAnnotation.type === "TSAnyKeyword";
  return any ? [sign("type-escape", sourceOf(source, node), "A type is cast away", "unproved")] : [];
}

const escapes =
  /@ts-(?:ignore|nocheck|expect-error)|(?:eslint|oxlint|tslint)[-:]?disable|biome-ignore|prettier-ignore|(?:istanbul|c8|v8|node:coverage) (?:ignore|disable)|Stryker disable/;

function comments(source: Source): readonly Sign[] {
  return source.lexemes.flatMap(({ type, start, end }) => {
    const text = type === "CommentLine" || type === "CommentBlock" ? source.text.slice(start, end) : "";
    const found = escapes.exec(text)?.[0];
    return found === undefined ? [] : [sign("lint-escape", found, "A check is switched off", "unproved")];
  });
}
