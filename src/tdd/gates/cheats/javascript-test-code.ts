import { type TestNames, testNames } from "../../javascript-names.ts";
import { dotted, isFunctionNode, literalOf, type Place, places, stringOf } from "../../javascript-walk.ts";
import { type Call, children, type Node, type Source, sourceOf } from "../../syntax-tree.ts";
import { javascriptAssertionSigns } from "./javascript-assertions.ts";
import { type Sign, type SignContext, sign } from "./sign.ts";

/** Signs in a test file: the subject is mocked, its source is read, time or chance decides, the runner is tampered with. */
export function javascriptTestSigns(path: string, source: Source, context: SignContext): readonly Sign[] {
  const names = testNames(source);
  const all = places(source.body);
  const subjects = subjectsOf(path, source, context);
  return [
    ...all.flatMap(({ node }) => mocked(path, source, node, { context, subjects })),
    ...all.flatMap(({ node }) => readsSource(source, node, context)),
    ...all.flatMap((place) => waits(source, place)),
    ...all.flatMap((place) => chance(source, place)),
    ...all.flatMap((place) => runnerTricks(source, place, names)),
    ...javascriptAssertionSigns(source, all, names),
  ];
}

/** Whether a relative specifier, seen from a test file, names one of the changed production files. */
function resolves(path: string, specifier: string, { production }: SignContext): boolean {
  if (!/^\.{1,2}\//.test(specifier)) return false;
  const parts = path.split("/").slice(0, -1);
  for (const part of specifier.split("/"))
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  const plain = (file: string) => file.replace(/(?:\/index)?\.[cm]?[jt]sx?$/, "");
  return production.some((file) => plain(file.path) === plain(parts.join("/")));
}

/** Local names of what the test imports from changed production files. */
function subjectsOf(path: string, source: Source, context: SignContext): ReadonlySet<string> {
  return new Set(
    source.body.flatMap((statement) =>
      statement.type === "ImportDeclaration" && resolves(path, statement.source.value, context)
        ? statement.specifiers.map(({ local }) => local.name)
        : [],
    ),
  );
}

const moduleMocks =
  /^(?:(?:vi|jest)\.(?:mock|doMock|unstable_mockModule|setMock)|(?:\w+\.)?mock\.module|proxyquire|td\.replace.*)$/;
const memberMocks =
  /^(?:(?:vi|jest)\.spyOn|(?:\w+\.)?mock\.(?:method|getter|setter)|sinon\.(?:stub|replace|fake))$/;

type Subject = { readonly context: SignContext; readonly subjects: ReadonlySet<string> };

function mocked(path: string, source: Source, node: Node, { context, subjects }: Subject): readonly Sign[] {
  const found = [sign("mocks-subject", sourceOf(source, node), "The code under test is replaced by a mock")];
  if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression")
    return subjects.has(dotted(node.left).split(".")[0] ?? "") &&
      /[Pp]rototype|=>|function/.test(sourceOf(source, node))
      ? found
      : [];
  if (node.type !== "CallExpression") return [];
  const [first] = node.arguments;
  const called = dotted(node.callee);
  if (first === undefined) return [];
  const specifier = stringOf(first) ?? (first.type === "ImportExpression" ? stringOf(first.source) : null);
  if (moduleMocks.test(called) && specifier !== null && resolves(path, specifier, context)) return found;
  const replaces = called.includes("spyOn") ? isReplaced(source, node) : true;
  return memberMocks.test(called) && subjects.has(dotted(first).split(".")[0] ?? "") && replaces ? found : [];
}

/** A spy alone only listens. */
function isReplaced(source: Source, node: Call): boolean {
  const after = source.text.slice(node.end ?? 0, (node.end ?? 0) + 40);
  return /^\s*\.mock(?:Implementation|Return|Resolved|Rejected)/.test(after);
}

const readers =
  /(?:^|\.)(readFileSync|readFile|existsSync|statSync|stat|access|accessSync|createReadStream|readdirSync)$/;

const asksGit =
  /["'`]git(?:["'`],\s*\[\s*["'`]|\s+)(?:log|show|diff|status|blame|rev-parse|ls-files|stash|describe)\b/;

/** The test looks at the text of production code, or at git, instead of running it. */
function readsSource(source: Source, node: Node, { production }: SignContext): readonly Sign[] {
  if (node.type !== "CallExpression") return [];
  const called = dotted(node.callee);
  const text = node.arguments.map((argument) => sourceOf(source, argument)).join(" ");
  const base = production.map(({ path }) => path.split("/").at(-1) ?? path);
  const says = "The test reads the source instead of running it";
  if (readers.test(called) && base.some((name) => text.includes(name)))
    return [sign("reads-source", sourceOf(source, node), says)];
  if (/exec(File)?(Sync)?$|spawn(Sync)?$/.test(called) && asksGit.test(text) && !/\bcwd\b|"-C"/.test(text))
    return [sign("reads-source", sourceOf(source, node), "The test asks git")];
  return [];
}

const longest = 100;

function waits(source: Source, { node, above }: Place): readonly Sign[] {
  const found = (code: string, text: string) => [
    sign(code, sourceOf(source, node).slice(0, 160), text, "unproved"),
  ];
  if (
    isRetry(node) &&
    above.some(
      (parent) => parent.type === "CallExpression" && /^(it|test|describe)\b/.test(dotted(parent.callee)),
    )
  )
    return found("retries", "The test is tried again until it passes");
  if (node.type !== "CallExpression") return [];
  const called = dotted(node.callee);
  if (/(?:^|\.)(retryTimes|retries)$/.test(called))
    return found("retries", "The test is tried again until it passes");
  if (!/(?:^|\.)(setTimeout|sleep|delay|wait)$/.test(called)) return [];
  const time = node.arguments.find(({ type }) => type === "NumericLiteral");
  return time?.type === "NumericLiteral" && time.value >= longest
    ? found("sleep", "The test waits by the clock")
    : [];
}

function isRetry(node: Node): boolean {
  const option = String(node.type) === "ObjectProperty" && "key" in node && "value" in node;
  return option && dotted(node.key) === "retry" && literalOf(node.value) !== null;
}

const chances = /^(?:Math\.random|Date\.now|performance\.now|crypto\.random\w+|randomUUID|randomInt)$/;

/** Chance or the clock inside an assertion or a condition; as a name for a file it decides nothing. */
function chance(source: Source, { node, above }: Place): readonly Sign[] {
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return [];
  const called = dotted(node.callee);
  const clock = node.type === "NewExpression" && called === "Date" && node.arguments.length === 0;
  const [first] = node.arguments;
  const address = first === undefined ? null : stringOf(first);
  if (
    /(?:^|\.)(fetch|get|request)$/.test(called) &&
    address &&
    /^https?:\/\/(?!localhost|127\.|\[::1)/.test(address)
  )
    return /fetch|https?\./.test(called)
      ? [sign("network", sourceOf(source, node), "The test needs the network", "unproved")]
      : [];
  if (!clock && !chances.test(called)) return [];
  const decides = above.some(
    (parent, at) =>
      ((parent.type === "IfStatement" || parent.type === "ConditionalExpression") &&
        parent.test === above[at + 1]) ||
      (parent.type === "CallExpression" && /^(assert|expect)\b/.test(dotted(parent.callee))),
  );
  return decides
    ? [sign("chance", sourceOf(source, node), "Chance or the clock decides the test", "unproved")]
    : [];
}

const interferes = /uncaught|unhandled|exitCode|process\.(?:exit|reallyExit|kill|abort)|write/;
const endings = /^(exit|beforeExit|uncaughtException|unhandledRejection)$/;

function runnerTricks(source: Source, { node, above }: Place, names: TestNames): readonly Sign[] {
  const found = (code: string, text: string) => [sign(code, sourceOf(source, node).slice(0, 160), text)];
  if (node.type === "AssignmentExpression") {
    const target = dotted(node.left);
    if (target === "process.exitCode") return found("process-exit", "The test sets the status of the run");
    return names.tests.has(target) || names.suites.has(target) || names.assertions.has(target)
      ? found("patched-global", "The runner's own function is replaced")
      : [];
  }
  if (node.type !== "CallExpression") return [];
  const called = dotted(node.callee);
  if (/^process\.(exit|abort|reallyExit|kill)$/.test(called))
    return found("process-exit", "The test ends the process");
  const [first] = node.arguments;
  if (
    /^process\.(on|once|addListener|prependListener)$/.test(called) &&
    first &&
    endings.test(stringOf(first) ?? "") &&
    interferes.test(sourceOf(source, node))
  )
    return found("process-exit", "The test listens to the end of the run");
  const declares = names.tests.has(called) && node.arguments.length > 1;
  const asked = above.findLast(
    (parent) =>
      !isFunctionNode(parent) && (parent.type === "IfStatement" || parent.type === "LogicalExpression"),
  );
  return declares && asked !== undefined && !children(node).includes(asked)
    ? found("conditional-test", "Whether the test is there depends on a condition")
    : [];
}
