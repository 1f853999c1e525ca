import { AGREEMENTS_EN } from "./en/agreements.ts";
import { BREACHES_EN } from "./en/breaches.ts";
import { CLASSES_EN } from "./en/classes.ts";
import { COMPLIANCE_EN } from "./en/compliance.ts";
import { CONDUCT_EN } from "./en/conduct.ts";
import { CONTACT_EN } from "./en/contact.ts";
import { CUSTOMER_EN } from "./en/customer.ts";
import { LINES_EN } from "./en/lines.ts";
import { MOOD_EN } from "./en/mood.ts";
import { NEEDS_EN } from "./en/needs.ts";
import { OBJECTIONS_EN } from "./en/objections.ts";
import { REACTIONS_EN } from "./en/reactions.ts";
import { TALK_EN } from "./en/talk.ts";
import { compileLexicon, type Lexicon, type LexiconSource } from "./phrases.ts";
import { AGREEMENTS_RU } from "./ru/agreements.ts";
import { BREACHES_RU } from "./ru/breaches.ts";
import { CLASSES_RU } from "./ru/classes.ts";
import { COMPLIANCE_RU } from "./ru/compliance.ts";
import { CONDUCT_RU } from "./ru/conduct.ts";
import { CONTACT_RU } from "./ru/contact.ts";
import { CUSTOMER_RU } from "./ru/customer.ts";
import { LINES_RU } from "./ru/lines.ts";
import { MOOD_RU } from "./ru/mood.ts";
import { NEEDS_RU } from "./ru/needs.ts";
import { OBJECTIONS_RU } from "./ru/objections.ts";
import { REACTIONS_RU } from "./ru/reactions.ts";
import { TALK_RU } from "./ru/talk.ts";
import type { RulesLanguage } from "./stems.ts";

/** Whose words a lexicon reads: what matters in the mouth of one side says nothing in that of the other. */
export type Reader = "manager" | "customer" | "line";

const CONVERSATION = {
  ru: [
    CONTACT_RU,
    NEEDS_RU,
    OBJECTIONS_RU,
    AGREEMENTS_RU,
    CONDUCT_RU,
    COMPLIANCE_RU,
    BREACHES_RU,
    CUSTOMER_RU,
    REACTIONS_RU,
    MOOD_RU,
    TALK_RU,
  ],
  en: [
    CONTACT_EN,
    NEEDS_EN,
    OBJECTIONS_EN,
    AGREEMENTS_EN,
    CONDUCT_EN,
    COMPLIANCE_EN,
    BREACHES_EN,
    CUSTOMER_EN,
    REACTIONS_EN,
    MOOD_EN,
    TALK_EN,
  ],
};
const LINE = { ru: [LINES_RU], en: [LINES_EN] };
const CLASSES = { ru: CLASSES_RU, en: CLASSES_EN };
const NEGATIONS = {
  ru: "=не|=нет|=никто|=никогда|=ни|=без|=нельзя|=невозможно|=никакой|=никаких|=никому",
  en: "=not|=never|=no|=nobody|=none|=neither|=nor|=without|=cannot",
};

/** Concepts that only a customer's words can show. */
const CUSTOMER_ONLY = new Set(
  `obj_price obj_think obj_ask_other obj_competitor obj_no_need obj_timing obj_trust obj_other interest uninterest refuse
  leaves delay ready ready_step satisfied thanks_strong dissatisfied trust distrust softening tone_complaint confirmed
  accepted proposes price_talk told_again lost fear liked asks purchase need_told own_promise confused agree_weak cancel complaint
  pleased sour says_no asks_much asks_when asks_on denies_consent halts sees_threat minds_others minds_code code_came wants_surety fears_for_self
  taken_aback elsewhere irony`.split(/\s+/),
);

/** Concepts that both sides' words can show; all others are the manager's. */
const SHARED = new Set(
  "greeting thanks farewell insult polite agreed when_exact price money delivery contract warranty apology".split(" "),
);

const compiled = new Map<string, Lexicon>();

/** The compiled lexicon of a language for one reader; compiled once, at its first use. */
export function lexiconOf(language: RulesLanguage, reader: Reader): Lexicon {
  const key = `${language} ${reader}`;
  let lexicon = compiled.get(key);
  if (!lexicon) {
    lexicon = compileLexicon(sourcesFor(language, reader), CLASSES[language], NEGATIONS[language]);
    compiled.set(key, lexicon);
  }
  return lexicon;
}

/** Compiles all lexicons, so that the first call does not wait for them. */
export function prepareLexicons(): void {
  for (const language of ["ru", "en"] as const)
    for (const reader of ["manager", "customer", "line"] as const) lexiconOf(language, reader);
}

function sourcesFor(language: RulesLanguage, reader: Reader): LexiconSource[] {
  const reads = (concept: string) => SHARED.has(concept) || CUSTOMER_ONLY.has(concept) === (reader === "customer");
  if (reader === "line")
    return [pick(LINE[language], () => true), pick(CONVERSATION[language], (concept) => LINE_ALSO.has(concept))];
  return [pick(CONVERSATION[language], reads)];
}

/** What tells of a call as such also reads these. */
const LINE_ALSO = new Set(["price", "step_contact", "when_exact"]);

/** Concepts whose listed forms stand for all forms of the word: nouns and such, where the person of a verb says nothing. */
const ALL_FORMS = new Set("tone_complaint dissatisfied complaint sales_words disparage guarantee_object".split(" "));
/** Letters from which a form is read by its stem. */
const STEMMED_FROM = 6;

function inAllForms(lines: string): string {
  return lines.replace(/=([а-яёa-z]+)(?![\wа-яё*-])/giu, (form, word: string) =>
    word.length >= STEMMED_FROM ? word : form,
  );
}

function pick(sources: LexiconSource[], wanted: (concept: string) => boolean): LexiconSource {
  const concepts = sources.flatMap((source) => Object.entries(source)).filter(([concept]) => wanted(concept));
  return Object.fromEntries(
    concepts.map(([concept, lines]) => [concept, ALL_FORMS.has(concept) ? inAllForms(lines) : lines]),
  );
}
