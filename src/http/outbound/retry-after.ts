/** Longest wait that an answer can ask for. */
export const RETRY_AFTER_MAX_MS = 24 * 60 * 60_000;

/**
 * How long an answer asks to wait (RFC 9110, section 10.2.3), in milliseconds from `nowMs`: seconds or an HTTP date. Null
 * when absent, negative, past or unreadable; at most a day.
 */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? "";
  const waitMs = /^\d{1,15}$/.test(text) ? Number(text) * 1000 : HTTP_DATE.test(text) ? Date.parse(text) - nowMs : 0;
  return waitMs > 0 ? Math.min(waitMs, RETRY_AFTER_MAX_MS) : null;
}

/** The preferred form (RFC 9110, section 5.6.7); everything else that `Date.parse` reads is a guess. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
