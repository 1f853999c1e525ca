import type { Outcome, Recommendation } from "../evaluation.ts";
import type { ProposedVerdict } from "../judge.ts";
import { type Criterion, type ReportLanguage, textIn } from "../scorecard.ts";
import { ADVICE_EN, SUMMARY_EN, TOPICS_EN } from "./en-advice.ts";
import { REASONS_EN } from "./en-reasons.ts";
import type { ReasonKey } from "./reason-key.ts";
import { ADVICE_RU, SUMMARY_RU, TOPICS_RU } from "./ru-advice.ts";
import { REASONS_RU } from "./ru-reasons.ts";

const REASONS = { ru: REASONS_RU, en: REASONS_EN };
const ADVICE = { ru: ADVICE_RU, en: ADVICE_EN };
const SUMMARY = { ru: SUMMARY_RU, en: SUMMARY_EN };
const TOPICS: Record<ReportLanguage, Record<string, string>> = { ru: TOPICS_RU, en: TOPICS_EN };

/** Characters of a quote in a reason. */
const QUOTE_CHARACTERS = 110;
/** Criteria named in one sentence of the summary. */
const NAMED_MAX = 3;
/** Most recommendations; the costliest come first. */
const RECOMMENDATIONS_MAX = 5;

/** The words that hold a verdict and the number of their utterance. */
export interface Quoted {
  words: string;
  utterance: number;
}

/** The reason in the report language, with the cited words in it. */
export function reasonText(key: ReasonKey, quoted: Quoted | null, language: ReportLanguage): string {
  return REASONS[language][key].replaceAll(/\{(quote|at)\}/g, (_, what: "quote" | "at") => {
    if (!quoted) return "—";
    return what === "at" ? String(quoted.utterance) : inQuotes(quoted.words, language);
  });
}

/** The part of a word that a cut leaves, and the marks before it. */
const CUT_END = /[\s.,;:—–-]*\s\S*$/u;

/** Words in the quotation marks of the language, cut at a word's end. */
function inQuotes(words: string, language: ReportLanguage): string {
  const plain = withoutTail(words.trim());
  const cut = plain.length <= QUOTE_CHARACTERS ? plain : `${plain.slice(0, QUOTE_CHARACTERS).replace(CUT_END, "")}…`;
  return language === "ru" ? `«${cut.replaceAll("«", "„").replaceAll("»", "“")}»` : `“${cut.replaceAll(/[“”]/g, '"')}”`;
}

const TAIL = /[\s.,;:]/;

/** Without the marks at the end, taken off one by one: a pattern for the run would try every start of a long one. */
function withoutTail(words: string): string {
  let end = words.length;
  while (end > 0 && TAIL.test(words[end - 1] ?? "")) end -= 1;
  return words.slice(0, end);
}

/** The name of a topic in the report language; null for a concept that is no topic. */
export function topicLabel(concept: string, language: ReportLanguage): string | null {
  return TOPICS[language][concept] ?? null;
}

/** A verdict with its criterion and the first cited words. */
export interface Judged {
  criterion: Criterion;
  verdict: ProposedVerdict;
  quoted: Quoted | null;
}

const LOSS: Partial<Record<ProposedVerdict["verdict"], number>> = { not_met: 1, partial: 0.5 };

/** What a criterion lost of its weight. */
function lossOf({ criterion, verdict }: Judged): number {
  return criterion.weight * (LOSS[verdict.verdict] ?? 0);
}

/** What was done well and what not, with facts of this call; the heaviest first, each sentence with the words of its first. */
export function summaryText(
  judged: Judged[],
  facts: { outcome: Outcome; step: string | null; share: number | null; questions: number },
  language: ReportLanguage,
): string {
  const texts = SUMMARY[language];
  const weighty = judged.filter(({ criterion }) => criterion.weight > 0);
  const heaviest = [...weighty].sort((a, b) => b.criterion.weight - a.criterion.weight);
  const named = (verdict: ProposedVerdict["verdict"]) =>
    heaviest
      .filter((one) => one.verdict.verdict === verdict)
      .slice(0, NAMED_MAX)
      .map(({ criterion, quoted }, place) => {
        const name = textIn(criterion.name, language).toLowerCase();
        return quoted && place === 0 ? `${name} (${inQuotes(quoted.words, language)})` : name;
      })
      .join("; ");
  const step = facts.step ? `: ${inQuotes(facts.step, language)}` : "";
  const sentences = [`${texts.outcomes[facts.outcome]}${step}.`];
  for (const [verdict, text] of [
    ["met", texts.good],
    ["not_met", texts.bad],
    ["partial", texts.weak],
  ] as const) {
    const names = named(verdict);
    if (names !== "") sentences.push(text.replace("{names}", () => names));
  }
  if (facts.share !== null)
    sentences.push(
      texts.figures.replace("{share}", String(facts.share)).replace("{questions}", String(facts.questions)),
    );
  return sentences.join(" ");
}

/** What to change, the costliest first; one word of praise when nothing was lost. */
export function recommendationsOf(judged: Judged[], language: ReportLanguage): Recommendation[] {
  const lost = judged.filter((one) => lossOf(one) > 0).sort((a, b) => lossOf(b) - lossOf(a));
  if (lost.length === 0) return [{ criterion: null, text: SUMMARY[language].keep, example: null }];
  const told = new Set<string>();
  return lost.slice(0, RECOMMENDATIONS_MAX).map((one) => ({
    criterion: one.criterion.key,
    text: adviceText(one, language, told),
    example: textIn(one.criterion.example, language),
  }));
}

/** What to do first, then why: whoever reads only one sentence reads the right one. */
function adviceText({ criterion, verdict, quoted }: Judged, language: ReportLanguage, told: Set<string>): string {
  const reason = withoutTold(verdict.reason, told);
  const advice = ADVICE[language][criterion.detector ?? ""];
  if (advice === undefined) return reason;
  const filled = advice.replace("{at}", quoted ? String(quoted.utterance) : "—");
  return `${filled} ${reason}`;
}

/** How the whole call speaks against several criteria is told once: a first sentence without words of the call. */
const FIRST_SENTENCE = /^[^«»"“”.]+\.\s/;

function withoutTold(reason: string, told: Set<string>): string {
  const [first] = FIRST_SENTENCE.exec(reason) ?? [];
  if (first === undefined) return reason;
  if (told.has(first)) return reason.slice(first.length);
  told.add(first);
  return reason;
}
