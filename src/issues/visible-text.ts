/**
 * The one text-in reader: what a person sees on the page is what a model gets. The source stays Markdown; what the
 * page does not show is cut out of it, again and again until nothing more is found. GitHub renders with the same
 * grammar (CommonMark), so the parser decides what is shown, not patterns.
 */
import { fromMarkdown } from "mdast-util-from-markdown";
import { stripInvisible } from "./invisible.ts";

type MarkdownNode = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>["children"][number];

/** What was taken out, for a sentence to the maintainer. */
type Hidden = "html" | "details" | "link" | "image" | "definition" | "code-info" | "invisible";

export type Visible = { readonly text: string; readonly hidden: readonly Hidden[] };

type Cut = { readonly from: number; readonly to: number; readonly put: string; readonly kind: Hidden };

/** Character references that show nothing. Numeric ones are decoded. */
const blankNames =
  /&(?:zwj|zwnj|lrm|rlm|shy|ZeroWidthSpace|NoBreak|InvisibleTimes|InvisibleComma|ApplyFunction|af|it|ic);/g;
const numeric = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi;

/** The visible part of a Markdown text, with the kinds of what was hidden. Idempotent on `text`. */
export function readVisible(markdown: string): Visible {
  const hidden = new Set<Hidden>();
  let text = stripBlank(markdown);
  if (text !== markdown.replace(/\r\n?/g, "\n").normalize("NFC")) hidden.add("invisible");
  for (let pass = 0; pass < 40; pass++) {
    const cuts = hiddenParts(text);
    if (cuts.length === 0) return { text: text.trim(), hidden: [...hidden] };
    for (const cut of cuts) hidden.add(cut.kind);
    text = stripBlank(applyCuts(text, cuts)).trim();
  }
  // Nested on purpose: nothing is left that could be markup at all.
  return { text: stripBlank(text.replace(/[<>[\]!&`~]/g, " ")).trim(), hidden: [...hidden] };
}

export function visibleText(markdown: string): string {
  return readVisible(markdown).text;
}

function stripBlank(text: string): string {
  let before = text;
  for (;;) {
    const after = stripInvisible(before)
      .replace(blankNames, "")
      .replace(numeric, (whole, hex: string | undefined, decimal: string | undefined) => {
        const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return point <= 0x10ffff && stripInvisible(String.fromCodePoint(point)) === "" ? "" : whole;
      });
    if (after === before) return after;
    before = after;
  }
}

function hiddenParts(text: string): readonly Cut[] {
  const cuts: Cut[] = [];
  let openedAt = 0;
  let depth = 0;
  for (const node of nodesOf(text)) {
    const [from, to] = span(node);
    if (node.type !== "html") {
      if (depth === 0) cuts.push(...cutsOf(text, node, from, to));
      continue;
    }
    if (depth === 0) openedAt = from;
    const wasOpen = depth > 0;
    depth = Math.max(0, depth + detailsDepth(text.slice(from, to)));
    if (depth === 0) cuts.push({ from: openedAt, to, put: "", kind: wasOpen ? "details" : "html" });
  }
  if (depth > 0) cuts.push({ from: openedAt, to: text.length, put: "", kind: "details" });
  return cuts.filter((cut) => text.slice(cut.from, cut.to) !== cut.put);
}

/** All nodes in the order of the text, parents before children, without recursion. */
function* nodesOf(text: string): Generator<MarkdownNode> {
  const stack: MarkdownNode[] = [fromMarkdown(text)];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if ("children" in node) {
      for (let index = node.children.length - 1; index >= 0; index--) {
        const child = node.children[index];
        if (child !== undefined) stack.push(child);
      }
    }
  }
}

function cutsOf(text: string, node: MarkdownNode, from: number, to: number): readonly Cut[] {
  switch (node.type) {
    case "definition":
      return [{ from, to, put: "", kind: "definition" }];
    case "image":
    case "imageReference":
      return [{ from, to, put: "", kind: "image" }];
    case "link":
    case "linkReference":
      return linkCuts(text, node.children, from, to);
    case "code":
      return infoCut(text, from, to);
    default:
      return [];
  }
}

function linkCuts(text: string, children: readonly MarkdownNode[], from: number, to: number): readonly Cut[] {
  const first = children[0];
  const last = children.at(-1);
  if (first === undefined || last === undefined) return [{ from, to, put: "", kind: "link" }];
  const inside = [span(first)[0], span(last)[1]] as const;
  if (text[from] === "<") return [{ from, to, put: text.slice(from + 1, to - 1), kind: "link" }];
  return [
    { from, to: inside[0], put: "", kind: "link" },
    { from: inside[1], to, put: "", kind: "link" },
  ];
}

/** The words after a fence's language are not shown. */
function infoCut(text: string, from: number, to: number): readonly Cut[] {
  const line = /^(`{3,}|~{3,})[ \t]*([^\n]*)/.exec(text.slice(from, to));
  if (line === null) return [];
  const [whole, fence = "", info = ""] = line;
  const language = /^[\w+#.-]{1,20}(?=\s|$)/.exec(info)?.[0] ?? "";
  return [{ from, to: from + whole.length, put: fence + language, kind: "code-info" }];
}

function detailsDepth(html: string): number {
  const opened = html.match(/<details(?![^>]*\bopen\b)[\s>]/gi)?.length ?? 0;
  const closed = html.match(/<\/details\s*>/gi)?.length ?? 0;
  return opened - closed;
}

function span(node: MarkdownNode): readonly [number, number] {
  return [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
}

/** Cuts may lie within each other; what an outer one took, an inner one need not. */
function applyCuts(text: string, cuts: readonly Cut[]): string {
  let result = "";
  let at = 0;
  for (const cut of [...cuts].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (cut.from < at) continue;
    result += text.slice(at, cut.from) + cut.put;
    at = cut.to;
  }
  return result + text.slice(at);
}
