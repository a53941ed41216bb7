import { parser as rust } from "@lezer/rust";

/** Whether a file may hold production code and its tests together. */
export function mayHoldBoth(path: string): boolean {
  return path.endsWith(".rs") && !/(^|\/)(tests|benches|examples)\//.test(path);
}

/** The production code of one text with the test modules of another: what the parent was, under the new tests. */
export function withTestsOf(production: string, tests: string): string {
  const [cut, wanted] = [testModules(production), testModules(tests)];
  const bare = [...cut]
    .reverse()
    .reduce((text, { from, to }) => text.slice(0, from) + text.slice(to), production);
  return `${bare.trimEnd()}\n\n${wanted.map(({ from, to }) => tests.slice(from, to)).join("\n\n")}\n`;
}

export function holdsTests(text: string): boolean {
  return testModules(text).length > 0;
}

/** A text without its test modules. */
export function withoutTests(text: string): string {
  return withTestsOf(text, "").trimEnd();
}

type Span = { readonly from: number; readonly to: number };

/** `#[cfg(test)] mod tests { … }` at the top level. */
function testModules(text: string): readonly Span[] {
  const found: Span[] = [];
  for (let node = rust.parse(text).topNode.firstChild; node !== null; node = node.nextSibling) {
    const code = text.slice(node.from, node.to);
    if (node.name === "AttributeItem" && /^#\[cfg\(test\)\]\s*(?:pub\s+)?mod\b/.test(code)) found.push(node);
  }
  return found.map(({ from, to }) => ({ from, to }));
}
