import type { MiddlewareHandler } from "hono";
import type { Config } from "./config.ts";
import type { Db } from "./db/database.ts";
import type { SpendDeps } from "./history/spend/try-providers.ts";
import { type PageAlert, type PageEnv, wantsPage } from "./http/page-props.ts";
import type { PaidProvider } from "./usage/provider-gate.ts";
import type { SpendCounters } from "./usage/spend-metrics.ts";
import { createSpendWatch, type SpendState } from "./usage/spend-watch.ts";

/** The money of this installation, for whoever shows it and acts on it. */
export interface Spending extends SpendDeps {
  counters: SpendCounters;
}

/** What it is opened from. */
export interface SpendingParts extends Pick<Spending, "counters" | "providers" | "release"> {
  db: Db;
}

/** Opens it over the settings. */
export function openSpending(config: Config, parts: SpendingParts): Spending {
  const { timeZone } = config;
  const budget = { usdPerDay: config.budgetUsdPerDay, timeZone };
  const state = createSpendWatch({ db: parts.db, providers: parts.providers, budget, now: Date.now });
  return { ...parts, state, timeZone, now: () => new Date() };
}

/** Before every page: what stops paid requests now. A page that cannot learn it is shown without. */
export function alertPages({ state, providers, timeZone }: Spending): MiddlewareHandler<PageEnv> {
  return async (c, next) => {
    if (providers.length > 0 && wantsPage(c))
      c.set(
        "alerts",
        await state().then(
          (found) => alertsOf(found, { providers, timeZone }),
          () => [],
        ),
      );
    await next();
  };
}

function alertsOf(
  state: SpendState,
  { providers, timeZone }: { providers: readonly PaidProvider[]; timeZone: string },
): PageAlert[] {
  return pausedBy(state, providers).map((paused) => ({ ...paused, timeZone }));
}

/** What stops paid requests now, for whoever watches the service; nothing where nobody is paid. */
export async function listPaused({ state, providers }: Pick<Spending, "state" | "providers">) {
  return providers.length === 0 ? [] : pausedBy(await state(), providers);
}

function pausedBy({ today, closed }: SpendState, providers: readonly PaidProvider[]): Omit<PageAlert, "timeZone">[] {
  const stages = providers.flatMap((one) => one.stages);
  return [
    ...(today.isUsedUp ? [{ reason: "budget_exhausted" as const, stages, until: today.endsAt }] : []),
    ...closed.map((one) => ({ reason: one.reason, stages: one.stages, until: one.opensAt })),
  ];
}
