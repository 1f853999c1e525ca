import type { Clock } from "../../src/usage/clock.ts";

/** A clock on which short waits pass at once; long ones end only when the test says so or their signal aborts. */
export interface SkippingClock extends Clock {
  /** Every short wait so far, in milliseconds. */
  waits: number[];
  /** Lets the long waits end, as if their time had come. */
  endLongWaits(): void;
  /** So much later. */
  skip(ms: number): void;
}

/** Waits up to this pass at once. */
const SHORT_MS = 10 * 60_000;

/** Starts at noon of a day in 2026. */
export function skippingClock(): SkippingClock {
  let now = Date.UTC(2026, 10, 24, 12);
  const sleepers = new Set<() => void>();
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    endLongWaits: () => {
      for (const wake of sleepers) wake();
    },
    skip: (ms) => {
      now += ms;
    },
    async sleep(ms, signal) {
      if (signal.aborted) return;
      if (ms <= SHORT_MS) {
        waits.push(ms);
        now += ms;
        // Lets others run, as a real wait would.
        await new Promise((resolve) => setImmediate(resolve));
        return;
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          sleepers.delete(wake);
          if (!signal.aborted) now += ms;
          resolve();
        };
        sleepers.add(wake);
        signal.addEventListener("abort", wake, { once: true });
      });
    },
  };
}
