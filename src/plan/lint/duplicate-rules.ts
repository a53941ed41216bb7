/**
 * P13: near-duplicate tasks, by Jaccard similarity of word sets above 0.8. Two such sets must share one of their
 * rarest words, so only tasks that do are compared (prefix filter). Each task is reported once, with the first match.
 */
import type { Plan, PlannedTask } from "../plan.ts";
import { rule, type Violation } from "./violation.ts";

const p13 = rule("P13", "warn");

/** A bound for hostile plans; plans of up to about 1,500 tasks are always compared exactly. */
const mostVisits = 3_000_000;

type Words = { readonly task: PlannedTask; readonly place: number; readonly words: Int32Array };

export function duplicateRule(plan: Plan): readonly Violation[] {
  const sets = wordSets(plan.tasks);
  const postings = new Map<number, Words[]>();
  const found: { readonly pair: readonly [Words, Words] }[] = [];
  let visits = 0;
  for (const set of sets) {
    const size = set.words.length;
    const match = () => {
      const tried = new Set<Words>();
      for (const word of set.words.subarray(0, size - Math.ceil(0.8 * size) + 1)) {
        for (const other of postings.get(word) ?? []) {
          if (++visits > mostVisits) return null;
          if (other.words.length < 0.8 * size || tried.has(other)) continue;
          tried.add(other);
          if (areAlike(set.words, other.words)) return other;
        }
      }
      return null;
    };
    const other = match();
    if (other !== null) found.push({ pair: other.place < set.place ? [other, set] : [set, other] });
    for (const word of set.words.subarray(0, size - Math.ceil((1.6 / 1.8) * size) + 1)) {
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [set]);
      else list.push(set);
    }
  }
  return found
    .sort((a, b) => a.pair[1].place - b.pair[1].place || a.pair[0].place - b.pair[0].place)
    .map(({ pair }) => {
      const [first, second] = [pair[0].task.id, pair[1].task.id];
      return p13(
        [first, second],
        [],
        `${first} and ${second} say nearly the same. Join them or tell them apart.`,
      );
    });
}

/** Word sets with the rarest words first, the smallest sets first. Empty ones are left out. */
function wordSets(tasks: readonly PlannedTask[]): readonly Words[] {
  const ids = new Map<string, number>();
  const count: number[] = [];
  const raw = tasks.map((task) => {
    const text = [task.title, task.goal, ...task.criteria.map((criterion) => criterion.text)].join(" ");
    const words = new Set<number>();
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      let id = ids.get(word);
      if (id === undefined) {
        id = count.length;
        ids.set(word, id);
        count.push(0);
      }
      words.add(id);
    }
    for (const id of words) count[id] = (count[id] ?? 0) + 1;
    return words;
  });
  const rarity = new Int32Array(count.length);
  const byCount = [...count.keys()].sort((a, b) => (count[a] ?? 0) - (count[b] ?? 0) || a - b);
  for (const [index, id] of byCount.entries()) rarity[id] = index;
  return tasks
    .map((task, place) => ({
      task,
      place,
      words: Int32Array.from(raw[place] ?? [], (id) => rarity[id] ?? 0).sort(),
    }))
    .filter(({ words }) => words.length > 0)
    .sort((a, b) => a.words.length - b.words.length || a.place - b.place);
}

function areAlike(a: Int32Array, b: Int32Array): boolean {
  let shared = 0;
  for (let left = 0, right = 0; left < a.length && right < b.length; ) {
    const difference = (a[left] ?? 0) - (b[right] ?? 0);
    if (difference === 0) shared++;
    if (difference <= 0) left++;
    if (difference >= 0) right++;
  }
  return 5 * shared > 4 * (a.length + b.length - shared);
}
