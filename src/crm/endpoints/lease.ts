/** What holding something for a while needs: `renew` answers false when it belongs to somebody else by now. */
export interface LeaseOptions {
  leaseMs: number;
  renew: () => Promise<boolean>;
}

/**
 * A claim that is renewed until it is given back. By its own clock, which runs on while the process is frozen, it knows
 * when the claim has ended: whoever holds it asks before every act.
 */
export class Lease {
  readonly #lost = new AbortController();
  readonly #leaseMs: number;
  readonly #renew: () => Promise<boolean>;
  #until: number;
  #timer: NodeJS.Timeout;

  /** Begins with a claim that was just taken. */
  constructor({ leaseMs, renew }: LeaseOptions) {
    this.#leaseMs = leaseMs;
    this.#renew = renew;
    this.#until = performance.now() + leaseMs;
    this.#timer = setInterval(() => void this.#keep(), leaseMs / RENEWALS);
    this.#timer.unref();
  }

  /** Aborts when the claim is lost. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /** Whether the claim still holds. */
  isHeld(): boolean {
    if (performance.now() >= this.#until) this.#lose();
    return !this.#lost.signal.aborted;
  }

  /** Renews no more. */
  end(): void {
    clearInterval(this.#timer);
  }

  async #keep(): Promise<void> {
    if (!this.isHeld()) return;
    const askedAt = performance.now();
    try {
      if (await this.#renew()) this.#until = askedAt + this.#leaseMs;
      else this.#lose();
    } catch {
      // The database is away: the claim holds as long as it was given.
    }
  }

  #lose(): void {
    this.end();
    this.#lost.abort(new Error("the claim was lost"));
  }
}

/** Renewals in the time of one lease: two may fail. */
const RENEWALS = 4;
