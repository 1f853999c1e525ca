import type { Db } from "../db/database.ts";
import { AppError, WorkInterrupted } from "../errors.ts";
import { newId } from "../new-id.ts";
import { Recent } from "../recent.ts";
import { type DailyBudget, dayOf, NO_BUDGET, nextDayMs } from "./budget.ts";
import type { ClaimedAttempt } from "./claim-store.ts";
import { type Claim, groupClaims } from "./claims.ts";
import type { Clock } from "./clock.ts";
import { type PaidAnswer, PaidRequestError } from "./paid-client.ts";
import { paidFailure } from "./paid-failure.ts";
import type { PaidOrder, PaidResult, PayOnce } from "./paid-order.ts";
import { mayAskAgain, type PaidAttempt } from "./paid-request.ts";
import { BUDGET_HOLDER, type Hold, PaymentHeld, RETRIES_HOLDER } from "./payment-held.ts";
import type { PriceTable } from "./prices.ts";
import { ProviderDoor } from "./provider-door.ts";
import { closingBy, ProviderTraffic } from "./provider-gate.ts";
import { decideRetry } from "./retry-policy.ts";
import { nothingSpent, settlementOf, spentWith } from "./settlement.ts";
import { SharedFlights } from "./shared-flights.ts";
import { type EndedAttempt, endAttempt, markExpired, noteFull, settlePaidRequests } from "./store.ts";

/** What paying needs; `random` gives numbers from 0 to 1, `processId` is the ledger's owner of requests in flight. */
export interface PayOnceDeps {
  db: Db;
  processId: string;
  prices: PriceTable;
  clock: Clock;
  random: () => number;
  /** None where not said. */
  budget?: DailyBudget;
  /** Hears of every answer that was paid for, usable or not. */
  notePaid?(paid: { stage: string; model: string; costUsd: number }): void;
}

/** About when work that may not be asked for again at once comes back. */
const RETRY_LATER_MS = 30_000;

/** How often a request in flight elsewhere is looked after. */
const POLL_MS = 250;

/** Answers remembered in memory at most. */
const ANSWERS_KEPT = 256;

/** One per process: it knows what is in flight here and how things stand with each provider. */
export function createPayOnce(deps: PayOnceDeps): PayOnce {
  const flights = new SharedFlights<PaidResult<unknown>>();
  const providers = new Map<string, ProviderTraffic>();
  const answers = new Recent<PaidResult<unknown>>(ANSWERS_KEPT);
  const claim = groupClaims(deps.db);
  return {
    settle: (settlements) => settlePaidRequests(deps.db, settlements),
    pay<Request, Value>(order: PaidOrder<Request, Value>) {
      const { provider } = order.client;
      const traffic = providers.get(provider) ?? new ProviderTraffic();
      providers.set(provider, traffic);
      const { subject, stage, inputHash, vote } = order.key;
      const key = JSON.stringify([subject, stage, inputHash, vote]);
      const flight = flights.join(key, order.signal, (signal) =>
        new Payment({ ...deps, traffic, answers, claim }, { ...order, signal }).run(),
      );
      return flight.catch((error) => {
        throw error === order.signal.reason ? stopped(order.signal) : error;
      }) as Promise<PaidResult<Value>>;
    },
  };
}

/** Given as a reason, because an abort without one makes an error with its stack each time. */
const ANSWERED = "answered";

type Ended = { answered: PaidResult<unknown> } | { failure: PaidRequestError | { flaw: string; cause?: unknown } };

/** What all orders of a process share. */
interface PaymentDeps extends PayOnceDeps {
  traffic: ProviderTraffic;
  /**
   * Answers whose rows are still intents, by the id of the row: when storing what was made of one failed, whoever asks again
   * gets it from here.
   */
  answers: Recent<PaidResult<unknown>>;
  claim: Claim;
}

/** One order on its way: claims an attempt, sends it, and decides what follows. */
class Payment<Request, Value> {
  readonly #deps: PaymentDeps;
  readonly #order: PaidOrder<Request, Value>;
  readonly #door: ProviderDoor;
  #again: boolean;
  #freeFailures = 0;
  #lastFailure: unknown;
  #spent = nothingSpent();

  constructor(deps: PaymentDeps, order: PaidOrder<Request, Value>) {
    this.#deps = deps;
    this.#order = order;
    this.#door = new ProviderDoor({ ...deps, provider: order.client.provider });
    this.#again = order.again;
  }

