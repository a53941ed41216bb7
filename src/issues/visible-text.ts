/**
 * The one text-in reader: what a person sees on the page is what a model gets. The source stays Markdown; what the
 * page does not show is cut out of it, again and again until nothing more is found. GitHub renders with the same
 * grammar (CommonMark), so the parser decides what is shown, not patterns.
 */
import { type Cut, type Hidden, openHiddenParts } from "./hidden-parts.ts";
import { stripInvisible } from "./invisible.ts";

export type Visible = { readonly text: string; readonly hidden: readonly Hidden[] };

/** Character references that show nothing. Numeric ones are decoded. */
const blankNames =
  /&(?:zwj|zwnj|lrm|rlm|shy|ZeroWidthSpace|NoBreak|InvisibleTimes|InvisibleComma|ApplyFunction|af|it|ic);/g;
const numeric = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi;

/** The visible part of a Markdown text, with the kinds of what was hidden. Idempotent on `text`. */
export function readVisible(markdown: string): Visible {
  const hidden = new Set<Hidden>();
  const hiddenParts = openHiddenParts();
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
