import { v7 as newId } from "uuid";
import type { Db } from "../db/database.ts";
import { AppError, WorkInterrupted } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { type PaidAnswer, type PaidClient, PaidRequestError } from "./paid-client.ts";
import { paidFailure } from "./paid-failure.ts";
import { mayAskAgain, type PaidAttempt, type PaidKey, type Settlement } from "./paid-request.ts";
import type { PriceTable } from "./prices.ts";
import { decideRetry, ProviderPause, spreadMs } from "./retry-policy.ts";
import { nothingSpent, type Spent, settlementOf, spentWith } from "./settlement.ts";
import { SharedFlights } from "./shared-flights.ts";
import { claimAttempt, type EndedAttempt, endAttempt, markExpired, settlePaidRequests } from "./store.ts";
import { UnsettledAnswers } from "./unsettled-answers.ts";

/** What paying needs; `random` gives numbers from 0 to 1, `processId` is the ledger's owner of requests in flight. */
export interface PayOnceDeps {
  db: Db;
  processId: string;
  prices: PriceTable;
  clock: Clock;
  random: () => number;
}

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
   * Throws `upstream_failed` (bad key, no money, refusal, nothing usable; retryable when the provider was only busy),
   * `timeout` at the deadline, `unavailable` while another process has the same request in flight, `conflict` when a
   * further attempt is not allowed by itself; `WorkInterrupted` when the signal aborts with it.
   */
  pay<Request, Value>(order: PaidOrder<Request, Value>): Promise<PaidResult<Value>>;
  /** Writes answers into the ledger at once, when a further request follows or nothing will be stored. */
  settle(settlements: readonly Settlement[]): Promise<void>;
}

/** How often a request in flight elsewhere is looked after. */
const POLL_MS = 250;

/** One per process: it knows what is in flight here and for which clients a pause holds. */
export function createPayOnce(deps: PayOnceDeps): PayOnce {
  const flights = new SharedFlights<PaidResult<unknown>>();
  const pauses = new WeakMap<object, ProviderPause>();
  const answers = new UnsettledAnswers<PaidResult<unknown>>();
  return {
    settle: (settlements) => settlePaidRequests(deps.db, settlements),
    pay<Request, Value>(order: PaidOrder<Request, Value>) {
      const pause = pauses.get(order.client) ?? new ProviderPause();
      pauses.set(order.client, pause);
      const { subject, stage, inputHash, vote } = order.key;
      const key = JSON.stringify([subject, stage, inputHash, vote]);
      const flight = flights.join(key, order.signal, (signal) =>
        new Payment({ ...deps, pause, answers }, { ...order, signal }).run(),
      );
      return flight.catch((error) => {
        throw error === order.signal.reason ? stopped(order.signal) : error;
      }) as Promise<PaidResult<Value>>;
    },
  };
}

type Ended = { answered: PaidResult<unknown> } | { failure: PaidRequestError | { flaw: string; cause?: unknown } };

/** What all orders of a process share. */
interface PaymentDeps extends PayOnceDeps {
  pause: ProviderPause;
  answers: UnsettledAnswers<PaidResult<unknown>>;
}

/** One order on its way: claims an attempt, sends it, and decides what follows. */
class Payment<Request, Value> {
  readonly #deps: PaymentDeps;
  readonly #order: PaidOrder<Request, Value>;
  #again: boolean;
  #freeFailures = 0;
  #lastFailure: unknown;
  #spent = nothingSpent();

  constructor(deps: PaymentDeps, order: PaidOrder<Request, Value>) {
    this.#deps = deps;
    this.#order = order;
    this.#again = order.again;
  }