  async run(): Promise<PaidResult<unknown>> {
    const { db } = this.#deps;
    for (let attempt = 1; ; ) {
      const rampOf = await this.#passDoor();
      if (this.#leftMs() === 0) throw paidFailure("timed_out", this.#lastFailure);
      const id = newId();
      const claim = await this.#claim(id, attempt, rampOf);
      if (claim.outcome === "mine") {
        const ended = await this.#send(id, claim);
        if ("answered" in ended) return ended.answered;
        await this.#waitAfter(ended.failure);
        continue;
      }
      const last = claim.earlier.at(-1);
      const unsettled = last?.status === "intent" ? this.#deps.answers.find(last.id) : undefined;
      if (unsettled) return unsettled;
      if (claim.outcome === "over_budget") throw await this.#overBudget();
      if (claim.outcome === "held") continue;
      if (!last) await this.#sleep(POLL_MS);
      else if (last.status === "answered") return this.#reuse(last, claim.earlier);
      else if (last.status === "intent") await (last.expired ? markExpired(db, last.id) : this.#waitForOther());
      else attempt = this.#nextAttempt(claim.earlier, last);
    }
  }

  async #claim(id: string, attempt: number, rampOf: number | null): Promise<ClaimedAttempt> {
    const { processId, clock, prices, traffic, budget = NO_BUDGET } = this.#deps;
    const { key, model, client, request, callId = null } = this.#order;
    const nowMs = clock.now();
    const claim = await this.#deps.claim(key, {
      ...{ id, attempt, model, processId, callId, rampOf, nowMs },
      estimateUsd: prices.costUsd(model, client.estimate(request)),
      day: dayOf(nowMs, budget.timeZone),
      budgetUsd: budget.usdPerDay,
      provider: client.provider,
    });
    traffic.see(claim.gate, clock.now());
    return claim;
  }

  async #overBudget(): Promise<PaymentHeld> {
    const { db, clock, budget = NO_BUDGET } = this.#deps;
    await noteFull(db, dayOf(clock.now(), budget.timeZone), budget.usdPerDay ?? 0);
    const untilMs = nextDayMs(clock.now(), budget.timeZone);
    return this.#held({ reason: "budget_exhausted", holder: BUDGET_HOLDER, untilMs, retryAtMs: untilMs });
  }

  #held(hold: Hold): PaymentHeld {
    return new PaymentHeld(hold, { nowMs: this.#deps.clock.now(), cause: this.#lastFailure });
  }

  /** The number of the next attempt, if there may be one. */
  #nextAttempt(earlier: PaidAttempt[], last: PaidAttempt): number {
    if (!mayAskAgain(earlier)) {
      if (!this.#again) throw paidFailure(last.reason, this.#lastFailure, { isLast: true });
      this.#again = false;
    }
    return last.attempt + 1;
  }

  async #send(id: string, { isProbe, earlier }: ClaimedAttempt): Promise<Ended> {
    const { client, request, signal, ready } = this.#order;
    await ready?.catch((error) => this.#unsent(id, error));
    if (signal.aborted) {
      return this.#unsent(id, stopped(signal));
    }
    if (earlier.length === 0) this.#deps.traffic.retries.earn();
    const beganAtMs = this.#deps.clock.now();
    const deadline = new AbortController();
    const done = new AbortController();
    const timer = this.#deps.clock.sleep(this.#leftMs(), done.signal).then(() => {
      if (!done.signal.aborted) deadline.abort();
    });
    let answer: PaidAnswer;
    try {
      answer = await client.send(request, AbortSignal.any([signal, deadline.signal]));
    } catch (error) {
      const failure = this.#asFault(error, deadline.signal.aborted);
      await this.#door.noteFault(failure.fault, { isProbe, beganAtMs });
      await endAttempt(this.#deps.db, endOf(id, failure));
      return { failure };
    } finally {
      done.abort(ANSWERED);
      await timer;
    }
    await this.#door.noteWorks({ isProbe });
    return this.#take(id, answer);
  }

  /** Nothing was sent, so nothing can cost anything; where that cannot be written down, the error that led here counts. */
  async #unsent(id: string, error: unknown): Promise<never> {
    const reason = isInterrupted(this.#order.signal) ? "interrupted" : "cancelled";
    await endAttempt(this.#deps.db, { id, status: "free_failure", reason, answer: null }).catch(() => undefined);
    throw error;
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
    const { model: answeredBy, costUsd } = settlement;
    this.#deps.notePaid?.({ stage: this.#order.key.stage, model: answeredBy, costUsd });
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
    const { clock, random, traffic } = this.#deps;
    if (fault.reason === "interrupted") throw stopped(this.#order.signal);
    if (fault.cost === "free") this.#freeFailures += 1;
    const isClosed = traffic.isClosed(clock.now());
    if (isClosed && closingBy(fault, clock.now())?.opensAtMs === null) return;
    const decision = decideRetry(fault, Math.max(1, this.#freeFailures), random());
    if (!decision.again) throw paidFailure(fault.reason, failure);
    if (isClosed || fault.retryAfterMs !== null) return;
    if (fault.reason === "rate_limited") return this.#door.pause(decision.waitMs);
    if (fault.cost === "free") this.#takeRetry(failure);
    if (decision.waitMs >= this.#leftMs()) throw paidFailure(fault.reason, failure);
    await this.#sleep(decision.waitMs);
  }

  /** Of a provider in trouble only a part of the requests is made again at once; the others come back later. */
  #takeRetry(failure: PaidRequestError): void {
    const { clock, traffic, random } = this.#deps;
    if (traffic.retries.take(clock.now())) return;
    if (this.#order.patienceMs === undefined) throw paidFailure(failure.fault.reason, failure);
    const untilMs = clock.now() + Math.round(RETRY_LATER_MS * (0.75 + 0.5 * random()));
    throw this.#held({ reason: "provider_down", holder: RETRIES_HOLDER, untilMs, retryAtMs: untilMs });
  }

  /** The opening whose first callers it counts among, once it may begin. */
  async #passDoor(): Promise<number | null> {
    for (;;) {
      if (this.#order.signal.aborted) throw stopped(this.#order.signal);
      const { patienceMs = Number.POSITIVE_INFINITY } = this.#order;
      const answer = await this.#door.ask({ leftMs: this.#leftMs(), patienceMs });
      if ("rampOf" in answer) return answer.rampOf;
      if ("hold" in answer) throw this.#held(answer.hold);
      await this.#sleep(answer.waitMs);
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
