import type { PaidClient } from "./paid-client.ts";
import type { PaidKey, Settlement } from "./paid-request.ts";
import type { Spent } from "./settlement.ts";

/** A request to be paid at most once for its key. */
export interface PaidOrder<Request, Value> {
  key: PaidKey;
  client: PaidClient<Request>;
  request: Request;
  /** The model asked, for the ledger. */
  model: string;
  /** Reads the answer; what it throws makes the answer unusable. */
  read: (raw: string) => Value;
  /** Milliseconds since 1970: nothing is waited for beyond it. */
  deadlineMs: number;
  /** Longest wait for the provider to be open again, for work that can wait elsewhere; to the deadline where not said. */
  patienceMs?: number;
  /** The call it is for; none where not said. */
  callId?: string | null;
  /** What must have come true before anything is sent; beginning does not wait for it. Throws what it throws. */
  ready?: Promise<unknown>;
  /**
   * Cancels; a request in flight is then never made again by itself. Aborted with `WorkInterrupted` it only stops: the
   * outcome of a request in flight is unknown then, and whoever takes the work up again may ask once more.
   */
  signal: AbortSignal;
  /** A person asks again: one further attempt where none is allowed by itself. An answer that is there is given. */
  again: boolean;
}

/** A usable answer and all that was paid for it, unusable answers included. */
export interface PaidResult<Value> extends Spent {
  value: Value;
  /** The model that answered and its configuration; null when unknown, as for an answer read from the ledger. */
  model: string;
  fingerprint: string | null;
  /** To be written with what is made of the answer; null when the ledger has it already. */
  settlement: Settlement | null;
}

/** Pays for requests (DESIGN §10); the only caller of paid clients. */
export interface PayOnce {
  /**
   * Throws `PaymentHeld` (nothing may be begun now: over budget, no money, bad key, provider down or asking to wait),
   * `upstream_failed` (refusal, nothing usable; retryable when the provider was only busy), `timeout` at the deadline,
   * `unavailable` while another process has the same request in flight, `conflict` when a further attempt is not allowed
   * by itself; `WorkInterrupted` when the signal aborts with it.
   */
  pay<Request, Value>(order: PaidOrder<Request, Value>): Promise<PaidResult<Value>>;
  /** Writes answers into the ledger at once, when a further request follows or nothing will be stored. */
  settle(settlements: readonly Settlement[]): Promise<void>;
}
