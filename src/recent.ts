/** The newest entries by their keys, as many as are to be kept in memory; the oldest goes for a new one. */
export class Recent<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  keep(key: string, value: Value): void {
    this.#entries.set(key, value);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#max) break;
      this.#entries.delete(oldest);
    }
  }

  /** Undefined when it is not kept, or no more. */
  find(key: string): Value | undefined {
    return this.#entries.get(key);
  }
}