  async run(): Promise<PaidResult<unknown>> {
    const { db, processId } = this.#deps;
    const { key, model } = this.#order;
    for (let attempt = 1; ; ) {
      await this.#waitForProvider();
      if (this.#leftMs() === 0) throw paidFailure("timed_out", this.#lastFailure);
      const id = newId();
      const claim = await claimAttempt(db, key, { id, attempt, model, processId });
      if (claim.mine) {
        const ended = await this.#send(id);
        if ("answered" in ended) return ended.answered;
        await this.#waitAfter(ended.failure);
        continue;
      }
      const last = claim.earlier.at(-1);
      const unsettled = last?.status === "intent" ? this.#deps.answers.find(last.id) : undefined;
      if (unsettled) return unsettled;
      if (!last) await this.#sleep(POLL_MS);
      else if (last.status === "answered") return this.#reuse(last, claim.earlier);
      else if (last.status === "intent") await (last.expired ? markExpired(db, last.id) : this.#waitForOther());
      else attempt = this.#nextAttempt(claim.earlier, last);
    }
  }

  /** The number of the next attempt, if there may be one. */
  #nextAttempt(earlier: PaidAttempt[], last: PaidAttempt): number {
    if (!mayAskAgain(earlier)) {
      if (!this.#again) throw paidFailure(last.reason, this.#lastFailure, { isLast: true });
      this.#again = false;
    }
    return last.attempt + 1;
  }

  async #send(id: string): Promise<Ended> {
    const { client, request, signal } = this.#order;
    if (signal.aborted) {
      const reason = isInterrupted(signal) ? "interrupted" : "cancelled";
      await endAttempt(this.#deps.db, { id, status: "free_failure", reason, answer: null });
      throw stopped(signal);
    }
    const deadline = new AbortController();
    const done = new AbortController();
    const timer = this.#deps.clock.sleep(this.#leftMs(), done.signal).then(() => deadline.abort());
    let answer: PaidAnswer;
    try {
      answer = await client.send(request, AbortSignal.any([signal, deadline.signal]));
    } catch (error) {
      const failure = this.#asFault(error, deadline.signal.aborted && !done.signal.aborted);
      await endAttempt(this.#deps.db, endOf(id, failure));
      return { failure };
    } finally {
      done.abort();
      await timer;
    }
    return this.#take(id, answer);
  }

  /** An error that the client did not classify leaves open what happened, like every cut. */
  #asFault(error: unknown, isPastDeadline: boolean): PaidRequestError {
    const isFree = error instanceof PaidRequestError && error.fault.cost === "free";
    const unknown = { cost: "unknown", retryAfterMs: null } as const;
    if (!isFree && this.#order.signal.aborted) {
      const reason = this.#order.signal.reason instanceof WorkInterrupted ? "interrupted" : "cancelled";
      return new PaidRequestError({ reason, ...unknown }, error);
    }
    if (!isFree && isPastDeadline) return new PaidRequestError({ reason: "timed_out", ...unknown }, error);
    return error instanceof PaidRequestError
      ? error
      : new PaidRequestError({ reason: "connection_reset", ...unknown }, error);
  }

  async #take(id: string, answer: PaidAnswer): Promise<Ended> {
    const { prices, answers } = this.#deps;
    const settlement = settlementOf(answer, { id, model: this.#order.model, prices });
    this.#spent = spentWith(this.#spent, settlement);
    let flaw: string | null = answer.flaw;
    let cause: unknown;
    if (flaw === null) {
      try {
        const value = this.#order.read(settlement.raw);
        const { model } = settlement;
        const answered = { value, model, fingerprint: answer.fingerprint, ...this.#spent, settlement };
        answers.keep(id, answered);
        return { answered };
      } catch (error) {
        flaw = "off_schema";
        cause = error;
      }
    }
    const { paidRequestId: _, ...kept } = settlement;
    await endAttempt(this.#deps.db, { id, status: "unusable", reason: flaw, answer: kept });
    return { failure: { flaw, cause } };
  }

  /** An answer that was paid before, by another process or before a crash. */
  #reuse(answered: PaidAttempt, earlier: PaidAttempt[]): PaidResult<unknown> {
    if (answered.raw === null)
      throw new AppError("conflict", "The answer to this request was paid for and has been erased.");
    const value = this.#order.read(answered.raw);
    const spent = earlier
      .filter(({ status }) => status === "answered" || status === "unusable")
      .reduce(spentWith, nothingSpent());
    return { value, model: answered.model, fingerprint: null, ...spent, settlement: null };
  }

  /** After a failure of our own: waits as the policy says, or throws when asking again cannot help. */
  async #waitAfter(failure: PaidRequestError | { flaw: string; cause?: unknown }): Promise<void> {
    this.#lastFailure = failure instanceof PaidRequestError ? failure : failure.cause;
    if (!(failure instanceof PaidRequestError)) return;
    const { fault } = failure;
    if (fault.reason === "interrupted") throw stopped(this.#order.signal);
    if (fault.cost === "free") this.#freeFailures += 1;
    const decision = decideRetry(fault, Math.max(1, this.#freeFailures), this.#deps.random());
    if (!decision.again) throw paidFailure(fault.reason, failure);
    if (fault.retryAfterMs !== null) this.#deps.pause.holdUntil(this.#deps.clock.now() + fault.retryAfterMs);
    if (decision.waitMs >= this.#leftMs()) throw paidFailure(fault.reason, failure);
    await this.#sleep(decision.waitMs);
  }

  /** A pause that the provider asked another caller for holds for this one too. */
  async #waitForProvider(): Promise<void> {
    for (;;) {
      if (this.#order.signal.aborted) throw stopped(this.#order.signal);
      const waitMs = this.#deps.pause.waitMs(this.#deps.clock.now());
      if (waitMs === 0) return;
      const spreadWaitMs = waitMs + spreadMs(this.#deps.random());
      if (spreadWaitMs >= this.#leftMs()) throw paidFailure("rate_limited", this.#lastFailure);
      await this.#sleep(spreadWaitMs);
    }
  }

  async #waitForOther(): Promise<void> {
    if (this.#leftMs() <= POLL_MS)
      throw new AppError("unavailable", "The same request is still being answered.", { retryable: true });
    await this.#sleep(POLL_MS);
  }

  async #sleep(ms: number): Promise<void> {
    await this.#deps.clock.sleep(ms, this.#order.signal);
    if (this.#order.signal.aborted) throw stopped(this.#order.signal);
  }

  #leftMs(): number {
    return Math.max(0, this.#order.deadlineMs - this.#deps.clock.now());
  }
}

function isInterrupted(signal: AbortSignal): boolean {
  return signal.reason instanceof WorkInterrupted;
}

/** What an aborted order throws: why the work was stopped, or that somebody cancelled it. */
function stopped({ reason }: AbortSignal): Error {
  return reason instanceof WorkInterrupted ? reason : paidFailure("cancelled", reason);
}

function endOf(id: string, { fault }: PaidRequestError): EndedAttempt {
  return { id, status: fault.cost === "free" ? "free_failure" : "ambiguous", reason: fault.reason, answer: null };
}
