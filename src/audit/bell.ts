/** Lets one reader wait until somebody rings, and neither too short nor too long. */
export class Bell {
  #rung = false;
  #hear: (() => void) | null = null;

  /** Something changed. Rung while nobody waits, it is heard by the next wait. */
  ring(): void {
    this.#rung = true;
    this.#hear?.();
  }

  /** Resolves once rung and `atLeastMs` have passed, after `atMostMs` at the latest, and at once when the signal aborts. */
  async wait(times: { atLeastMs: number; atMostMs: number; signal: AbortSignal }): Promise<void> {
    const { atLeastMs, atMostMs, signal } = times;
    await this.#pause(atLeastMs, signal, false);
    if (!this.#rung) await this.#pause(atMostMs - atLeastMs, signal, true);
    this.#rung = false;
  }

  #pause(ms: number, signal: AbortSignal, isHearing: boolean): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        this.#hear = null;
        resolve();
      };
      const timer = setTimeout(end, Math.max(0, ms));
      signal.addEventListener("abort", end, { once: true });
      if (isHearing) this.#hear = end;
    });
  }
}
