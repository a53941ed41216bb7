import {
  allBelow,
  childOf,
  childrenOf,
  codeBetween,
  type LezerSource,
  parseLezer,
  type SyntaxNode,
  textOf,
} from "./lezer-source.ts";
import type { CollectedTest } from "./test-runner.ts";

/**
 * The tests of a Go file: functions `Test…`, `Fuzz…`, and `Example…` with an output comment. An id begins with the
 * package's folder (`.` for the root), since a package is what Go runs; subtests belong to their test. `null` when the
 * text does not parse.
 */
export function collectGoTests(path: string, text: string): readonly CollectedTest[] | null {
  if (!path.endsWith("_test.go")) return [];
  const source = parseLezer("go", text);
  if (source === null) return null;
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
  return childrenOf(source.top).flatMap((node) => {
    const name = childOf(node, "DefName");
    const body = childOf(node, "Block");
    if (node.name !== "FunctionDecl" || name === null || body === null) return [];
    const title = textOf(source, name);
    if (!isTest(title, node, source)) return [];
    return [
      {
        id: `${folder} > ${title}`,
        body: codeBetween(source, node.from, node.to) + outputOf(title, source, body),
        assertions: assertions(body, source, title),
        skipped: calls(body, source).some((callee) => /\.(Skip|Skipf|SkipNow)$/.test(callee)),
        focused: false,
      },
    ];
  });
}

/** https://pkg.go.dev/testing: what follows the prefix must not begin with a small letter. */
function isTest(title: string, node: SyntaxNode, source: LezerSource): boolean {
  if (/^Example(?![a-z])/.test(title)) return outputOf(title, source, node) !== "";
  const parameters = childOf(node, "Parameters");
  return (
    /^(Test|Fuzz)(?![a-z])/.test(title) &&
    parameters !== null &&
    /\*\s*testing\.[TF]\b/.test(textOf(source, parameters))
  );
}

/** The output comment of an example, which is its assertion. */
function outputOf(title: string, source: LezerSource, node: SyntaxNode): string {
  if (!title.startsWith("Example")) return "";
  const lines = allBelow(node, "LineComment", "BlockComment").map((comment) => textOf(source, comment));
  const from = lines.findIndex((line) => /^\/[/*]\s*(unordered )?output:/i.test(line));
  return from === -1 ? "" : lines.slice(from).join("\n");
}

function calls(body: SyntaxNode, source: LezerSource): readonly string[] {
  return allBelow(body, "CallExpr").flatMap(({ firstChild }) =>
    firstChild === null ? [] : [textOf(source, firstChild)],
  );
}

function assertions(body: SyntaxNode, source: LezerSource, title: string): number {
  const found = calls(body, source).filter((callee) =>
    /(\.(Error|Errorf|Fatal|Fatalf|Fail|FailNow)|^(assert|require|is|must|check)\.\w+|\bassert\w*)$/.test(
      callee,
    ),
  );
  return found.length + (title.startsWith("Example") ? 1 : 0);
}
