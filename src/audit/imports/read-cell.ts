/** Parts of a length: `2:05`, `00:02:05`; table programs know it as a time of their first day. */
const CLOCK = /^(?:1899-12-3[01] )?(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)$/;
const NUMBER = /^\d{1,6}(?:[.,]\d+)?$/;

/** Seconds of what a table says of a length: `125`, `2:05` or `00:02:05`. Null for anything else. */
export function readSeconds(text: string): number | null {
  if (NUMBER.test(text)) return Number(text.replace(",", "."));
  const [, hours = "0", minutes, seconds] = CLOCK.exec(text) ?? [];
  return minutes === undefined ? null : Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

const YES = /^(?:1|\+|yes|y|true|да|истина)$/i;
const NO = /^(?:0|-|no|n|false|нет|ложь)$/i;

/** Yes or no, as tables of either language say it. Null for anything else. */
export function readFlag(text: string): boolean | null {
  return YES.test(text) ? true : NO.test(text) ? false : null;
}
