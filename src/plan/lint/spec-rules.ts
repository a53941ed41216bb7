/** P14 (every quote stands verbatim in the spec), P15 (numbers with units and "must not" are traced). */
import type { Plan } from "../plan.ts";
import { rule, type Violation } from "./violation.ts";

const p14 = rule("P14", "error");
const p15 = rule("P15", "warn");

/** Verbatim but for line breaks, indentation and emphasis marks, which belong to the layout. */
export function quoteRule(plan: Plan, spec: string): readonly Violation[] {
  const source = flat(spec);
  // Requirements mostly come in the order of the spec, so each is looked for from where the one before it was found.
  let from = 0;
  return plan.requirements.flatMap(({ id, quote }) => {
    const wanted = flat(quote);
    const ahead = wanted === "" ? -1 : source.indexOf(wanted, from);
    if (ahead >= 0) from = ahead;
    if (ahead >= 0 || (wanted !== "" && source.lastIndexOf(wanted, from) >= 0)) return [];
    const what = wanted === "" ? "has no quote" : `quotes what is not in the spec: "${quote.slice(0, 160)}"`;
    return [p14([], [id], `Requirement ${id} ${what}.`)];
  });
}

const units =
  "%|percent|ms|millis?econds?|s|secs?|seconds?|mins?|minutes?|h|hours?|days?|weeks?|months?|years?|[kmgt]i?b|bytes?|bits?|" +
  "px|pixels?|rps|qps|fps|hz|requests?|users?|items?|products?|orders?|rows?|records?|results?|entries|entry|elements?|" +
  "pages?|lines?|words?|characters?|chars?|digits?|letters?|files?|messages?|events?|tasks?|retries|retry|attempts?|" +
  "tries|times?|connections?|threads?|workers?|processes|dollars?|euros?|usd|eur|cents?|points?|levels?|steps?";
const number = /\d+(?:[.,]\d+)*/g;
const unitBehind = new RegExp(`[ \\u00a0-]?(${units})(?!\\w)`, "iy");
/** What stands before a number: a currency, or what makes it part of a word. */
const currency = /^[$€£]$/;
const partOfWord = /^[\w.]$/;
const mustNot = /\b(?:must|shall|may) not\b|\bmustn['’]t\b|\bmust never\b|\bshall never\b/i;

export function traceRule(plan: Plan, spec: string): readonly Violation[] {
  const texts = plan.requirements.map(({ text, quote }) => `${flat(text)} ${flat(quote)}`);
  const lost = new Map(quantitiesOf(spec).map(({ key, shown }) => [key, shown]));
  if (lost.size > 0) for (const text of texts) for (const { key } of quantitiesOf(text)) lost.delete(key);
  const numbers = [...lost.values()].map((shown) =>
    p15([], [], `No requirement states "${shown}" of the spec.`),
  );
  const sentences = sentencesOf(spec).filter((sentence) => mustNot.test(sentence));
  const lower = sentences.length === 0 ? [] : texts.map((text) => text.toLowerCase());
  const forbidden = sentences
    .filter((sentence) => !isTraced(sentence, lower))
    .map((sentence) =>
      p15([], [], `No requirement states what the spec forbids: "${sentence.slice(0, 160)}"`),
    );
  return [...numbers, ...forbidden];
}

type Quantity = { readonly key: string; readonly shown: string };

/** Numbers with a unit or a currency. Numbers are looked for first: a text has far fewer of them than places. */
function quantitiesOf(text: string): readonly Quantity[] {
  const found: Quantity[] = [];
  for (const { 0: digits, index } of text.matchAll(number)) {
    const sign = currency.test(text[index - 1] ?? "") ? (text[index - 1] ?? "") : "";
    const start = index - sign.length;
    const end = index + digits.length;
    if (partOfWord.test(text[start - 1] ?? "")) continue;
    unitBehind.lastIndex = end;
    const [behind = "", unit = ""] = unitBehind.exec(text) ?? [];
    if (unit === "" && (sign === "" || partOfWord.test(text[end] ?? ""))) continue;
    const key = `${sign}${digits.replaceAll(",", "")} ${singular(unit.toLowerCase())}`;
    found.push({ key, shown: text.slice(start, end + behind.length).trim() });
  }
  return found;
}

function singular(unit: string): string {
  const short: Readonly<Record<string, string>> = {
    percent: "%",
    millisecond: "ms",
    milisecond: "ms",
    second: "s",
    sec: "s",
    minute: "min",
    hour: "h",
    entries: "entry",
    retries: "retry",
    tries: "try",
    processes: "process",
    character: "char",
  };
  const one = short[unit] ?? (unit.length > 2 && unit.endsWith("s") ? unit.slice(0, -1) : unit);
  return short[one] ?? one;
}

function sentencesOf(spec: string): readonly string[] {
  if (!mustNot.test(spec.replace(/\s+/g, " "))) return [];
  return spec
    .split(/\n\s*\n|\n\s*(?:[-*+]|\d+[.)]|#+)\s+|(?<=[.!?])\s+/)
    .map(flat)
    .filter((sentence) => sentence !== "");
}

/** Traced: a requirement quotes the sentence, or says "not" and holds most of its longer words. */
function isTraced(sentence: string, requirements: readonly string[]): boolean {
  const plain = sentence.toLowerCase();
  const core = plain.replace(/[.!?]+$/, "");
  const words = [...new Set(plain.match(/[\p{L}\p{N}]{4,}/gu) ?? [])].filter(
    (word) => word !== "must" && word !== "shall",
  );
  return requirements.some((text) => {
    if (text.includes(core)) return true;
    if (!/\b(?:not|never|no|without|forbid\w*|refuse\w*|reject\w*)\b|n['’]t\b/.test(text)) return false;
    const shared = words.filter((word) => text.includes(word)).length;
    return words.length > 0 && shared >= 0.6 * words.length;
  });
}

/** What `flat` would change: layout, runs of blanks, or letters that may not be NFC. */
const notFlat = /[*_`~>#|\u0080-\uffff]|\s\s|[^\S ]|^\s|\s$/;

function flat(text: string): string {
  if (!notFlat.test(text)) return text;
  return text
    .normalize("NFC")
    .replace(/[*_`~>#|]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
