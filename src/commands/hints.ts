/**
 * Hints that something changed in a repository, gathered while one reconcile is under way, so that a burst of events costs
 * one more look and not one each.
 */
export type Hints = {
  /** Answers whether a look has to be queued: false when one is waiting already and will see this hint too. */
  note(repository: string, hint: Hint): boolean;
  /** Takes what was noted, as one hint. */
  take(repository: string): Hint;
};

/** `issue` is where it happened, `null` anywhere. `runEnded`: all that happened is that a run ended. */
export type Hint = { readonly issue: number | null; readonly runEnded: boolean };

export function gatherHints(): Hints {
  const waiting = new Map<string, Hint>();
  return {
    note(repository, hint) {
      const known = waiting.get(repository);
      waiting.set(repository, known === undefined ? hint : together(known, hint));
      return known === undefined;
    },
    take(repository) {
      const hint = waiting.get(repository) ?? { issue: null, runEnded: false };
      waiting.delete(repository);
      return hint;
    },
  };
}

function together(one: Hint, other: Hint): Hint {
  return {
    issue: one.issue === other.issue ? one.issue : null,
    runEnded: one.runEnded && other.runEnded,
  };
}
