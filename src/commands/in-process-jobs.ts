import type { Jobs } from "./jobs.ts";

/** Jobs in this process. A crash loses them; the sweep finds what they were to do by what GitHub still shows undone. */
export function inProcessJobs(onFault: (key: string, fault: unknown) => void): Jobs {
  const tails = new Map<string, Promise<void>>();

  const run = async (key: string, before: Promise<void>, work: () => Promise<void>) => {
    await before;
    try {
      await work();
    } catch (fault) {
      onFault(key, fault);
    }
  };
  return {
    add(key, work) {
      const tail = run(key, tails.get(key) ?? Promise.resolve(), work);
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
