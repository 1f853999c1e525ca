import { expect, test } from "vitest";
import { dayOf, nextDayMs } from "../../src/usage/budget.ts";

const ZONES = ["UTC", "Europe/Moscow", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham", "America/Santiago"];
const FROM_MS = Date.UTC(2026, 0, 1);
const YEAR_MS = 365 * 86_400_000;

/** The same day by the system's own table, a formatter made anew. */
function expected(timeMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(timeMs);
}

test("a day begins and ends where its zone says, whichever moments and zones are asked for before", () => {
  for (let step = 0; step < 240; step += 1) {
    const timeZone = ZONES[step % ZONES.length] as string;
    const timeMs = FROM_MS + Math.floor((YEAR_MS * ((step * 89) % 240)) / 240) + step * 7_919;
    const next = nextDayMs(timeMs, timeZone);
    for (const moment of [timeMs, next - 1, next, next - 60_000, next + 59_999])
      expect([moment, timeZone, dayOf(moment, timeZone)]).toEqual([moment, timeZone, expected(moment, timeZone)]);
    expect(dayOf(next - 1, timeZone)).toBe(dayOf(timeMs, timeZone));
    expect(dayOf(next, timeZone) > dayOf(timeMs, timeZone)).toBe(true);
  }
});
