/** Languages of the pages. */
export type Locale = "ru" | "en";

/** Forms of a counted word by plural category; `other` stands in where a category is not given. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const TAGS = { ru: "ru-RU", en: "en-GB" } as const;
const NBSP = "\u00a0";
const plurals = { ru: new Intl.PluralRules(TAGS.ru), en: new Intl.PluralRules(TAGS.en) };
const decimals = numberFormats({ maximumFractionDigits: 1 });
const fixed = numberFormats({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
const dollars = numberFormats({ minimumFractionDigits: 2, maximumFractionDigits: 4 });
const sentences = {
  ru: new Intl.Segmenter("ru", { granularity: "sentence" }),
  en: new Intl.Segmenter("en", { granularity: "sentence" }),
};

/** A number with at most one decimal and no-break group marks: `1 234,5` or `1,234.5`. */
export function formatNumber(locale: Locale, value: number): string {
  return decimals[locale].format(value);
}

/** A number with exactly one decimal, so that a column aligns: `40,0`. */
export function formatAligned(locale: Locale, value: number): string {
  return fixed[locale].format(value);
}

/** A share from 0 to 1 as whole per cent: `67 %` (ru, no-break) or `67%`. */
export function formatShare(locale: Locale, share: number): string {
  return `${formatNumber(locale, Math.round(share * 100))}${locale === "ru" ? NBSP : ""}%`;
}

/** US dollars with two to four decimals: `$0,0041`. */
export function formatDollars(locale: Locale, value: number): string {
  return `$${dollars[locale].format(value)}`;
}

/** A number with its word in the right form, joined by a no-break space: `18 реплик`. */
export function formatCount(locale: Locale, count: number, forms: PluralForms): string {
  return `${formatNumber(locale, count)}${NBSP}${pluralForm(locale, count, forms)}`;
}

/** The form of a word that goes with a count, by `Intl.PluralRules`. */
export function pluralForm(locale: Locale, count: number, forms: PluralForms): string {
  return forms[plurals[locale].select(count)] ?? forms.other;
}

/** Day and time in the zone of the installation (IANA name): `24 ноября 2026, 11:42`. */
export function formatDateTime(locale: Locale, timeZone: string, date: Date): string {
  const day = dateFormat(locale, { timeZone, day: "numeric", month: "long", year: "numeric" }).format(date);
  return `${day.replace(/\s?г\.$/u, "")}, ${formatClock(locale, timeZone, date)}`;
}

/** Short day and time for list rows, which is not broken: `24 нояб., 11:42`. */
export function formatShortDateTime(locale: Locale, timeZone: string, date: Date): string {
  return `${formatShortDate(locale, timeZone, date)},${NBSP}${formatClock(locale, timeZone, date)}`;
}

/** Short day: `24 нояб.`. */
export function formatShortDate(locale: Locale, timeZone: string, date: Date): string {
  return dateFormat(locale, { timeZone, day: "numeric", month: "short" }).format(date).replace(" ", NBSP);
}

/** Position in a call as `m:ss` or `h:mm:ss`. */
export function formatPosition(positionMs: number): string {
  const seconds = Math.max(0, Math.floor(positionMs / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${hours > 0 ? String(minutes).padStart(2, "0") : minutes}:${String(rest).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/**
 * Whole sentences of a text in order, white space kept at their ends; an empty list for an empty text. What stands in
 * quotation marks or brackets is not parted, unless they never close.
 */
export function splitSentences(locale: Locale, text: string): string[] {
  const parts = Array.from(sentences[locale].segment(text), ({ segment }) => segment);
  const whole: string[] = [];
  let open = "";
  for (const part of parts) {
    open += part;
    if (depthOf(open) > 0) continue;
    whole.push(open);
    open = "";
  }
  const rest = text.slice(whole.join("").length);
  return rest === "" ? whole : [...whole, ...parts.slice(-countParts(parts, rest.length))];
}

/** What closes what a mark opens; „a quote within a quote“ closes by the mark that opens another. */
const CLOSED_BY: Record<string, string> = { "«": "»", "“": "”", "„": "“”", "(": ")" };

/** How many marks that open something are not closed; one that closes ends what was opened within too. */
function depthOf(text: string): number {
  const open: string[] = [];
  for (const mark of text) {
    const opened = open.findLastIndex((one) => CLOSED_BY[one]?.includes(mark));
    if (opened >= 0) open.length = opened;
    else if (mark in CLOSED_BY) open.push(mark);
  }
  return open.length;
}

/** How many of the last parts make up so many characters. */
function countParts(parts: readonly string[], length: number): number {
  let [count, left] = [0, length];
  for (; left > 0; count += 1) left -= parts.at(-1 - count)?.length ?? left;
  return count;
}

/** Words set in the quotation marks of the language; the text's own outer marks and last stop or comma are dropped. */
export function quoted(locale: Locale, text: string): string {
  const bare = text
    .trim()
    .replace(/^[«“„"](.*)[»”“"]([.!?…]?)$/su, "$1$2")
    .replace(/[.,]$/u, "");
  return locale === "ru" ? `«${bare}»` : `“${bare}”`;
}

/** The first whole words of a text that is longer than `max` characters, with what tells that it goes on. */
export function firstWords(text: string, max: number): string {
  if (text.length <= max) return text;
  const words = text.slice(0, max).replace(/[\s.,;:—–-]*\s\S*$/u, "");
  return `${words.toWellFormed()}…`;
}

/** Binds short prepositions and conjunctions to the next word, and dashes to the previous one, by no-break spaces. */
export function bindShortWords(text: string): string {
  return text
    .replace(
      /(?<=^|[\s(«„])(в|к|с|о|у|и|а|я|на|по|из|до|от|не|но|за|во|со|об|ни|то|ли|же|бы|a|an|the|of|to|in) /giu,
      `$1${NBSP}`,
    )
    .replace(/ ([—–÷×])/gu, `${NBSP}$1`);
}

/** Binds the word for an utterance to its number by a no-break space. */
export function bindNumbers(text: string): string {
  return text.replace(/(реплик\p{L}*|utterances?) (?=\d)/giu, `$1${NBSP}`);
}

function formatClock(locale: Locale, timeZone: string, date: Date): string {
  return dateFormat(locale, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);
}

/** Date formats are dear to make; there are as many as languages × shapes, for the one zone of an installation. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(TAGS[locale], options);
  dateFormats.set(key, format);
  return format;
}

function numberFormats(options: Intl.NumberFormatOptions): Record<Locale, Intl.NumberFormat> {
  return { ru: new Intl.NumberFormat(TAGS.ru, options), en: new Intl.NumberFormat(TAGS.en, options) };
}
