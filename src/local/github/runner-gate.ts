/**
 * `concurrency` groups: one holder at a time and one that waits. A newer one takes the place of the one that waits,
 * which is then cancelled, as on GitHub.
 */
export type Gate = {
  /**
   * Resolves to `true` when `holder` may go on, to `false` when it was replaced or taken out. `hurry` asks the present
   * holder to stop (`cancel-in-progress`).
   */
  enter(group: string, holder: Holder, hurry: boolean): Promise<boolean>;
  /** Ends a hold, or the waiting for one. */
  leave(group: string, holder: Holder): void;
};

export type Holder = { readonly cancel: () => void };

type Place = {
  readonly running: Holder;
  readonly waiting: { readonly holder: Holder; readonly go: (may: boolean) => void } | null;
};

export function createGate(): Gate {
  const places = new Map<string, Place>();
  return {
    enter(group, holder, hurry) {
      const place = places.get(group);
      if (place === undefined) {
        places.set(group, { running: holder, waiting: null });
        return Promise.resolve(true);
      }
      place.waiting?.go(false);
      if (hurry) place.running.cancel();
      return new Promise((go) => {
        places.set(group, { running: place.running, waiting: { holder, go } });
      });
    },
    leave(group, holder) {
      const place = places.get(group);
      if (place === undefined) return;
      if (place.waiting?.holder === holder) {
        place.waiting.go(false);
        places.set(group, { running: place.running, waiting: null });
      } else if (place.running === holder) {
        if (place.waiting === null) places.delete(group);
        else places.set(group, { running: place.waiting.holder, waiting: null });
        place.waiting?.go(true);
      }
    },
  };
}
