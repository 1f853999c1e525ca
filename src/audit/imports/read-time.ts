/** Day first or year first, with or without a time; a zone where one is told. */
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
const DAY_FIRST = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?:,?[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const WITH_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * ISO 8601 of what a table says of a time: `2026-11-24 10:30`, `24.11.2026 10:30:05`, or with a zone of its own; without
 * one by the clocks of `timeZone` (IANA). Null for anything else, such as a 31st of April.
 */
export function readTime(text: string, timeZone: string): string | null {
  if (WITH_ZONE.test(text)) {
    const instant = new Date(text.replace(/^(\d{4}-\d{2}-\d{2}) +/, "$1T"));
    return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
  }
  const yearFirst = YEAR_FIRST.exec(text);
  const dayFirst = yearFirst ? null : DAY_FIRST.exec(text);
  const [, first, second, third, hour = "0", minute = "0", secondOfMinute = "0"] = yearFirst ?? dayFirst ?? [];
  if (first === undefined || second === undefined || third === undefined) return null;
  const [year, day] = yearFirst ? [first, third] : [third, first];
  const parts = [year, second, day, hour, minute, secondOfMinute].map(Number);
  const [y = 0, m = 0, d = 0, h = 0, min = 0, s = 0] = parts;
  const wall = Date.UTC(y, m - 1, d, h, min, s);
  const again = new Date(wall);
  const isReal = again.getUTCMonth() === m - 1 && again.getUTCDate() === d && h < 24 && min < 60 && s < 60;
  return isReal ? new Date(instantOf(wall, timeZone)).toISOString() : null;
}

/** When the clocks of the zone show what UTC shows at `wall`; twice, since the offset may change in between. */
function instantOf(wall: number, timeZone: string): number {
  const guess = wall - offsetMs(wall, timeZone);
  return wall - offsetMs(guess, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of the zone are ahead of UTC. */
function offsetMs(instant: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { ...FIELDS, timeZone });
  formats.set(timeZone, format);
  const shown = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}

const FIELDS: Intl.DateTimeFormatOptions = {
  ...{ year: "numeric", month: "numeric", day: "numeric" },
  ...{ hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" },
};
