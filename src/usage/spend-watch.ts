import type { Db } from "../db/database.ts";
import { type DailyBudget, dayOf, nextDayMs } from "./budget.ts";
import { listGates } from "./gate-store.ts";
import type { GateReason } from "./payment-held.ts";
import type { PaidProvider } from "./provider-gate.ts";
import { readSpendDay } from "./store.ts";

/** A provider that may not be asked now. */
export interface ClosedProvider extends PaidProvider {
  reason: GateReason;
  closedAt: Date;
  /** When it opens by itself; null: by a probe that succeeds. */
  opensAt: Date | null;
}

/** The day in which money is spent now. */
export interface SpendDay {
  /** As `2026-11-29`. */
  day: string;
  endsAt: Date;
  /** Null: without bounds. */
  budgetUsd: number | null;
  /** What was begun: costs, and estimates where these are not known (yet). */
  begunUsd: number;
  /** Whether a request was refused because the budget does not hold it. */
  isUsedUp: boolean;
}

/** Whether anything stops paid requests now. */
export interface SpendState {
  today: SpendDay;
  closed: ClosedProvider[];
}

/** What watching needs; `now` in milliseconds since 1970. */
export interface SpendWatchDeps {
  db: Db;
  providers: readonly PaidProvider[];
  budget: DailyBudget;
  now(): number;
}

/** Whoever asks more often is told the same, so that pages cost no statement each. */
const KEPT_MS = 3_000;

/** Makes what tells how things stand with money; asks the database at most every three seconds, for all who ask. */
export function createSpendWatch(deps: SpendWatchDeps): () => Promise<SpendState> {
  let known: { state: Promise<SpendState>; atMs: number } | null = null;
  return () => {
    const nowMs = deps.now();
    // Also when the clock was set back meanwhile.
    if (known === null || nowMs < known.atMs || nowMs >= known.atMs + KEPT_MS) {
      known = { state: readState(deps), atMs: nowMs };
      const asked = known;
      // A failure is not kept: whoever asks next asks anew.
      asked.state.catch(() => {
        if (known === asked) known = null;
      });
    }
    return known.state;
  };
}

async function readState({ db, providers, budget, now }: SpendWatchDeps): Promise<SpendState> {
  const nowMs = now();
  const day = dayOf(nowMs, budget.timeZone);
  const { begunUsd, fullAtUsd } = await readSpendDay(db, day);
  const gates = await listGates(
    db,
    providers.map(({ provider }) => provider),
  );
  const isUsedUp = budget.usdPerDay !== null && fullAtUsd !== null && fullAtUsd >= budget.usdPerDay;
  const endsAt = new Date(nextDayMs(nowMs, budget.timeZone));
  return {
    today: { day, endsAt, budgetUsd: budget.usdPerDay, begunUsd, isUsedUp },
    closed: gates
      .filter(({ opensAtMs }) => opensAtMs === null || opensAtMs > nowMs)
      .map(({ provider, reason, closedAt, opensAtMs }) => ({
        provider,
        stages: providers.find((one) => one.provider === provider)?.stages ?? [],
        reason,
        closedAt,
        opensAt: opensAtMs === null ? null : new Date(opensAtMs),
      })),
  };
}
