import { languageOf, parseLezer } from "../lezer-source.ts";
import { parseSource } from "../syntax-tree.ts";
import { javascriptMutations } from "./javascript-mutations.ts";
import { changedLines, type Mutant, type Mutation, placed } from "./mutant.ts";
import { pythonMutations } from "./python-mutations.ts";

/**
 * Every mutant of the lines that a change brought, for JavaScript, TypeScript and Python; none for other languages and
 * for what does not parse. `before` is `null` for a new file, or to mutate all of it. The same texts give the same list.
 */
export function mutantsOf(path: string, before: string | null, after: string): readonly Mutant[] {
  return placed(path, after, changedLines(before, after), mutationsOf(path, after));
}

function mutationsOf(path: string, text: string): readonly Mutation[] {
  if (languageOf(path) === "python") {
    const source = parseLezer("python", text);
    return source === null ? [] : pythonMutations(source);
  }
  const source = languageOf(path) === null ? parseSource(path, text) : null;
  return source === null ? [] : javascriptMutations(source);
}
