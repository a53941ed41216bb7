/** What a page does not show of a Markdown text, as places to cut out. The parser decides, not patterns. */
import type { fromMarkdown } from "mdast-util-from-markdown";
import { type MarkdownPart, readParts } from "./markdown-parts.ts";

type MarkdownNode = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>["children"][number];

/** What was taken out, for a sentence to the maintainer. */
export type Hidden = "html" | "details" | "link" | "image" | "definition" | "code-info" | "invisible";

export type Cut = { readonly from: number; readonly to: number; readonly put: string; readonly kind: Hidden };

/** HTML opens (or closes) so many folds; everything else is a place to cut. */
type Piece =
  | { readonly kind: "html"; readonly from: number; readonly to: number; readonly depth: number }
  | { readonly kind: "cut"; readonly cut: Cut };

/** Remembers what it found in a part, so that the next look at a text reads only the parts that changed. */
export function openHiddenParts(): (text: string) => readonly Cut[] {
  const known = new Map<string, readonly Piece[]>();
  const read = readParts();
  return (text) => {
    const found: Piece[] = [];
    for (const part of read(text)) {
      const key = `${part.nodes.length}:${part.before}${part.text}`;
      const pieces = known.get(key) ?? piecesOf(part);
      known.set(key, pieces);
      for (const piece of pieces) found.push(moved(piece, part.from));
    }
    return cutsFrom(found, text.length).filter((cut) => text.slice(cut.from, cut.to) !== cut.put);
  };
}

function moved(piece: Piece, by: number): Piece {
  if (piece.kind === "html") return { ...piece, from: piece.from + by, to: piece.to + by };
  const { cut } = piece;
  return { kind: "cut", cut: { ...cut, from: cut.from + by, to: cut.to + by } };
}

/** A closed fold hides everything up to its end; one that is never closed hides the rest. */
function cutsFrom(pieces: readonly Piece[], length: number): readonly Cut[] {
  const cuts: Cut[] = [];
  let openedAt = 0;
  let depth = 0;
  for (const piece of pieces) {
    if (piece.kind === "cut") {
      if (depth === 0) cuts.push(piece.cut);
      continue;
    }
    if (depth === 0) openedAt = piece.from;
    const wasOpen = depth > 0;
    depth = Math.max(0, depth + piece.depth);
    if (depth === 0) cuts.push({ from: openedAt, to: piece.to, put: "", kind: wasOpen ? "details" : "html" });
  }
  if (depth > 0) cuts.push({ from: openedAt, to: length, put: "", kind: "details" });
  return cuts;
}

/** Pieces of one part, counted from its beginning, parents before children, without recursion. */
function piecesOf({ nodes, before, text }: MarkdownPart): readonly Piece[] {
  const whole = before + text;
  const shift = before.length;
  // A block that ends with its part does not take the blank lines between the parts with it.
  const last = whole.trimEnd().length;
  const found: Piece[] = [];
  const stack: MarkdownNode[] = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const [from, end] = span(node);
    const to = Math.max(from, Math.min(end, last));
    if (from >= shift) {
      const pieces: readonly Piece[] =
        node.type === "html"
          ? [{ kind: "html", from, to, depth: detailsDepth(whole.slice(from, to)) }]
          : cutsOf(whole, node, from, to).map((cut) => ({ kind: "cut", cut }));
      found.push(...pieces.map((piece) => moved(piece, -shift)));
    }
    if ("children" in node) {
      for (let index = node.children.length - 1; index >= 0; index--) {
        const child = node.children[index];
        if (child !== undefined) stack.push(child);
      }
    }
  }
  return found;
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
