import { dotted, isFunctionNode, type Place, places, stringOf } from "../../javascript-walk.ts";
import { isNode, type Node, type Source, sourceOf } from "../../syntax-tree.ts";
import { type Sign, sign } from "./sign.ts";

/** Signs in production code: it looks whether it is being tested, or ends the process when it is loaded. */
export function javascriptProductionSigns(source: Source): readonly Sign[] {
  return places(source.body).flatMap((place) => [
    ...environment(source, place.node),
    ...runnerImport(source, place.node),
    ...leaves(source, place),
  ]);
}

const variables =
  /^(VITEST|VITEST_\w+|JEST_WORKER_ID|NODE_TEST_\w+|NODE_V8_COVERAGE|TAP|MOCHA_\w+|NODE_UNDER_TEST|IS_TEST|TEST_ENV)$/;
const runnerNames = /^(?:globalThis|global)\.(?:it|test|describe|expect|jest|vi|beforeEach|__vitest_\w+)$/;
const says = "The code asks whether a test is running";

function environment(source: Source, node: Node): readonly Sign[] {
  const found = (at: Node = node) => [sign("test-environment", sourceOf(source, at), says)];
  if (node.type === "Identifier") return variables.test(node.name) ? found() : [];
  if (node.type === "StringLiteral") return variables.test(node.value) ? found() : [];
  if (node.type === "MemberExpression" && runnerNames.test(dotted(node))) return found();
  if (node.type === "MemberExpression" && dotted(node) === "import.meta.vitest") return found();
  if (node.type === "UnaryExpression" && node.operator === "typeof")
    return /^(jest|vi|expect|describe|it|test|beforeEach)$/.test(dotted(node.argument)) ? found() : [];
  if (node.type === "BinaryExpression" && /ENV\b/.test(sourceOf(source, node)))
    return [node.left, node.right].some((side) => stringOf(side) === "test") ? found() : [];
  return inspects(source, node) ? found() : [];
}

/** A stack or the arguments of the process, searched for something. */
function inspects(source: Source, node: Node): boolean {
  if (node.type === "MemberExpression" && dotted(node).endsWith(".stack"))
    return node.object.type === "NewExpression" || /Error\(\)/.test(textOf(source, node.object));
  if (node.type === "CallExpression" && dotted(node.callee) === "Error.captureStackTrace") return false;
  if (node.type !== "CallExpression") return false;
  const text = sourceOf(source, node);
  return (
    /process\.(argv|mainModule|title)|require\.main|argv1/.test(text) &&
    /["'`/][^"'`]*(test|spec|jest|vitest|mocha)/i.test(text)
  );
}

const runners = /^(node:test|vitest|jest|@jest\/.*|mocha|chai|ava|tap|uvu|@vitest\/.*|expect|bun:test)$/;

function runnerImport(source: Source, node: Node): readonly Sign[] {
  const from =
    node.type === "ImportDeclaration"
      ? node.source.value
      : node.type === "CallExpression" && (dotted(node.callee) === "require" || node.callee.type === "Import")
        ? node.arguments.map((argument) => stringOf(argument)).find((text) => text !== null)
        : null;
  return from && runners.test(from)
    ? [sign("test-environment", sourceOf(source, node), "Production code imports a test runner")]
    : [];
}

/** Ends the process while the file is loaded; a command-line program says so by its first line. */
function leaves(source: Source, { node, above }: Place): readonly Sign[] {
  if (node.type !== "CallExpression" || above.some(isFunctionNode) || source.text.startsWith("#!")) return [];
  const called = dotted(node.callee);
  const whole = sourceOf(source, node);
  if (/^process\.(exit|abort|reallyExit|kill)$/.test(called))
    return [sign("process-exit", whole, "The process is ended while the file loads")];
  return /^process\.(on|once|addListener|prependListener)$/.test(called) && settlesTheEnd.test(whole)
    ? [sign("process-exit", whole, "A file decides how the process ends when it loads")]
    : [];
}

const settlesTheEnd =
  /^[^(]*\(\s*["'](?:exit|beforeExit)["'][\s\S]*(?:exitCode|process\.(?:exit|reallyExit|kill|abort))/;

function textOf(source: Source, node: unknown): string {
  return isNode(node) ? sourceOf(source, node) : "";
}
