import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as russian } from "@orama/stemmers/russian";

/** Speech repeats its words: a few thousand stems serve nearly every call, and the bound keeps strangers out. */
const CACHE_MAX = 20_000;
const cache = new Map<string, string>();

/**
 * The stem of a word, whatever its case: Cyrillic words as Russian, others as English; `ё` is `е`. Words of other
 * languages come back shortened in some way, always the same one.
 */
export function stemOf(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) return known;
  const lower = word.toLowerCase().replaceAll("ё", "е").replaceAll("’", "'");
  const code = lower.charCodeAt(0);
  const stem = lower.length < 3 ? lower : code >= 0x430 && code < 0x460 ? russian(lower) : english(lower);
  if (cache.size >= CACHE_MAX) cache.clear();
  if (word.length <= 40) cache.set(word, stem || lower);
  return stem || lower;
}
