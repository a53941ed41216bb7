import {
  allBelow,
  childOf,
  childrenOf,
  type LezerSource,
  languageOf,
  parseLezer,
  type SyntaxNode,
  textOf,
} from "../../lezer-source.ts";
import { isTelling, literalsIn } from "./literals.ts";
import { type Sign, sign } from "./sign.ts";

/**
 * Python, Go and Rust that know the new tests' own values: what javascript-special-case.ts looks for, by the same
 * measure. A comparison with a value of the new test that answers another one, a table of them, or one value always.
 */
export function lezerSpecialCases(
  path: string,
  text: string,
  literals: ReadonlySet<string>,
): readonly Sign[] {
  const language = languageOf(path);
  const source = language === null || literals.size === 0 ? null : parseLezer(language, text);
  if (source === null) return [];
  return [
    ...branches(source)
      .filter((branch) => knows(branch, literals))
      .map(({ node }) => special(source, node)),
    ...allBelow(source.top, ...tables)
      .filter((node) => isTable(textOf(source, node), literals))
      .map((node) => special(source, node)),
    ...allBelow(source.top, ...functions)
      .filter((node) => isConstant(source, node, literals))
      .map((node) => {
        const says = "It answers the new test's value whatever it is given";
        return sign("constant-return", textOf(source, node), says, "unproved");
      }),
  ];
}

function special(source: LezerSource, node: SyntaxNode): Sign {
  const says = "The code answers a value of the new test for a value of the new test";
  return sign("special-case", textOf(source, node), says, "unproved");
}

/** What is asked, and what is done when it holds, as texts. A `pattern` compares without saying so. */
type Branch = {
  readonly node: SyntaxNode;
  readonly asked: string;
  readonly answer: string;
  readonly pattern: boolean;
};

function branches(source: LezerSource): readonly Branch[] {
  const names = ["IfStatement", "IfExpression", "ConditionalExpression", "MatchClause", "MatchArm", "Case"];
  return allBelow(source.top, ...names).flatMap((node) => {
    if (node.name === "IfStatement" || node.name === "IfExpression") return arms(source, node);
    return [node.name === "ConditionalExpression" ? conditional(source, node) : armOf(source, node)];
  });
}

/** `if` and each `elif`: the text between the word and the block, and the block. */
function arms(source: LezerSource, node: SyntaxNode): readonly Branch[] {
  const children = childrenOf(node);
  return children.flatMap((block, at) => {
    const word = children.slice(0, at).findLast(({ name }) => /^(if|elif|else)$/.test(name));
    if (!/^(Body|Block)$/.test(block.name) || word === undefined || word.name === "else") return [];
    const asked = source.text.slice(word.to, block.from);
    return [{ node: block, asked, answer: textOf(source, block), pattern: false }];
  });
}

/** Python's `answer if asked else other`. */
function conditional(source: LezerSource, node: SyntaxNode): Branch {
  const [answer, , asked] = childrenOf(node);
  const said = (part: SyntaxNode | undefined) => (part === undefined ? "" : textOf(source, part));
  return { node, asked: said(asked), answer: said(answer), pattern: false };
}

/** `case 12: …` and `12 => …`. Go's statements stand behind their case. */
function armOf(source: LezerSource, node: SyntaxNode): Branch {
  const body = childOf(node, "Body", "=>");
  const next = childrenOf(node.parent ?? node).find(({ name, from }) => name === "Case" && from > node.from);
  const until = next?.from ?? node.parent?.to ?? node.to;
  const whole = textOf(source, node);
  if (body === null) return { node, asked: whole, answer: source.text.slice(node.to, until), pattern: true };
  return {
    node,
    asked: source.text.slice(node.from, body.from),
    answer: source.text.slice(body.from, node.to),
    pattern: true,
  };
}

/** Names whose values are agreed upon by everybody, so that comparing with one is ordinary. */
const agreed = /(?:status|status_?code|month|len(?:gth)?|size|code)\s*(?:\([^()]*\))?\s*==/i;

function knows({ asked, answer, pattern }: Branch, literals: ReadonlySet<string>): boolean {
  if (!(pattern || /==/.test(asked)) || agreed.test(asked)) return false;
  const given = literalsIn(asked).some((literal) => isTelling(literal) && literals.has(literal));
  return given && literalsIn(answer).some((literal) => literals.has(literal));
}

const tables = ["DictionaryExpression", "LiteralValue", "ArrayExpression"];
const pair =
  /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|-?\b\d+(?:\.\d+)?\b)\s*[:,]\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|-?\b\d+(?:\.\d+)?\b)/g;

/** All entries are values of the new test: `{"a b": 3}`, `[("a b", 3)]`. */
function isTable(text: string, literals: ReadonlySet<string>): boolean {
  const pairs = [...text.matchAll(pair)].map(([, key = "", value = ""]) => [
    literalsIn(key)[0] ?? "",
    literalsIn(value)[0] ?? "",
  ]);
  return (
    pairs.length > 0 &&
    /[:(]/.test(text) &&
    pairs.every(([key = "", value = ""]) => isTelling(key) && literals.has(key) && literals.has(value))
  );
}

const functions = ["FunctionDefinition", "FunctionDecl", "MethodDecl", "FunctionItem"];

/** Takes something besides itself and always answers one value of the new test. */
function isConstant(source: LezerSource, node: SyntaxNode, literals: ReadonlySet<string>): boolean {
  const list = childrenOf(node).findLast(({ name }) => name === "ParamList" || name === "Parameters");
  const block = childOf(node, "Body", "Block");
  if (list === undefined || block === null) return false;
  const taken = textOf(source, list).replace(/\bself\b|\bcls\b|[()&,\s]|\bmut\b/g, "");
  const statements = childrenOf(block).filter(({ name }) => !/^[:{};]$|Comment$/.test(name));
  const [only, ...more] = statements.filter((one) => !isDocumentation(source, one));
  if (taken === "" || only === undefined || more.length > 0) return false;
  const answer = textOf(source, only)
    .replace(/^return\b\s*|;$/g, "")
    .trim();
  const [literal] = literalsIn(answer);
  if (literal === undefined || !literals.has(literal) || !alone.test(answer)) return false;
  return literal.startsWith('"') ? literal.length > 2 : isTelling(literal);
}

const alone = /^(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|-?\d+(?:\.\d+)?)$/;

function isDocumentation({ language, text }: LezerSource, node: SyntaxNode): boolean {
  return (
    language === "python" &&
    node.name === "ExpressionStatement" &&
    /^r?["']/.test(text.slice(node.from, node.from + 2))
  );
}
