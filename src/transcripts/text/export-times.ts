import { readBareMark, readBracketedMark, type TimeMark } from "./time-marks.ts";

/** A date as programs write it in one word: a time mark begins with a blank or `T` after it, and ends before the zone. */
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;
const SECONDS = /^\d{1,6}(?:[.,]\d{1,6})?\s?s?$/;

/**
 * Reads the time that stands in a field of an export: a number or digits are seconds from the start of the call, else it
 * is written like a time mark (`00:02`, `2024-05-12T10:31:02Z`). Null where it is nothing of that.
 */
export function readExportTime(value: unknown): TimeMark | null {
  if (typeof value === "number") return isTime(value) ? atSeconds(value) : null;
  if (typeof value !== "string") return null;
  const written = value.trim();
  if (SECONDS.test(written)) return atSeconds(Number.parseFloat(written.replace(",", ".")));
  const plain = written.replace(ZONE, "");
  const mark = readBracketedMark(plain, 0) ?? readBareMark(plain, 0);
  return mark?.length === plain.length ? mark : null;
}

function isTime(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function atSeconds(seconds: number): TimeMark {
  return { startMs: Math.round(seconds * 1000), endMs: null, isClock: false, length: 0 };
}

/** A mark with its end, where the end is known and lies behind the start. */
export function withEnd(start: TimeMark | null, end: TimeMark | null): TimeMark | null {
  if (!start || !end || start.isClock || end.startMs < start.startMs) return start;
  return { ...start, endMs: end.startMs };
}
