/**
 * P13: near-duplicate tasks, by Jaccard similarity of word sets above 0.8. Two such sets must share one of their
 * rarest words, and early enough in both, so only such pairs are compared (prefix and position filter of set
 * similarity joins). Each task is reported once, with the first match found.
 */
import type { Plan, PlannedTask } from "../plan.ts";
import { rule, type Violation } from "./violation.ts";
import { openWordList } from "./word-list.ts";

const p13 = rule("P13", "warn");

/** A bound for hostile plans; plans of up to 2,000 tasks are always compared exactly. */
const mostVisits = 4_000_000;
const placeBits = 1_024;

type Words = { readonly task: PlannedTask; readonly place: number; readonly words: Int32Array };

export function duplicateRule(plan: Plan): readonly Violation[] {
  const sets = wordSets(plan.tasks);
  return alikePairs(sets)
    .map(([a, b]) => (a.place < b.place ? ([a, b] as const) : ([b, a] as const)))
    .sort(([a, b], [c, d]) => b.place - d.place || a.place - c.place)
    .map(([a, b]) => {
      const [first, second] = [a.task.id, b.task.id];
      return p13(
        [first, second],
        [],
        `${first} and ${second} say nearly the same. Join them or tell them apart.`,
      );
    });
}

function alikePairs(sets: readonly Words[]): readonly (readonly [Words, Words])[] {
  // By word: set and place of the word in it, packed into one number.
  const postings = new Map<number, number[]>();
  const triedBy = new Int32Array(sets.length).fill(-1);
  const found: (readonly [Words, Words])[] = [];
  let visits = 0;
  const matchOf = (index: number, words: Int32Array): Words | undefined => {
    const size = words.length;
    for (let at = 0; at <= size - Math.ceil(0.8 * size); at++) {
      for (const packed of postings.get(words[at] ?? -1) ?? []) {
        if (++visits > mostVisits) return undefined;
        const other = Math.floor(packed / placeBits);
        if (triedBy[other] === index) continue;
        triedBy[other] = index;
        const candidate = sets[other];
        const length = candidate?.words.length ?? 0;
        const most = Math.min(size - at, length - (packed % placeBits));
        if (candidate !== undefined && 9 * most >= 4 * (size + length) && areAlike(words, candidate.words)) {
          return candidate;
        }
      }
    }
    return undefined;
  };
  for (const [index, set] of sets.entries()) {
    const match = matchOf(index, set.words);
    if (match !== undefined) found.push([match, set]);
    const last = set.words.length - Math.ceil((8 / 9) * set.words.length);
    for (let at = 0; at <= last; at++) {
      const word = set.words[at] ?? -1;
      const packed = index * placeBits + Math.min(at, placeBits - 1);
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [packed]);
      else list.push(packed);
    }
  }
  return found;
}

/** Word sets with the rarest words first, the smallest sets first. Empty ones are left out. */
function wordSets(tasks: readonly PlannedTask[]): readonly Words[] {
  const words = openWordList();
  const count: number[] = [];
  const lastSeen: number[] = [];
  const sets = tasks.map((task, place) => {
    const own: number[] = [];
    words.each(textOf(task), (id) => {
      if (lastSeen[id] === place) return;
      lastSeen[id] = place;
      count[id] = (count[id] ?? 0) + 1;
      own.push(id);
    });
    return { task, place, words: new Int32Array(own) };
  });
  const rarity = new Int32Array(count.length);
  const byCount = new Int32Array(count.keys()).sort((a, b) => (count[a] ?? 0) - (count[b] ?? 0) || a - b);
  for (const [index, id] of byCount.entries()) rarity[id] = index;
  for (const { words: own } of sets) {
    for (let at = 0; at < own.length; at++) own[at] = rarity[own[at] ?? 0] ?? 0;
    own.sort();
  }
  return sets
    .filter((set) => set.words.length > 0)
    .sort((a, b) => a.words.length - b.words.length || a.place - b.place);
}

function textOf({ title, goal, criteria }: PlannedTask): string {
  let text = `${title} ${goal}`;
  for (const criterion of criteria) text += ` ${criterion.text}`;
  return text.toLowerCase();
}

/** Similarity above 0.8 means more than 4/9 of both lengths shared; it stops when too much was missed for that. */
function areAlike(a: Int32Array, b: Int32Array): boolean {
  const needed = Math.floor((4 * (a.length + b.length)) / 9) + 1;
  let shared = 0;
  let left = 0;
  let right = 0;
  while (left < a.length && right < b.length) {
    if (shared + Math.min(a.length - left, b.length - right) < needed) return false;
    const difference = (a[left] ?? 0) - (b[right] ?? 0);
    if (difference === 0) shared++;
    if (difference <= 0) left++;
    if (difference >= 0) right++;
  }
  return shared >= needed;
}
