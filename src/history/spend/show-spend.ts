import type { Db } from "../../db/database.ts";
import { dayOf } from "../../usage/budget.ts";
import type { DaySpent, SpendReport, Spent } from "./spend.ts";
import { listDaysSpent, listDearestCalls, listModelsSpent, listSourcesSpent } from "./store.ts";

/** Days that are shown, today included. */
export const DAYS_SHOWN = 30;
const DAY_MS = 24 * 3_600_000;

/** What was paid for in the last thirty days; `now` tells which these are. */
export async function showSpend({ db, timeZone }: { db: Db; timeZone: string }, now: Date): Promise<SpendReport> {
  const names = daysUntil(now, timeZone);
  // One day more, since the first may have begun up to a day before its noon; what is too old is left out by its name.
  const span = { from: new Date(now.getTime() - DAYS_SHOWN * DAY_MS), timeZone };
  const found = new Map((await listDaysSpent(db, span)).map((one) => [one.day, one]));
  const days = names.map((day) => found.get(day) ?? { day, ...NOTHING });
  const sources = await listSourcesSpent(db, span);
  const models = await listModelsSpent(db, span);
  const calls = sources.reduce((sum, one) => sum + one.calls, 0);
  const ofCalls = sumOf(sources.filter(({ source }) => source !== null));
  return {
    days,
    sources,
    models,
    dearest: await listDearestCalls(db, span),
    all: sumOf(models),
    calls,
    perCallUsd: calls === 0 ? null : rounded(ofCalls.paidUsd / calls),
  };
}

const NOTHING: Spent = { requests: 0, paidUsd: 0, unusableUsd: 0, unknownUsd: 0 };

/** The names of the days, oldest first; clocks that are turned leave none out. */
function daysUntil(now: Date, timeZone: string): DaySpent["day"][] {
  const today = Date.parse(dayOf(now.getTime(), timeZone));
  const names = Array.from({ length: DAYS_SHOWN }, (_, back) => new Date(today - back * DAY_MS));
  return names.map((day) => day.toISOString().slice(0, 10)).reverse();
}

function sumOf(parts: readonly Spent[]): Spent {
  return parts.reduce(
    (sum, one) => ({
      requests: sum.requests + one.requests,
      paidUsd: rounded(sum.paidUsd + one.paidUsd),
      unusableUsd: rounded(sum.unusableUsd + one.unusableUsd),
      unknownUsd: rounded(sum.unknownUsd + one.unknownUsd),
    }),
    NOTHING,
  );
}

/** With the eight decimals of the ledger. */
function rounded(usd: number): number {
  return Math.round(usd * 1e8) / 1e8;
}
