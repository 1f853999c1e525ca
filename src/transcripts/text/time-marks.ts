/** A time mark of a written dialogue. Times are milliseconds, from the start of the call or, with `clock`, of the day. */
export interface TimeMark {
  startMs: number;
  /** Null when the mark names one moment. */
  endMs: number | null;
  /** The mark names a date or half of a day: a time of day, not of the call. */
  isClock: boolean;
  /** Characters the mark takes, blanks after it included. */
  length: number;
}

const DATE = String.raw`(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?[ T]{1,3})?`;
const TIME = String.raw`\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,6})?|\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,6})?`;
const HALF_DAY = String.raw`(?:\s?[AaPp]\.?[Mm]\b\.?)?`;
const SPAN = String.raw`(${DATE})(?:(${TIME})(${HALF_DAY}))(?:\s{0,3}(?:-->|->|–|—|-|\.\.)\s{0,3}(${TIME})${HALF_DAY})?`;
const SECONDS = String.raw`(\d{1,5}(?:[.,]\d{1,3})?)\s?(?:s|sec|с|сек)\.?(?:\s{0,3}(?:-->|->|–|—|-)\s{0,3}(\d{1,5}(?:[.,]\d{1,3})?)\s?(?:s|sec|с|сек)\.?)?`;

/** A messenger writes the date behind the time: `[10:31, 12.05.2024]` */
const DATE_BEHIND = String.raw`(,\s\d{1,4}[./-]\d{1,2}[./-]\d{2,4})?`;

const BRACKETED = new RegExp(String.raw`[[(<{]\s{0,3}${SPAN}${DATE_BEHIND}\s{0,3}[\])>}]\s{0,8}`, "y");
const BRACKETED_SECONDS = new RegExp(String.raw`[[(]\s{0,3}${SECONDS}\s{0,3}[\])]\s{0,8}`, "y");
/** Where on the picture a cue of subtitles stands: `align:start position:0%` */
const PLACE = String.raw`(?:\s{1,3}(?:align|position|line|size|vertical|region):\S{1,40}){1,6}$`;
/** A bare mark ends with a blank, a separator of columns or the line; `14:30.` or `14:30, да` is speech. */
const BARE = new RegExp(String.raw`${SPAN}(?:${PLACE}|\s{1,8}(?:[-–—|]\s{1,8})?|$|(?=[:：]))`, "y");

/** Reads the mark in brackets (`[00:02]`, `(1:02:03)`, `[12.5s]`) that stands at `at`; null when there is none. */
export function readBracketedMark(line: string, at: number): TimeMark | null {
  const code = line.charCodeAt(at);
  if (code !== 0x5b && code !== 0x28 && code !== 0x3c && code !== 0x7b) return null;
  return readMark(BRACKETED, line, at) ?? readSeconds(line, at);
}

/** Reads the mark without brackets (`00:02 …`, `00:01:02,345 --> 00:01:04,000`) at `at`; null when there is none. */
export function readBareMark(line: string, at: number): TimeMark | null {
  const code = line.charCodeAt(at);
  if (!(code >= 0x30 && code <= 0x39)) return null;
  return readMark(BARE, line, at);
}

function readMark(pattern: RegExp, line: string, at: number): TimeMark | null {
  pattern.lastIndex = at;
  const match = pattern.exec(line);
  if (!match) return null;
  const [whole, date = "", start = "", halfDay = "", end, dateBehind] = match;
  const isClock = date !== "" || halfDay !== "" || dateBehind !== undefined;
  const startMs = toMs(start, isClock);
  const endMs = end === undefined || isClock ? null : toMs(end, isClock);
  if (startMs === null || (endMs !== null && endMs < startMs)) return null;
  const afternoon = /p/i.test(halfDay) && startMs < 12 * 3_600_000 ? 12 * 3_600_000 : 0;
  return { startMs: startMs + afternoon, endMs, isClock, length: whole.length };
}

function readSeconds(line: string, at: number): TimeMark | null {
  BRACKETED_SECONDS.lastIndex = at;
  const match = BRACKETED_SECONDS.exec(line);
  if (!match) return null;
  const [whole, start = "", end] = match;
  return {
    startMs: Math.round(Number(start.replace(",", ".")) * 1000),
    endMs: end === undefined ? null : Math.round(Number(end.replace(",", ".")) * 1000),
    isClock: false,
    length: whole.length,
  };
}

/** Two parts are minutes and seconds of a call, hours and minutes of a day; three always hours, minutes, seconds. */
function toMs(time: string, isClock: boolean): number | null {
  const parts = time.replace(",", ".").split(":").map(Number);
  const [hours = 0, minutes = 0, seconds = 0] = parts.length === 3 ? parts : isClock ? [...parts, 0] : [0, ...parts];
  if (seconds >= 60 || (parts.length === 3 && minutes >= 60)) return null;
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
}
