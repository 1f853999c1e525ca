import type { Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";

/** Why nobody could read an arrival, in words; `pointer` is the field at fault (RFC 6901), null: about no field. */
export function unreadableWords(locale: Locale, reason: string, pointer: string | null): string {
  const field = pointer?.slice(1).replaceAll("~1", "/").replaceAll("~0", "~") ?? null;
  const known: Record<string, (field: string | null) => string> = textsIn(locale).unreadableReasons;
  return known[reason]?.(field) ?? reason;
}
