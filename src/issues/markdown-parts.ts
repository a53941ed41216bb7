/**
 * A Markdown text cut where no block goes on: before a line that begins at the margin behind a blank line, unless a fence or
 * an HTML block is still open there (CommonMark 0.31, sections 4.5, 4.6 and 5). Read part by part a long text takes a
 * fraction of the time, and parts without any mark are not read at all. What crosses parts are only link definitions:
 * those of the whole text are put before each part.
 */
import { fromMarkdown } from "mdast-util-from-markdown";

type Nodes = ReturnType<typeof fromMarkdown>["children"];

/** `from`: where the part begins in the whole text. Positions in `nodes` count from the beginning of `before`. */
export type MarkdownPart = {
  readonly from: number;
  readonly before: string;
  readonly text: string;
  readonly nodes: Nodes;
};

/** Without one of these nothing can be hidden: no HTML, link, image, definition, fence. */
const marks = /[<[]|```|~~~/;

/** A reader that remembers the parts it has read. */
export function readParts(): (text: string) => readonly MarkdownPart[] {
  const known = new Map<string, Nodes>();
  const parse = (text: string): Nodes => {
    if (!marks.test(text)) return [];
    const nodes = known.get(text) ?? fromMarkdown(text).children;
    known.set(text, nodes);
    return nodes;
  };
  return (text) => {
    const parts = [...partsOf(text, parse)];
    const names = [...new Set(parts.flatMap(({ nodes }) => definitionsIn(nodes)))];
    if (names.length === 0) return parts;
    const before = `${names.map((name) => `[${name}]: x\n`).join("")}\n`;
    return parts.map((part) =>
      part.text.includes("[") ? { ...part, before, nodes: parse(before + part.text) } : part,
    );
  };
}

function* partsOf(text: string, parse: (part: string) => Nodes): Generator<MarkdownPart> {
  const places = [...text.matchAll(/\n[ \t]*\n(?=[^\s])/g)].map((found) => found.index + found[0].length);
  places.push(text.length);
  let from = 0;
  for (let at = 0; at < places.length; at++) {
    let end = places[at] ?? text.length;
    let nodes = parse(text.slice(from, end));
    // Twice as much each time, so that a fence that never closes is not read once per paragraph.
    while (end < text.length && isOpen(nodes, text.slice(from, end))) {
      const wanted = from + 2 * (end - from);
      while (at < places.length - 1 && (places[at] ?? 0) < wanted) at++;
      end = places[at] ?? text.length;
      nodes = parse(text.slice(from, end));
    }
    yield { from, before: "", text: text.slice(from, end), nodes };
    from = end;
  }
}

/** Whether the last block at the margin would take in what stands behind a blank line: the parser is asked. */
function isOpen(nodes: Nodes, part: string): boolean {
  const last = nodes.at(-1);
  if (last?.type !== "code" && last?.type !== "html") return false;
  const block = part.slice(last.position?.start.offset ?? 0);
  return fromMarkdown(`${block}\n\nx`).children.at(-1)?.type !== "paragraph";
}

/** Labels of definitions anywhere in the nodes, as a definition is written. */
function definitionsIn(nodes: Nodes): readonly string[] {
  const found: string[] = [];
  const stack = [...nodes];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === "definition") found.push(node.identifier);
    if ("children" in node) stack.push(...node.children);
  }
  return found;
}
