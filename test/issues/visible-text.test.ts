import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readVisible, visibleText } from "../../src/issues/visible-text.ts";

const pieces = [
  "<!--",
  "-->",
  "<!-<!-- -->-",
  "secret",
  "\n",
  "\n\n",
  '[a](b "t")',
  "[r]: /u 'title'\n",
  "[r]",
  "![alt](u)",
  "![r][r]",
  "<details>",
  "</details>",
  "<summary>s</summary>",
  "\u200b",
  "\u{e0061}",
  "\ufe0f",
  "\u202e",
  "&#8203;",
  "&zwj;",
  "&amp;#8203;",
  "```js hidden words\n",
  "```\n",
  "`",
  "# Title\n",
  "- item\n",
  "> quote\n",
  "<a href='x'>",
  "</a>",
  "\\",
  "<https://x.example>",
  "e\u0301",
  "word ",
  "<",
  ">",
  "[",
  "]",
  "(",
  ")",
  "!",
  "&",
];
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 16 }).map((parts) => parts.join(""));

describe("text in", () => {
  it("is read the same when it is read again", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = visibleText(text);
        expect(visibleText(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps visible Markdown as it stands", () => {
    const text =
      "# Title\n\n- one `code`\n- **two**\n\n```js\nconst a = 1 < 2; // <!-- shown -->\n```\n\n> quote";
    expect(readVisible(text)).toEqual({ text, hidden: [] });
  });

  it.each([
    ["a comment", "a <!-- evil --> b", "html"],
    ["a comment that never ends", "a b\n\n<!-- evil", "html"],
    ["a nested comment", "a <!-<!-- -->- evil --> b", "html"],
    ["an attribute", 'a <span title="evil">b</span>', "html"],
    ["a link's title", 'a [b](https://x.example "evil")', "link"],
    ["a link's target", "a [b](https://x.example/evil)", "link"],
    ["a link definition", "a b\n\n[c]: https://x.example 'evil'", "definition"],
    ["an image's text", "a ![evil](x.png) b", "image"],
    ["a closed fold", "a\n\n<details><summary>b</summary>\n\nevil\n\n</details>\n\nb", "details"],
    ["a fold that never ends", "a b\n\n<details>\n\nevil", "details"],
    ["the words after a fence's language", "a\n\n```js evil\nb\n```", "code-info"],
  ] as const)("leaves out %s", (_, text, kind) => {
    const seen = readVisible(text);
    expect(seen.text).not.toContain("evil");
    expect(seen.text).toMatch(/^a[\s\S]*b/);
    expect(seen.hidden).toContain(kind);
  });

  it.each([
    ["tag characters", [..."evil"].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join("")],
    ["variation selectors", "\ufe01\u{e0100}"],
    ["zero-width and bidi characters", "\u200b\u200d\u202e\u2066\u2060"],
    ["blank fillers", "\u3164\u115f\uffa0\u2800"],
    ["escape codes", "\u001b"],
    ["references to such characters", "&#8203;&#x202e;&zwnj;"],
  ])("leaves out %s", (_, hidden) => {
    expect(readVisible(`a${hidden}b`)).toEqual({ text: "ab", hidden: ["invisible"] });
  });

  it("shows what a person escaped on purpose", () => {
    expect(visibleText("a \\<!-- b -->")).toBe("a \\<!-- b -->");
  });

  it("reads a body of 64 KB of open brackets and folds without hanging", () => {
    const text = "[<details>".repeat(6_000);
    expect(visibleText(visibleText(text))).toBe(visibleText(text));
  });
});
