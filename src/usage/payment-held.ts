import { AppError } from "../errors.ts";

/** Why nothing is begun now although nothing is wrong with the request: a code that calls bear while they wait. */
export type HoldReason = "budget_exhausted" | GateReason;

/**
 * Why a provider is asked nothing now. `provider_paused`: it asked to wait; `provider_down`: it does not work;
 * `quota_exhausted`: no money or a limit; `key_refused`; `model_missing`: it does not know the model, or not for this key.
 */
export type GateReason = "provider_paused" | "provider_down" | "quota_exhausted" | "key_refused" | "model_missing";

/** Whoever holds work that waits for the budget. */
export const BUDGET_HOLDER = "budget";

/** Whoever holds work back that may not be asked for again at once: its time alone lets it go on. */
export const RETRIES_HOLDER = "retries";

/** Why work waits, until when, and what lets it go on. */
export interface Hold {
  reason: HoldReason;
  /** The provider's gate, `BUDGET_HOLDER` or `RETRIES_HOLDER`. */
  holder: string;
  /** When it ends by itself, in milliseconds since 1970; null when nobody knows. */
  untilMs: number | null;
  /** When asking again makes sense, likewise. */
  retryAtMs: number | null;
}

const DETAILS: Record<HoldReason, string> = {
  budget_exhausted: "The budget of the day is used up; paid requests begin again tomorrow.",
  provider_paused: "The model's provider asks to wait.",
  provider_down: "The model's provider does not work at the moment.",
  quota_exhausted: "The account at the model's provider has no money left or reached its limit.",
  key_refused: "The model's provider refused the key of this installation.",
  model_missing: "The model's provider does not know the configured model.",
};

/** A request that was not begun, because nothing may be begun now. Work that can wait waits; nothing was paid. */
export class PaymentHeld extends AppError {
  readonly hold: Hold;

  constructor(hold: Hold, { nowMs, cause }: { nowMs: number; cause?: unknown }) {
    const retryAfterMs = hold.retryAtMs === null ? null : Math.max(0, hold.retryAtMs - nowMs);
    super(hold.reason === "budget_exhausted" ? hold.reason : "unavailable", DETAILS[hold.reason], {
      cause,
      retryable: true,
      retryAfterMs,
    });
    this.hold = hold;
  }
}

/** The same, for whoever finds that work waits, by the reason that it bears; null when that is another one. */
export function heldDetail(reason: string | null): string | null {
  return reason !== null && Object.hasOwn(DETAILS, reason) ? DETAILS[reason as HoldReason] : null;
}

/** What the reasons of jobs that are put off begin with while their payments are held. */
export const HELD_PREFIX = "held:";
/** How long work waits at most where nobody knows the end, should nobody release it before. */
const UNKNOWN_WAIT_S = 600;
/** Work that was held until one time comes back a little spread. */
const SPREAD_S = 20;

/** How a job is put off until its payment may be begun; `random` is from 0 to 1. */
export function putOffFor(hold: Hold, nowMs: number, random: number): { seconds: number; reason: string } {
  const knownS = hold.untilMs === null ? UNKNOWN_WAIT_S : Math.max(0, (hold.untilMs - nowMs) / 1000);
  return { seconds: Math.ceil(knownS + SPREAD_S * random), reason: `${HELD_PREFIX} ${hold.reason} ${hold.holder}` };
}

/** Who holds a job that was put off for this reason; null: nobody whose word could let it go on. */
export function holderOf(reason: string): string | null {
  const [prefix, , holder] = reason.split(" ");
  return prefix === HELD_PREFIX && holder !== undefined ? holder : null;
}
