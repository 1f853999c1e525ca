import { createHash } from "node:crypto";
import { CircuitBreaker } from "./circuit-breaker.ts";
import type { PaidRequestFault } from "./paid-client.ts";
import type { GateReason } from "./payment-held.ts";
import { RetryBudget } from "./retry-budget.ts";
import { RETRY_AFTER_MS_MAX } from "./retry-policy.ts";

/**
 * The gate of a provider as the database knows it, the same for all processes. Open before anything went wrong, and
 * again from `opensAtMs` on; while that is null only a probe may pass, one at a time, from `probeAtMs` on.
 */
export interface ProviderGate {
  reason: GateReason;
  opensAtMs: number | null;
  probeAtMs: number | null;
}

/** Why and how a gate is closed. */
export interface GateClosing {
  reason: GateReason;
  /** When it opens by itself; null: by a probe that succeeds. */
  opensAtMs: number | null;
  /** Between two probes. */
  probeEveryMs: number;
}

/**
 * What may pass now: all, or nobody before a time, which is the end only where that is known. `rampOf` is the opening whose
 * first callers it counts among.
 */
export type Passage =
  | { passes: true; rampOf: number | null }
  | { passes: false; reason: GateReason; untilMs: number; isKnown: boolean };

/** After an opening only a part of what a process does at once may begin, for so long. */
export const RAMP_MS = 5_000;
const RAMP_SHARE = 0.2;
/** Requests to one provider that a process makes at once when it has much to do. */
const REQUESTS_AT_ONCE = 16;
/** How long what was seen of a gate that is closed holds. */
const SEEN_MS = 1_000;
/** Of a provider that does not work. */
const PROBE_OUTAGE_MS = 5_000;
/** Of one that needs a person: money, a key, or another model. */
const PROBE_LASTING_MS = 5 * 60_000;

/** A provider that this installation pays, by its key, and what for: stages of the ledger. */
export interface PaidProvider {
  provider: string;
  stages: string[];
}

/** Each provider once, with all that it is paid for. */
export function sameProviders(providers: readonly PaidProvider[]): PaidProvider[] {
  const byProvider = Map.groupBy(providers, ({ provider }) => provider);
  return [...byProvider].map(([provider, same]) => ({ provider, stages: same.flatMap(({ stages }) => stages) }));
}

/**
 * Names a provider with one account and model at it, without telling the key: what holds for one key or model, a limit
 * above all, may not for another.
 */
export function providerKey(baseUrl: string, credential: string | null, model: string): string {
  const account = createHash("sha256")
    .update(credential ?? "")
    .digest("hex");
  return `${new URL(baseUrl).origin}#${account.slice(0, 12)}/${model}`;
}

/** Whether the provider stays closed until a person has done something: paid, or set another key or model. */
export function needsPerson(reason: string | null): boolean {
  return reason === "quota_exhausted" || reason === "key_refused" || reason === "model_missing";
}

/** Faults after which nothing is asked for a while, whoever asks; null: the fault is about the one request. */
export function closingBy(fault: PaidRequestFault, nowMs: number): GateClosing | null {
  if (fault.reason === "quota_exhausted" || fault.reason === "key_refused" || fault.reason === "model_missing")
    return { reason: fault.reason, opensAtMs: null, probeEveryMs: PROBE_LASTING_MS };
  if (fault.retryAfterMs === null || !isBusy(fault)) return null;
  const opensAtMs = nowMs + Math.min(fault.retryAfterMs, RETRY_AFTER_MS_MAX);
  return { reason: "provider_paused", opensAtMs, probeEveryMs: PROBE_OUTAGE_MS };
}

/** Of a provider that failed too often. */
export const OUTAGE: GateClosing = { reason: "provider_down", opensAtMs: null, probeEveryMs: PROBE_OUTAGE_MS };

/** Whether a fault says that the provider does not work, rather than something about the request or the account. */
export function isOutage({ reason }: Pick<PaidRequestFault, "reason">): boolean {
  return OUTAGES.has(reason);
}

const OUTAGES = new Set(["connect_failed", "overloaded", "server_error", "connection_reset", "timed_out"]);

function isBusy({ reason }: PaidRequestFault): boolean {
  return reason === "rate_limited" || reason === "overloaded" || reason === "server_error";
}

/** What one process knows of a provider: its gate as last seen, how the last requests went, and what retries are left. */
export class ProviderTraffic {
  readonly breaker = new CircuitBreaker();
  readonly retries = new RetryBudget();
  #gate: ProviderGate | null = null;
  #seenAtMs = Number.NEGATIVE_INFINITY;
  #ramp = { opensAtMs: 0, passed: 0 };

  /** The gate as the database told it just now. */
  see(gate: ProviderGate | null, nowMs: number): void {
    this.#seenAtMs = nowMs;
    if (gate !== null && gate.opensAtMs !== this.#gate?.opensAtMs) this.breaker.forget();
    this.#gate = gate;
  }

  /** Whether to ask the database for a passage now; who passes in the first moments after an opening is counted. */
  passage(nowMs: number): Passage {
    if (this.#gate === null) return { passes: true, rampOf: null };
    const { reason, opensAtMs, probeAtMs } = this.#gate;
    const untilMs = opensAtMs ?? probeAtMs ?? nowMs;
    if (nowMs < untilMs) return { passes: false, reason, untilMs, isKnown: opensAtMs !== null };
    if (opensAtMs === null || nowMs >= opensAtMs + RAMP_MS) return { passes: true, rampOf: null };
    if (this.#ramp.opensAtMs !== opensAtMs) this.#ramp = { opensAtMs, passed: 0 };
    if (this.#ramp.passed >= RAMP_MAX) return { passes: false, reason, untilMs: opensAtMs + RAMP_MS, isKnown: true };
    this.#ramp.passed += 1;
    return { passes: true, rampOf: opensAtMs };
  }

  /** Whether another process or a person may have changed the gate since it was seen. */
  isOld(nowMs: number): boolean {
    return Math.abs(nowMs - this.#seenAtMs) >= SEEN_MS;
  }

  /** Whether nothing but a probe may pass now. */
  isClosed(nowMs: number): boolean {
    return this.#gate !== null && (this.#gate.opensAtMs === null || nowMs < this.#gate.opensAtMs);
  }

  /** Since when the gate is open; 0 when it never was closed as far as known. What began before says nothing of now. */
  openSinceMs(): number {
    return this.#gate?.opensAtMs ?? 0;
  }
}

const RAMP_MAX = Math.max(1, Math.floor(REQUESTS_AT_ONCE * RAMP_SHARE));
