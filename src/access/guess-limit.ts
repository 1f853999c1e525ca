/** Wrong keys one caller may give within the window. */
const CALLER_MAX = 10;
/** Wrong keys all callers behind one network address may give within the window. */
const ADDRESS_MAX = 100;
const WINDOW_MS = 15 * 60_000;
/** Callers remembered; beyond, the oldest are forgotten. */
const REMEMBERED_MAX = 10_000;

/** Who gives a key: the network address of the connection, and whom the proxy in front of us (if any) speaks for. */
export interface Caller {
  address: string;
  forwardedFor: string | null;
}

/**
 * Counts wrong keys per caller and per network address. What a proxy header claims can only split an address into
 * callers; it cannot lift the limit of the address.
 */
export class GuessLimit {
  readonly #now: () => number;
  readonly #windows = new Map<string, { since: number; wrong: number }>();

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether this caller must wait before another key is even looked at. */
  isExhausted(caller: Caller): boolean {
    return this.#wrong(keyOfCaller(caller)) >= CALLER_MAX || this.#wrong(keyOfAddress(caller)) >= ADDRESS_MAX;
  }

  /** Notes a wrong key. */
  count(caller: Caller): void {
    for (const key of [keyOfCaller(caller), keyOfAddress(caller)]) {
      const wrong = this.#wrong(key) + 1;
      const since = wrong === 1 ? this.#now() : (this.#windows.get(key)?.since ?? this.#now());
      this.#windows.delete(key);
      this.#windows.set(key, { since, wrong });
    }
    for (const key of this.#windows.keys()) {
      if (this.#windows.size <= REMEMBERED_MAX) break;
      this.#windows.delete(key);
    }
  }

  #wrong(key: string): number {
    const window = this.#windows.get(key);
    if (window === undefined) return 0;
    // A clock that was set back ends the window: nobody is locked out for longer than it lasts.
    const ageMs = this.#now() - window.since;
    return ageMs >= 0 && ageMs < WINDOW_MS ? window.wrong : 0;
  }
}

function keyOfCaller({ address, forwardedFor }: Caller): string {
  return `caller ${address} ${forwardedFor ?? ""}`;
}

function keyOfAddress({ address }: Caller): string {
  return `address ${address}`;
}
