import type { Db } from "../../db/database.ts";
import { dayOf, nextDayMs } from "../../usage/budget.ts";
import { countDeliveries, type Delivery, listLastArrivals } from "./delivery-store.ts";

/** How a source does: what came today, and when the last one did (null: nothing in the last month). */
export interface Arrivals {
  today: Partial<Record<Delivery["outcome"], number>>;
  lastAt: Date | null;
}

/** Of each source that anything came from, by its key; the day is that of `timeZone` (IANA name). */
export async function countArrivals(
  db: Db,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<Map<string, Arrivals>> {
  const last = await listLastArrivals(db);
  const today = await countDeliveries(db, dayStart(now, timeZone));
  return new Map([...last].map(([key, lastAt]) => [key, { today: today.get(key)?.counts ?? {}, lastAt }]));
}

/** When the day began: days of a time zone may have 23 or 25 hours. */
function dayStart(now: Date, timeZone: string): Date {
  const LONGEST_DAY_MS = 26 * 60 * 60_000;
  let startMs = nextDayMs(now.getTime() - LONGEST_DAY_MS, timeZone);
  while (dayOf(startMs, timeZone) !== dayOf(now.getTime(), timeZone)) startMs = nextDayMs(startMs, timeZone);
  return new Date(startMs);
}
