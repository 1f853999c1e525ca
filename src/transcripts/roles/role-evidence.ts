import { wordsOf } from "../text-words.ts";
import { type CueReading, readCues } from "./read-cues.ts";

/** No single utterance decides: people quote, joke and repeat each other. */
const EVIDENCE_MAX = 4;

/** The part of another's evidence that counts for an utterance that addresses the same name. */
const SHARED_BY_NAME = 0.5;

/** Utterances at the start of a call in which a company is named. */
const OPENING_UTTERANCES = 4;

const GREETS =
  /(?<![\p{L}])(?:здравствуйте|добрый|доброе|доброго|алло|hello|hi|hey|good (?:morning|afternoon|evening))(?![\p{L}])/iu;
/** Either case of the first letter, the others small; the ending is bounded so that no text is read twice over. */
const COMPANY_NOUN = `(?:${"компани фирм салон автосалон магазин клиник центр студи агентств школ банк отдел автосервис ателье бюро мастерск склад"
  .split(" ")
  .map((noun) => `[${noun[0]?.toUpperCase()}${noun[0]}]${noun.slice(1)}`)
  .join("|")})[а-яё]{0,6}`;
const NAMES_COMPANY = new RegExp(`[«"“][^«»"“”]{2,40}[»"”]|${COMPANY_NOUN}\\s[«"“\\p{Lu}]`, "u");
/** The first words of the one who picks up: `Да, автосалон.` */
const PICKS_UP_AS_COMPANY = new RegExp(
  `^(?:[Дд]а|[Аа]лло|[Зз]дравствуйте|[Дд]обрый день)?[,.!]?\\s?${COMPANY_NOUN}(?![а-яё])`,
  "u",
);
const INTRODUCES_COMPANY =
  /\b(?:[Tt]his is|[Ii]t['’]?s|[Ii]['’]?m|[Mm]y name(?: is|['’]s)|[Nn]ame['’]s)\s\p{Lu}[\p{L}'’]{1,20}(?:\s\p{Lu}[\p{L}'’]{1,20})?,?\s(?:and I['’]m\s|I['’]m\s)?(?:calling\s|over\s|here\s)?(?:from|with|at|of)\s/u;
/** `Bramble Yard Storage, Dev speaking`, `Вет-Плюс, слушаю`: a capitalised name, a comma, few words. */
const ANSWERS_AS_COMPANY =
  /^(?:(?:да|алло|yeah|yes|hello|hi)[,.]?\s)?(?:\p{Lu}[\p{L}\p{N}'’&-]{1,20}\s){1,3}\p{Lu}[\p{L}\p{N}'’&-]{1,20},\s/u;
/** Firms buy too: who says what they need names their own. */
const NEEDS =
  /(?<!\p{L})(?:(?:нам|мне) (?:нужн[аоы]|нужен|надо)|(?:хотим|хотели бы) заказать|we need|we are looking for|we['’]re looking for)(?!\p{L})/iu;
const FOLLOW_UP = /^(?:а|и|so|and|but)[ ,]/i;

/** What the words of a call say about its speakers, utterance by utterance. */
export interface RoleEvidence {
  /**
   * How much each utterance speaks for the manager (positive) or the customer (negative), about a natural logarithm of
   * the odds.
   */
  sides: number[];
  /** Which utterances seem to be a machine's: menus, queues, answering machines. */
  isMachine: boolean[];
}

/** Weighs the words of a call. */
export function roleEvidence(utterances: readonly { readonly text: string }[]): RoleEvidence {
  const cues = utterances.map(readCues);
  const sides = utterances.map((one, at) => sideEvidence(one.text, wordsOf(one).known.length, cues[at], at));
  const isMachine: boolean[] = [];
  for (const [at, cue] of cues.entries()) {
    const beside = isMachine[at - 1] ?? cues[at + 1]?.machine === "words";
    isMachine.push(cue.machine === "words" || (cue.machine === "tone" && beside));
  }
  return { sides, isMachine };
}

/**
 * Nobody calls oneself by name: all who address one name are one side, and what one of them says counts in part for the
 * others. Gives the evidence that `sides` becomes.
 */
export function shareByName(texts: string[], own: number[]): number[] {
  const sides = [...own];
  const addressed = new Map<string, number[]>();
  for (const [at, text] of texts.entries())
    for (const name of addressedNames(text)) addressed.set(name, [...(addressed.get(name) ?? []), at]);
  for (const places of addressed.values()) {
    if (places.length < 2) continue;
    const sum = places.reduce((total, at) => total + (sides[at] ?? 0), 0);
    for (const at of places) {
      const others = (sum - (sides[at] ?? 0)) / (places.length - 1);
      sides[at] = clamp((sides[at] ?? 0) + SHARED_BY_NAME * others);
    }
  }
  return sides;
}

/** `Ирина, добрый день`, `спасибо, Денис.`, `Thanks, Tom,`: a capitalised word set off by a comma. */
const ADDRESSED =
  /(?:^|[,.!?…]\s)(?:(?:Mr|Mrs|Ms)\.?\s)?(\p{Lu}\p{Ll}{2,15})(?=(?:\s\p{Lu}\p{Ll}{3,15})?,\s\p{Ll})|,\s(?:(?:Mr|Mrs|Ms)\.?\s)?(\p{Lu}\p{Ll}{2,15})(?=(?:\s\p{Lu}\p{Ll}{3,15})?[.!?,…])/gu;
const NAME_LETTERS = 5;

function addressedNames(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, first, last] of text.matchAll(ADDRESSED)) names.add((first ?? last ?? "").slice(0, NAME_LETTERS));
  return names;
}

/** The evidence of one utterance; `position` is its place in the call, from 0: companies are named in the opening. */
function sideEvidence(text: string, words: number, cues: CueReading | undefined, position: number): number {
  if (!cues) return 0;
  const you = Math.min(3, cues.you);
  const me = Math.min(3, cues.me);
  let weight = cues.weight + 0.25 * (you - me);
  const asks = text.includes("?");
  if (asks) weight += FOLLOW_UP.test(text) ? -0.4 : you > me ? 0.5 : 0.1;
  if (words <= 3 && !asks) weight -= 0.3;
  if (words > 25) weight += 0.3;
  if (position < OPENING_UTTERANCES) weight += openingEvidence(text, words);
  return clamp(weight);
}

function clamp(weight: number): number {
  return Math.max(-EVIDENCE_MAX, Math.min(EVIDENCE_MAX, weight));
}

function openingEvidence(text: string, words: number): number {
  if (NEEDS.test(text)) return 0;
  if (INTRODUCES_COMPANY.test(text)) return 2.5;
  if (NAMES_COMPANY.test(text) && (GREETS.test(text) || words <= 8)) return 2.5;
  if (PICKS_UP_AS_COMPANY.test(text) && words <= 6) return 2;
  return ANSWERS_AS_COMPANY.test(text) && words <= 10 ? 1.5 : 0;
}
