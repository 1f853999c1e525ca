import type { Db } from "../../db/database.ts";
import type { DeliveryOutcome } from "../write-back-target.ts";
import type { Claim } from "./claim-store.ts";
import { type DueWriteBack, endAttempt, lockHealth, writeFailed, writeHealth, writeTaken } from "./delivering-store.ts";
import { afterFailure, HEALTHY } from "./write-back-schedule.ts";

/** A request that ended; `random` is a number from 0 to 1. */
export interface EndedAttempt {
  id: string;
  sent: DueWriteBack;
  outcome: DeliveryOutcome;
  durationMs: number;
  now: Date;
  random: number;
}

/**
 * What follows for the run: it goes on; it ends because the endpoint rests or was turned off; or the endpoint is not its
 * own any more, and then nothing was written but the end of the attempt.
 */
export type AfterAttempt = "on" | "rests" | "gone" | "failing" | "lost";

/** Writes down how an attempt ended and what follows, in one transaction. */
export async function settleAttempt(db: Db, claim: Claim, ended: EndedAttempt): Promise<AfterAttempt> {
  const { id, sent, outcome, durationMs } = ended;
  const fault = outcome.kind === "taken" ? null : outcome.kind === "gone" ? "gone" : outcome.fault;
  const { httpStatus, answer } = outcome;
  return db.transaction().execute(async (tx) => {
    await endAttempt(tx, { id, durationMs, httpStatus, fault, answer });
    const health = await lockHealth(tx, claim);
    if (health === null) return "lost";
    if (outcome.kind === "taken") {
      await writeTaken(tx, sent, outcome.remoteId);
      await writeHealth(tx, claim.endpointId, { health: HEALTHY, off: null });
      return "on";
    }
    const isOutage = outcome.kind === "away";
    const retryAfterMs = outcome.kind === "gone" ? null : outcome.retryAfterMs;
    const { now, random } = ended;
    const next = afterFailure(health, { attemptsBefore: sent.attempts, isOutage, retryAfterMs, now, random });
    const off = outcome.kind === "gone" ? "gone" : next.turnOff ? "failing" : null;
    // What an endpoint that is turned off does not hear waits for it, even at the end of its schedule.
    await writeFailed(tx, sent, off === null ? next.nextAttemptAt : now);
    await writeHealth(tx, claim.endpointId, { health: next.health, off });
    if (off !== null) return off;
    return next.health.pausedUntil !== null && next.health.pausedUntil > now ? "rests" : "on";
  });
}
