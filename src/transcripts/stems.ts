import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as russian } from "@orama/stemmers/russian";

/** A word as lexicons look it up: lower case, `ё` as `е`, one kind of apostrophe. */
export function formOf(word: string): string {
  return word.toLowerCase().replaceAll("ё", "е").replaceAll("’", "'");
}

/**
 * The stem of a form of `formOf`: Cyrillic words as Russian, others as English. Words of other languages come back
 * shortened in some way, always the same one.
 */
export function stemOf(form: string): string {
  if (form.length < 3) return form;
  const code = form.charCodeAt(0);
  return (code >= 0x430 && code < 0x460 ? russian(form) : english(form)) || form;
}
