/**
 * The one text-out renderer. Text of ours stands in the literal parts of the `md` tag; every interpolated string is
 * untrusted and printed so that it can only be read: no mention, issue reference, closing word, link, image, HTML,
 * command or hidden character comes out of it. Only `closes(n)` prints a closing word.
 */
import { stripInvisible } from "./invisible.ts";
import { encodeMarker, type Marker } from "./marker.ts";

/** Finished Markdown. Made only by the builders of this file. */
export type Markdown = { readonly markdown: string };

/** GitHub refuses bodies above 65,536 characters; the rest is room for people's edits. */
const maxLength = 65_000;

/** Words GitHub would link, notify or act on; shown as code, where it does neither. */
const live = /@|:\/\/|#(?=\d|$)|\bwww\.|\bGH-\d/i;

/** Own text with untrusted strings in it: md`Task ${title} waits for ${issueLink(4)}`.
 * Two untrusted strings never stand side by side without own text between them. */
export function md(own: TemplateStringsArray, ...values: readonly (string | number | Markdown)[]): Markdown {
  const printed = values.map((value) =>
    typeof value === "number" ? String(value) : typeof value === "string" ? inline(value) : value.markdown,
  );
  return { markdown: own.map((part, index) => part + (printed[index] ?? "")).join("") };
}

/** Untrusted text of several paragraphs; blank lines separate them, nothing else is kept of its Markdown. */
export function prose(text: string): Markdown {
  const paragraphs = stripInvisible(text).split(/\n[ \t]*\n/);
  return { markdown: paragraphs.map(inline).filter(Boolean).join("\n\n") };
}

export function heading(level: 2 | 3 | 4, text: Markdown): Markdown {
  return { markdown: `${"#".repeat(level)} ${oneLine(text)}` };
}

export function list(items: readonly Markdown[]): Markdown {
  return { markdown: items.map((item) => `- ${oneLine(item)}`).join("\n") };
}

export function table(head: readonly Markdown[], rows: readonly (readonly Markdown[])[]): Markdown {
  const row = (cells: readonly Markdown[]) => `| ${cells.map((cell) => oneLine(cell) || " ").join(" | ")} |`;
  return { markdown: [row(head), `|${" --- |".repeat(head.length)}`, ...rows.map(row)].join("\n") };
}

/** A code block of untrusted text. The fence is longer than any run of backticks inside. */
export function code(text: string, language = ""): Markdown {
  const visible = stripInvisible(text).replaceAll("<!--", "<! --");
  const longest = Math.max(2, ...[...visible.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return { markdown: `${fence}${language.replace(/[^\w+-]/g, "")}\n${visible}\n${fence}` };
}

/** A Mermaid picture; labels in it must have gone through `mermaidLabel`. */
export function mermaid(source: string): Markdown {
  return code(source, "mermaid");
}

/** Untrusted text as a label for a quoted Mermaid node: only what cannot end the quote or be read as markup. */
export function mermaidLabel(text: string, length = 60): string {
  const plain = stripInvisible(text).replace(/["`<>{}[\]|\\;&#@]/g, " ");
  return shorten(plain.replace(/\s+/g, " ").trim(), length);
}

/** Code in a line: paths, commands, ids. */
export function codeSpan(text: string): Markdown {
  const plain = stripInvisible(text)
    .replace(/[`|\\\n]/g, " ")
    .trim();
  return { markdown: plain === "" ? "" : `\`${plain}\`` };
}

/** A reference to an issue or pull request of this repository. */
export function issueLink(number: number): Markdown {
  return { markdown: `#${number}` };
}

/** A link that stays below `home` (the repository's URL); anything else is printed as its label alone. */
export function link(label: string, url: string, home: string): Markdown {
  const inside = url === home || url.startsWith(`${home.replace(/\/$/, "")}/`);
  if (!inside || /[\s<>()[\]\\`|]/.test(url)) return { markdown: inline(label) };
  return { markdown: `[${inline(label)}](${url})` };
}

export function details(summary: Markdown, blocks: readonly Markdown[]): Markdown {
  return {
    markdown: `<details><summary>${oneLine(summary)}</summary>\n\n${join(blocks)}\n\n</details>`,
  };
}

/** The one closing word: in the body of the pull request of that task. */
export function closes(number: number): Markdown {
  return { markdown: `Closes #${number}` };
}

/** The finished body. What does not fit is left out from the end, block by block, and the reader is told. */
export function document(marker: Marker | null, blocks: readonly Markdown[]): string {
  const kept = [...blocks];
  const head = marker === null ? [] : [{ markdown: encodeMarker(marker) }];
  const cut = { markdown: "*Shortened: the rest does not fit into one comment.*" };
  for (;;) {
    const left = kept.length < blocks.length ? [cut] : [];
    const text = join([...head, ...kept, ...left]);
    if (text.length <= maxLength || kept.length === 0) return text;
    kept.pop();
  }
}

/** Untrusted text as one plain line, for titles and commit subjects, where Markdown is not read but words act. */
export function plainLine(text: string, length = 256): string {
  const plain = stripInvisible(text)
    .replace(/\s+/g, " ")
    .replaceAll("@", "\uff20")
    .replace(/#(?=\d)/g, "\uff03")
    .replace(/\bGH-(?=\d)/gi, "GH ")
    .replaceAll("://", ": //")
    .replace(/^[\s/]+/, "")
    .trim();
  return shorten(plain, length);
}

/** At most `length` code points; a longer text ends in an ellipsis. */
function shorten(text: string, length: number): string {
  const points = [...text];
  return points.length <= length
    ? text
    : `${points
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}

function inline(text: string): string {
  const line = stripInvisible(text).replace(/\s+/g, " ").trim();
  const tokens = line.split(/(`[^`|\\]+`| )/).filter((token) => token !== "");
  const printed: string[] = [];
  for (const token of tokens) {
    const text = inlineToken(token, printed.length === 0);
    if (printed.length > 0 || text.trim() !== "") printed.push(text);
  }
  return printed.join("").trim();
}

function inlineToken(token: string, first: boolean): string {
  if (/^`[^`|\\]+`$/.test(token)) return codeSpan(token.slice(1, -1)).markdown;
  if (!live.test(token)) return escapeText(token, first);
  const [, before = "", word = "", after = ""] = /^([("'[]*)(.*?)([)"'\].,;:!?]*)$/.exec(token) ?? [];
  return escapeText(before, first) + codeSpan(word).markdown + escapeText(after, false);
}

function escapeText(text: string, first: boolean): string {
  const escaped = text.replace(/[\\`*_[\]<>|~&$]/g, "\\$&");
  return first ? escaped.replace(/^([/#+=-])/, "\\$1").replace(/^(\d+)([.)])/, "$1\\$2") : escaped;
}

function oneLine(text: Markdown): string {
  return text.markdown.replace(/\s*\n\s*/g, " ").trim();
}

function join(blocks: readonly Markdown[]): string {
  return blocks
    .map((block) => block.markdown)
    .filter((block) => block !== "")
    .join("\n\n");
}
