import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import {
  closes,
  code,
  document,
  heading,
  link,
  list,
  md,
  mermaidLabel,
  plainLine,
  prose,
  table,
} from "../../src/issues/render.ts";

const alphabet = [
  "@",
  "team",
  "#",
  "12",
  "Closes ",
  "fixes",
  " ",
  "\n",
  "/",
  "/plan",
  "[",
  "]",
  "(",
  ")",
  "!",
  "<",
  ">",
  "<!--",
  "-->",
  "`",
  "\\",
  "|",
  "*",
  "_",
  "~",
  "&",
  "&#64;",
  "https://evil.example/x",
  "www.evil.example",
  "a@b.example",
  "GH-12",
  "\u202e",
  "\u200b",
  "\u{e0041}",
  "\u0007",
  "$",
  "- ",
  "1. ",
  "word",
  "é",
  "日本",
  "<img src=x>",
  "```",
];
const hostile = fc.array(fc.constantFrom(...alphabet), { maxLength: 14 }).map((parts) => parts.join(""));

type Node = { readonly type: string; readonly value?: string; readonly children?: readonly Node[] };

function nodes(node: Node): readonly Node[] {
  return [node, ...(node.children ?? []).flatMap(nodes)];
}

const plainText = (node: Node): string =>
  nodes(node)
    .map(({ value }) => value ?? "")
    .join("");

/** What GitHub would act on, in text outside code. */
const acts = /@[\w-]|#\d|\bGH-\d|:\/\/|\bwww\./i;

function violations(markdown: string): readonly string[] {
  return nodes(fromMarkdown(markdown)).flatMap((node) => {
    if (/^(html|image|imageReference|link|linkReference|definition)$/.test(node.type)) return [node.type];
    return node.type === "text" && acts.test(node.value ?? "") ? [`text ${node.value}`] : [];
  });
}

describe("text out", () => {
  it("prints untrusted text that nothing acts on, wherever it stands", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const printed = [
          md`${text}`,
          md`own ${text} own`,
          prose(text),
          list([md`${text}`]),
          heading(2, md`${text}`),
        ];
        for (const { markdown } of printed) expect(violations(markdown)).toEqual([]);
        for (const { markdown } of printed) expect(markdown).not.toMatch(/^\s*\//m);
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps untrusted text inside its table cell", () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const { markdown } = table([md`A`, md`B`], [[md`${a}`, md`${b}`]]);
        const row = markdown.split("\n")[2] ?? "";
        expect(markdown.split("\n")).toHaveLength(3);
        expect(row.replace(/\\[\\|]/g, "").split("|")).toHaveLength(4);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps untrusted text inside its code block", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tree = fromMarkdown(code(text, "js").markdown);
        expect(tree.children.map(({ type }) => type)).toEqual(["code"]);
        expect(code(text).markdown).not.toContain("<!--");
      }),
    );
  });

  it("shows ordinary words as they were", () => {
    const text = "WHEN 1 * 2 < 3 [x] THE list_items SHALL hold_it_all | 50% & more";
    expect(plainText(fromMarkdown(md`${text}`.markdown))).toBe(text);
  });

  it("keeps code spans, and shows mentions and references as code", () => {
    expect(md`${"Add `get()` for @team, fixes #12."}`.markdown).toBe("Add `get()` for `@team`, fixes `#12`.");
  });

  it("never prints a closing word in front of a reference, except the one asked for", () => {
    const closing = /\b(close[sd]?|fix(e[sd])?|resolve[sd]?):?\s+([\w./-]*#\d|GH-\d|https?:\/\/)/i;
    fc.assert(
      fc.property(hostile, (text) => {
        expect(md`${text}`.markdown).not.toMatch(closing);
        expect(plainLine(text)).not.toMatch(closing);
      }),
    );
    expect(closes(7).markdown).toBe("Closes #7");
  });

  it("keeps titles to one harmless line of at most 256 characters", () => {
    expect(plainLine("/plan\n@team closes #3 \u202ehttps://x.example")).toBe(
      "plan ＠team closes ＃3 https: //x.example",
    );
    expect([...plainLine("x".repeat(400))]).toHaveLength(256);
  });

  it("links only below the repository", () => {
    const home = "https://github.example/o/r";
    expect(link("diff", `${home}/compare/a`, home).markdown).toBe(`[diff](${home}/compare/a)`);
    expect(link("diff", "https://github.example/o/r2/compare", home).markdown).toBe("diff");
    expect(link("diff", `${home}/x) ![](y`, home).markdown).toBe("diff");
  });

  it("cannot end a Mermaid label", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(mermaidLabel(text)).not.toMatch(/["`<>{}[\]|\\;\n]/);
      }),
    );
  });

  it("shortens what does not fit into one comment, and says so", () => {
    const text = document({ kind: "status", issue: 1 }, [md`first`, md`${"x".repeat(70_000)}`]);
    expect(text.length).toBeLessThan(66_000);
    expect(text).toContain("first");
    expect(text).toContain("Shortened");
  });
});
