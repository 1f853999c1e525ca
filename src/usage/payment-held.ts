import { AppError } from "../errors.ts";

/** Why nothing is begun now although nothing is wrong with the request: a code that calls bear while they wait. */
export type HoldReason = "budget_exhausted" | GateReason;

/**
 * Why a provider is asked nothing now. `provider_paused`: it asked to wait; `provider_down`: it does not work;
 * `quota_exhausted`: no money or a limit; `key_refused`.
 */
export type GateReason = "provider_paused" | "provider_down" | "quota_exhausted" | "key_refused";

/** Whoever holds work that waits for the budget. */
export const BUDGET_HOLDER = "budget";

/** Why work waits, until when, and what lets it go on. */
export interface Hold {
  reason: HoldReason;
  /** The provider's gate, or `BUDGET_HOLDER`. */
  holder: string;
  /** Milliseconds since 1970; null when nobody knows. */
  untilMs: number | null;
}

const DETAILS: Record<HoldReason, string> = {
  budget_exhausted: "The budget of the day is used up; paid requests begin again tomorrow.",
  provider_paused: "The model's provider asks to wait.",
  provider_down: "The model's provider does not work at the moment.",
  quota_exhausted: "The account at the model's provider has no money left or reached its limit.",
  key_refused: "The model's provider refused the key of this installation.",
};

/** A request that was not begun, because nothing may be begun now. Work that can wait waits; nothing was paid. */
export class PaymentHeld extends AppError {
  readonly hold: Hold;

  constructor(hold: Hold, { nowMs, cause }: { nowMs: number; cause?: unknown }) {
    const retryAfterMs = hold.untilMs === null ? null : Math.max(0, hold.untilMs - nowMs);
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
