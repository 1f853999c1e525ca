/** The part of a request that may be made again. */
const RETRIES_PER_REQUEST = 0.2;
/** Kept for quiet times, in which a few requests would never earn a retry. */
const RETRIES_SAVED_MAX = 10;
const RETRY_EVERY_MS = 10_000;

/** Bounds how often a process asks a provider again after failures: a provider in trouble is not asked twice as often. */
export class RetryBudget {
  #saved = RETRIES_SAVED_MAX;
  #countedAtMs: number | null = null;

  /** A request is made for the first time. */
  earn(): void {
    this.#saved = Math.min(RETRIES_SAVED_MAX, this.#saved + RETRIES_PER_REQUEST);
  }

  /** Whether a request may be made again now; if so, it counts. */
  take(nowMs: number): boolean {
    const earned = this.#countedAtMs === null ? 0 : Math.max(0, nowMs - this.#countedAtMs) / RETRY_EVERY_MS;
    this.#countedAtMs = nowMs;
    this.#saved = Math.min(RETRIES_SAVED_MAX, this.#saved + earned);
    if (this.#saved < 1) return false;
    this.#saved -= 1;
    return true;
  }
}
