import { AGREEMENTS_EN } from "./en/agreements.ts";
import { CLASSES_EN } from "./en/classes.ts";
import { CONDUCT_EN } from "./en/conduct.ts";
import { CONTACT_EN } from "./en/contact.ts";
import { CUSTOMER_EN } from "./en/customer.ts";
import { LINES_EN } from "./en/lines.ts";
import { NEEDS_EN } from "./en/needs.ts";
import { OBJECTIONS_EN } from "./en/objections.ts";
import { REACTIONS_EN } from "./en/reactions.ts";
import { compileLexicon, type Lexicon } from "./phrases.ts";
import { AGREEMENTS_RU } from "./ru/agreements.ts";
import { CLASSES_RU } from "./ru/classes.ts";
import { CONDUCT_RU } from "./ru/conduct.ts";
import { CONTACT_RU } from "./ru/contact.ts";
import { CUSTOMER_RU } from "./ru/customer.ts";
import { LINES_RU } from "./ru/lines.ts";
import { NEEDS_RU } from "./ru/needs.ts";
import { OBJECTIONS_RU } from "./ru/objections.ts";
import { REACTIONS_RU } from "./ru/reactions.ts";
import type { RulesLanguage } from "./stems.ts";

const SOURCES = {
  ru: [CONTACT_RU, NEEDS_RU, OBJECTIONS_RU, AGREEMENTS_RU, CONDUCT_RU, CUSTOMER_RU, REACTIONS_RU, LINES_RU],
  en: [CONTACT_EN, NEEDS_EN, OBJECTIONS_EN, AGREEMENTS_EN, CONDUCT_EN, CUSTOMER_EN, REACTIONS_EN, LINES_EN],
};
const CLASSES = { ru: CLASSES_RU, en: CLASSES_EN };
const NEGATIONS = {
  ru: "=не|=нет|=никто|=никогда|=ни|=без|=нельзя|=невозможно|=никакой|=никаких|=никому",
  en: "=not|=never|=no|=nobody|=none|=neither|=nor|=without|=cannot",
};

const compiled = new Map<RulesLanguage, Lexicon>();

/** The compiled lexicon of a language; compiled once, at its first use. */
export function lexiconOf(language: RulesLanguage): Lexicon {
  let lexicon = compiled.get(language);
  if (!lexicon) {
    lexicon = compileLexicon(SOURCES[language], CLASSES[language], NEGATIONS[language]);
    compiled.set(language, lexicon);
  }
  return lexicon;
}
