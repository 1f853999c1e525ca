/** Hears that something happened to a call; `round` is given where its round is known, and one that was before is over. */
export type WakeListener = (round?: number) => void;

/** Tells those who wait in this process that something happened to a call; others find out by looking. */
export class WakeUps {
  readonly #listeners = new Map<string, Set<WakeListener>>();

  /** Something happened. */
  wake(callId: string, round?: number): void {
    for (const listener of this.#listeners.get(callId) ?? []) listener(round);
  }

  /** Listens until the function it gives back is called. */
  onWake(callId: string, listener: WakeListener): () => void {
    const listeners = this.#listeners.get(callId) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(callId, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(callId);
    };
  }
}
