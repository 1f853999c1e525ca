import type { Db } from "../../db/database.ts";
import { type DailyBudget, dayOf } from "../../usage/budget.ts";
import { listGates } from "../../usage/gate-store.ts";
import { BUDGET_HOLDER, HELD_PREFIX, holderOf, RETRIES_HOLDER } from "../../usage/payment-held.ts";
import type { PaidProvider } from "../../usage/provider-gate.ts";
import { readSpendDay } from "../../usage/store.ts";

/** What letting held work go on needs. */
export interface ReleaseDeps {
  db: Db;
  jobs: {
    putOffReasons(prefix: string): Promise<string[]>;
    release(reason: string, limit: number): Promise<number>;
  };
  /** Those of the settings; what another one held may go on. */
  providers: readonly PaidProvider[];
  budget: DailyBudget;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Released at once; more wait for the next look. */
const RELEASED_MAX = 5_000;
/** So many try whether the rest of a budget is enough for them. */
const SCOUTS = 4;
/** Between two of such tries. */
const SCOUT_EVERY_MS = 60_000;

/**
 * Makes what lets jobs go on that wait until they may be paid for: one may try when a provider's probe is due, all go on
 * when its gate is open again, the provider is another one by the settings, or the budget is new. What runs then asks for
 * itself; without this, held jobs would only come back at the end of their time.
 */
export function createReleaser(deps: ReleaseDeps): () => Promise<number> {
  let scoutedAtMs = Number.NEGATIVE_INFINITY;
  return async () => {
    let released = 0;
    for (const reason of await deps.jobs.putOffReasons(HELD_PREFIX)) {
      const holder = holderOf(reason);
      if (holder === null || holder === RETRIES_HOLDER) continue;
      const limit = holder === BUDGET_HOLDER ? await scouts() : await passersOf(deps, holder);
      if (limit > 0) released += await deps.jobs.release(reason, limit);
    }
    return released;
  };

  /** A process that has just started may have another budget: all ask again. */
  async function scouts(): Promise<number> {
    const { db, budget, now } = deps;
    const isFirst = scoutedAtMs === Number.NEGATIVE_INFINITY;
    if (now() - scoutedAtMs < SCOUT_EVERY_MS) return 0;
    scoutedAtMs = now();
    if (isFirst || budget.usdPerDay === null) return RELEASED_MAX;
    const { begunUsd } = await readSpendDay(db, dayOf(now(), budget.timeZone));
    return begunUsd < budget.usdPerDay ? SCOUTS : 0;
  }
}

async function passersOf({ db, providers, now }: ReleaseDeps, provider: string): Promise<number> {
  if (!providers.some((one) => one.provider === provider)) return RELEASED_MAX;
  const [gate] = await listGates(db, [provider]);
  if (gate === undefined) return RELEASED_MAX;
  if (gate.opensAtMs !== null) return gate.opensAtMs <= now() ? RELEASED_MAX : 0;
  return (gate.probeAtMs ?? 0) <= now() ? 1 : 0;
}
