/** How much may be begun in a day. */
export interface DailyBudget {
  /** US dollars; null: without bounds. */
  usdPerDay: number | null;
  /** IANA name: when a day begins. */
  timeZone: string;
}

/** Nothing bounds the spend. */
export const NO_BUDGET: DailyBudget = { usdPerDay: null, timeZone: "UTC" };

const MINUTE_MS = 60_000;
/** The day of the last minute that was asked for, with its zone: zones are whole minutes apart, and so days begin with one. */
let last = { minute: Number.NaN, timeZone: "", day: "" };

/** The day of a moment (milliseconds since 1970) in a time zone, as `2026-11-29`. */
export function dayOf(timeMs: number, timeZone: string): string {
  const minute = Math.floor(timeMs / MINUTE_MS);
  if (minute !== last.minute || timeZone !== last.timeZone) {
    const { year, month, day } = partsOf(timeMs, timeZone);
    last = { minute, timeZone, day: `${year}-${month}-${day}` };
  }
  return last.day;
}

/** When the next day begins in a time zone: the first moment of another day. */
export function nextDayMs(timeMs: number, timeZone: string): number {
  const today = dayOf(timeMs, timeZone);
  let [before, after] = [timeMs, timeMs + LONGEST_DAY_MS];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(middle, timeZone) === today) before = middle;
    else after = middle;
  }
  return after;
}

/** A day on which clocks are turned back, and some. */
const LONGEST_DAY_MS = 27 * 3_600_000;

/** Formats are dear to make, and an installation has one zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(timeMs: number, timeZone: string): Record<string, string> {
  const options = { timeZone, calendar: "iso8601", year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", options);
  formats.set(timeZone, format);
  return Object.fromEntries(format.formatToParts(timeMs).map(({ type, value }) => [type, value]));
}
