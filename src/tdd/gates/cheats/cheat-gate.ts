import { isJavascript, parseSource, type Source } from "../../syntax-tree.ts";
import { javascriptAnywhereSigns } from "./javascript-anywhere.ts";
import { newTestLiterals } from "./javascript-literals.ts";
import { javascriptProductionSigns } from "./javascript-production.ts";
import { javascriptSpecialCases } from "./javascript-special-case.ts";
import { javascriptTestSigns } from "./javascript-test-code.ts";
import { javascriptWeakened } from "./javascript-weakened.ts";
import { lezerSpecialCases } from "./lezer-special-case.ts";
import { addedSigns, type ChangedText, type Sign, type SignContext } from "./sign.ts";
import { textSigns } from "./text-signs.ts";

export type CheatInput = {
  readonly files: readonly ChangedText[];
  readonly isTest: (path: string) => boolean;
};

/** A doubt about a change: a stable code, a sentence, and how much it weighs. */
export type CheatDoubt = Pick<Sign, "code" | "text" | "verdict">;

/**
 * What the text of a change gives away, whatever its tests say: signs that the files did not have before, and tests
 * that became weaker. Pure; files of unknown languages give none.
 */
export function cheatDoubts({ files, isTest }: CheatInput): readonly CheatDoubt[] {
  const literals = new Set(
    files
      .filter(({ path }) => isTest(path))
      .flatMap((file) => newTestLiterals(file.path, file.before, file.after)),
  );
  const production = files.filter(({ path, after }) => !isTest(path) && after !== null);
  const context = { production, literals };
  const signs = files.flatMap((file) => {
    const { path, before, after } = file;
    if (after === null) return [];
    const here = (text: string | null) => (text === null ? [] : signsOf(path, text, isTest(path), context));
    return [
      ...addedSigns(here(before), here(after)),
      ...(isTest(path) && before !== null ? weakened(path, before, after) : []),
    ];
  });
  const seen = new Map(
    signs.map(({ code, text, verdict }, at) => [
      `${code} ${files.length} ${at} ${text}`,
      { code, text, verdict },
    ]),
  );
  return [...seen.values()];
}

function signsOf(path: string, text: string, test: boolean, context: SignContext): readonly Sign[] {
  if (!isJavascript(path))
    return [...textSigns(path, text, test), ...(test ? [] : lezerSpecialCases(path, text, context.literals))];
  const source = parseSource(path, text);
  if (source === null) return [];
  return [...javascriptAnywhereSigns(source, test), ...ofKind(path, source, test, context)];
}

function ofKind(path: string, source: Source, test: boolean, context: SignContext): readonly Sign[] {
  if (test) return javascriptTestSigns(path, source, context);
  return [...javascriptProductionSigns(source), ...javascriptSpecialCases(source, context.literals)];
}

function weakened(path: string, before: string, after: string): readonly Sign[] {
  return isJavascript(path) ? javascriptWeakened(path, before, after) : [];
}
