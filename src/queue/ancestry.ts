/** What a task inherits from its parent, its parent's parent and so on. Each ancestor is read once, however many tasks it has. */
import { abandonedBlocker, hasUnknownBlocker, openBlocker } from "./blockers.ts";
import type { QueueIssue, Release } from "./snapshot.ts";

export type Ancestry = {
  /** The latest release on any of them, by whomever. */
  readonly release: Release | null;
  /** Some ancestor, or a blocker of one, cannot be read. */
  readonly unknown: boolean;
  /** Lowest blocker of any of them that is not completed. */
  readonly blocker: number | null;
};

const none: Ancestry = { release: null, unknown: false, blocker: null };
const unreadable: Ancestry = { release: null, unknown: true, blocker: null };

/** Answers a lookup by parent number, `null` for "has no parent". A loop of parents cannot be read to its root: it blocks. */
export function ancestries(issues: ReadonlyMap<number, QueueIssue>): (parent: number | null) => Ancestry {
  const known = new Map<number, Ancestry>();
  return (parent) => {
    const before = parent === null ? none : known.get(parent);
    if (before !== undefined) return before;
    const path: QueueIssue[] = [];
    const onPath = new Set<number>();
    let above = none;
    for (let number = parent; number !== null; ) {
      const ancestor = issues.get(number);
      const memo = known.get(number);
      if (memo !== undefined) above = memo;
      else if (ancestor === undefined || onPath.has(number)) above = unreadable;
      if (memo !== undefined || ancestor === undefined || onPath.has(number)) break;
      path.push(ancestor);
      onPath.add(number);
      number = ancestor.parent;
    }
    for (const ancestor of path.reverse()) {
      above = extend(ancestor, above, issues);
      known.set(ancestor.number, above);
    }
    return above;
  };
}

function extend(ancestor: QueueIssue, above: Ancestry, issues: ReadonlyMap<number, QueueIssue>): Ancestry {
  const own = lowest(abandonedBlocker(ancestor, issues), openBlocker(ancestor, issues));
  return {
    release: later(ancestor.release, above.release),
    unknown: above.unknown || hasUnknownBlocker(ancestor, issues),
    blocker: lowest(own, above.blocker),
  };
}

/** The later of two releases; the first where both are of the same moment. */
export function later(a: Release | null, b: Release | null): Release | null {
  if (a === null || b === null) return a ?? b;
  return isLater(b.at, a.at) ? b : a;
}

/** GitHub's times all have one form, which sorts as text; parsing is for the others. */
function isLater(time: string, than: string): boolean {
  const sortsAsText = time.length === 20 && than.length === 20 && time.endsWith("Z") && than.endsWith("Z");
  return sortsAsText ? time > than : Date.parse(time) > Date.parse(than);
}

function lowest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
