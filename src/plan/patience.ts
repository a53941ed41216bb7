import type { Written } from "../issues/tracker.ts";

/** What a long row of writes needs to keep to the tracker's limits. */
export type Patience = {
  /** Does one write; a rate limit is waited for as long as the tracker asks, and is no answer. */
  write<Value>(write: () => Promise<Written<Value>>): Promise<Written<Value>>;
  /** Milliseconds to leave before the next creation, on top of the second between writes that the client leaves. */
  gap(): number;
};

type Ports = {
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: (line: string) => void;
};

/** The longest wait that is sat out; a longer one ends the run with the tracker's words. */
const longestWait = 600;
const mostWaits = 5;

/** GitHub takes 400 creations an hour; more than that are spread, nine seconds each. */
const hourly = 400;
const spreadGap = 8_000;
const slowestGap = 15_000;

/** `total` is how many issues are to be created. After each limit that was hit, the pace is halved. */
export function openPatience(ports: Ports, total: number): Patience {
  let waits = 0;
  const gap = () => {
    const slower = waits === 0 ? 0 : 1_000 * 2 ** (waits - 1);
    return Math.min(slowestGap, Math.max(total > hourly ? spreadGap : 0, slower));
  };
  return {
    gap,
    async write(write) {
      for (;;) {
        const written = await write();
        const seconds = written.kind === "rejected" ? written.waitSeconds : undefined;
        if (seconds === undefined || seconds > longestWait || waits >= mostWaits) return written;
        waits++;
        ports.log(`the tracker asks to wait ${seconds} s before the next write`);
        await ports.pause(seconds * 1000);
      }
    },
  };
}

/** Whole minutes that so many creations still take, at least one. */
export function minutesFor(creations: number, gap: number): number {
  return Math.max(1, Math.ceil((creations * (1_000 + gap)) / 60_000));
}
