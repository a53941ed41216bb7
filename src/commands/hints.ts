/**
 * Hints that something changed in a repository, gathered while one reconcile is under way, so that a burst of events costs
 * one more look and not one each. `null` means "anywhere".
 */
export type Hints = {
  /** Answers whether a look has to be queued: false when one is waiting already and will see this hint too. */
  note(repository: string, issue: number | null): boolean;
  /** Takes what was noted: the one issue, or `null` when it was several or anywhere. */
  take(repository: string): number | null;
};

export function gatherHints(): Hints {
  const waiting = new Map<string, number | null>();
  return {
    note(repository, issue) {
      const isFirst = !waiting.has(repository);
      const known = waiting.get(repository);
      waiting.set(repository, isFirst || known === issue ? issue : null);
      return isFirst;
    },
    take(repository) {
      const issue = waiting.get(repository) ?? null;
      waiting.delete(repository);
      return issue;
    },
  };
}
