import { goRules } from "./go-rules.ts";
import { pythonRules } from "./python-rules.ts";
import { rustRules } from "./rust-rules.ts";
import { type Sign, sign } from "./sign.ts";
import type { Rule } from "./text-rule.ts";

const languages: readonly {
  readonly ending: RegExp;
  readonly comment: RegExp;
  readonly rules: readonly Rule[];
}[] = [
  { ending: /\.py$/, comment: /(^|[^"'\\])#[^\n]*/g, rules: pythonRules },
  { ending: /\.go$/, comment: /(^|[^:"])\/\/[^\n]*|\/\*[\s\S]*?\*\//g, rules: goRules },
  { ending: /\.rs$/, comment: /(^|[^:"])\/\/[^\n]*|\/\*[\s\S]*?\*\//g, rules: rustRules },
];

/** Signs in a text of one of these languages; none in others. */
export function textSigns(path: string, text: string, test: boolean): readonly Sign[] {
  const language = languages.find(({ ending }) => ending.test(path));
  if (language === undefined) return [];
  const code = text.replace(language.comment, "$1");
  return language.rules
    .filter(({ where }) => where === "both" || (where === "test") === test)
    .flatMap((rule) => {
      const given = rule.comments ? text : code;
      const found = rule.whole
        ? [...given.matchAll(rule.pattern)].map(([match]) => match)
        : given.split("\n").filter((line) => rule.pattern.test(line));
      return found.map((line) => sign(rule.code, line.slice(0, 200), rule.text, rule.verdict));
    });
}
