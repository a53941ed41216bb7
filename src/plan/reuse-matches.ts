/**
 * Reuse that is enforced, not hoped for: what a task pages, retries, authenticates, validates or lists is looked up in the
 * repository map by name, and what is there already goes into the task's `reuse`. Pure.
 */
import { matchesAny } from "../repository/glob.ts";
import { taskGraph } from "./graph.ts";
import type { Plan, PlannedTask } from "./plan.ts";
import { topologicalOrder } from "./task-order.ts";

/** A public name of the code base. */
type CodeName = { readonly path: string; readonly name: string; readonly words: readonly string[] };
type Family = { readonly does: string; readonly word: RegExp };

const families: readonly Family[] = [
  { does: "pages", word: /^(page|pages|paging|paginat\w*|cursor|cursors|keyset)$/ },
  { does: "retries", word: /^(retr(y|ies|ied|ying)|backoff)$/ },
  { does: "authenticates", word: /^(auth|authenticat\w*|login|session)$/ },
  { does: "validates", word: /^(validat\w*|validator)$/ },
];
const listing = /^(list|lists|listed|listing)$/;
const mostAdded = 2;
const tests = [
  "test/**",
  "tests/**",
  "**/__tests__/**",
  "**/*.test.*",
  "**/*.spec.*",
  "**/*_test.*",
  "**/test_*.py",
];

/** `map` is the repository map's text: a path on a line of its own, its signatures below it, indented. */
export function withReuse(plan: Plan, map: string): Plan {
  const symbols = symbolsOf(map);
  const graph = taskGraph(plan.tasks);
  if (symbols.length === 0 || graph.cyclic) return plan;
  const used = new Map<string, ReadonlySet<string>>();
  const changed = new Map<string, PlannedTask>();
  for (const position of topologicalOrder(graph, plan.sprints)) {
    const task = graph.tasks[position];
    if (task === undefined) continue;
    // Whoever waits for a task that uses the file builds on that task's code, and not on the file itself.
    const before = new Set(task.blockedBy.flatMap((id) => [...(used.get(id) ?? [])]));
    const reuse = [...task.reuse, ...matches(task, symbols, before)];
    changed.set(task.id, { ...task, reuse });
    used.set(task.id, new Set([...before, ...reuse.map(({ path }) => path)]));
  }
  return { ...plan, tasks: plan.tasks.map((task) => changed.get(task.id) ?? task) };
}

function matches(
  task: PlannedTask,
  symbols: readonly CodeName[],
  before: ReadonlySet<string>,
): PlannedTask["reuse"] {
  if (task.kind !== "tdd") return [];
  const words = new Set(wordsOf([task.title, task.goal, ...task.criteria.map(({ text }) => text)].join(" ")));
  const known = new Set([...before, ...task.reuse.map(({ path }) => path)]);
  const found = symbols.flatMap((symbol) => {
    if (known.has(symbol.path) || matchesAny(task.files, symbol.path) || matchesAny(tests, symbol.path))
      return [];
    const does = doneBy(symbol, words);
    if (does === null) return [];
    const score = symbol.words.filter((word) => words.has(word)).length;
    return [{ path: symbol.path, why: `It ${does} already: ${symbol.name}`, score }];
  });
  const best = found.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
  const first = best.filter(({ path }, at) => best.findIndex((one) => one.path === path) === at);
  return first.slice(0, mostAdded).map(({ path, why }) => ({ path, why }));
}

/** What both the task and the code do; listing counts only where both name what is listed. */
function doneBy(symbol: CodeName, words: ReadonlySet<string>): string | null {
  const does = (word: RegExp) =>
    symbol.words.some((one) => word.test(one)) && [...words].some((one) => word.test(one));
  const family = families.find(({ word }) => does(word));
  if (family !== undefined) return family.does;
  const things = symbol.words.filter((word) => !listing.test(word));
  return does(listing) && things.some((word) => words.has(word)) ? "lists" : null;
}

function symbolsOf(map: string): readonly CodeName[] {
  let path = "";
  return map.split("\n").flatMap((line) => {
    if (!line.startsWith(" ")) {
      path = line.startsWith("(") ? "" : line.trim();
      return [];
    }
    const name =
      /(?:\b(?:function\*?|class|const|let|def|func|fn|struct|interface|type)\s+)(?:\([^)]*\)\s*)?(\w+)/.exec(
        line,
      )?.[1];
    return name === undefined || path === "" ? [] : [{ path, name, words: wordsOf(name) }];
  });
}

/** Words as they stand in prose and in names of code: pageByKey is page, by, key. */
function wordsOf(text: string): readonly string[] {
  const spaced = text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll("_", " ");
  return spaced.toLowerCase().match(/[a-z]{3,}/g) ?? [];
}
