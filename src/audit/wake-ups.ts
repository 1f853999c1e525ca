/** Tells those who wait in this process that something happened to a call; others find out by looking. */
export class WakeUps {
  readonly #listeners = new Map<string, Set<() => void>>();

  /** Something happened. */
  wake(callId: string): void {
    for (const listener of this.#listeners.get(callId) ?? []) listener();
  }

  /** Listens until the function it gives back is called. */
  onWake(callId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(callId) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(callId, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(callId);
    };
  }
}
