import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as russian } from "@orama/stemmers/russian";

/** Languages the rules judge reads. */
export type RulesLanguage = "ru" | "en";

/** The language of the rules judge for a BCP 47 tag; null when it reads no such language. */
export function rulesLanguage(language: string | null): RulesLanguage | null {
  const primary = language?.split("-")[0]?.toLowerCase();
  return primary === "ru" || primary === "en" ? primary : null;
}

/** The stem of a lower-case word; Latin words of a Russian call are stemmed as English ones. */
export function stemOf(form: string): string {
  if (form.length < 3) return form;
  const stem = /^[а-я]/.test(form) ? russian(form) : english(form);
  return stem === "" ? form : stem;
}
