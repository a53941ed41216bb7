import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import { readParts } from "../../src/issues/markdown-parts.ts";

type Nodes = ReturnType<typeof fromMarkdown>["children"];

const pieces = [
  "<!--",
  "-->",
  "word ",
  "\n",
  "\n\n",
  '[a](b "t")',
  "\n\n[r]: /u\n",
  "[R]",
  "[a  b]",
  "[a\n> b]: x\n",
]
  .concat([
    "![alt](u)",
    "```js hidden\n",
    "\n\n```\n",
    "~~~\n",
    "# Title\n",
    "\n- item\n",
    "\n\n- item\n\n  ",
  ])
  .concat([
    "\n\n    ",
    "\n\n> ```\n",
    "- ```\n",
    "\n\n<script>",
    "</script>",
    "\n\n<pre>",
    "</pre>",
    "<?x",
    "?>",
  ])
  .concat([
    "<![CDATA[",
    "]]>",
    "<!X",
    ">",
    "<div>\n",
    "\\",
    "<https://x.example>",
    "[",
    "]",
    "`",
    "1. x\n",
    "\t",
  ]);
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(""));

/** What may hide something, by kind and beginning, in the order of the text. */
function marksIn(nodes: Nodes, from: number, shift: number): readonly string[] {
  return nodes.flatMap((node) => {
    const start = node.position?.start.offset ?? 0;
    const plain = /^(?:html|link|linkReference|image|imageReference|definition|code)$/.test(node.type);
    const own = plain && start >= shift ? [`${node.type} ${start - shift + from}`] : [];
    return [...own, ...("children" in node ? marksIn(node.children, from, shift) : [])];
  });
}

describe("a text read in parts", () => {
  it("shows the same as the text read as a whole", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const parts = readParts()(text);
        expect(parts.map((part) => part.text).join("")).toBe(text);
        const found = parts.flatMap(({ nodes, from, before }) => marksIn(nodes, from, before.length));
        // Code without a fence hides nothing, and is not read where nothing else could.
        const fenced = (mark: string) =>
          !mark.startsWith("code ") || /^[`~]/.test(text.slice(Number(mark.slice(5))));
        expect(found.filter(fenced)).toEqual(marksIn(fromMarkdown(text).children, 0, 0).filter(fenced));
      }),
      { numRuns: 1500 },
    );
  });

  it("reads each part of a long text once, and none that has no mark", () => {
    const parts = readParts()("One.\n\nTwo [a](b).\n\nThree.\n\n```\nfour\n\nfour\n```\n\nFive.");
    expect(parts.map(({ text, nodes }) => [text.trim(), nodes.length])).toEqual([
      ["One.", 0],
      ["Two [a](b).", 1],
      ["Three.", 0],
      ["```\nfour\n\nfour\n```", 1],
      ["Five.", 0],
    ]);
  });
});
