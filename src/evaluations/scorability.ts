import { countMatches, mentions, says } from "./detectors/call-reading.ts";
import type { NotScorableReason } from "./evaluation.ts";
import { citableUtterances } from "./evidence.ts";
import type { Citation, JudgedUtterance } from "./judge.ts";
import { lexiconOf } from "./lexicon/lexicons.ts";
import type { Matches } from "./lexicon/phrases.ts";
import { type RulesLanguage, rulesLanguage } from "./lexicon/stems.ts";
import { splitUtterances } from "./lexicon/words.ts";
import type { ReadTranscript } from "./read-transcript.ts";

/** Why a call holds nothing to score, and the utterances that show it. */
export interface Unscorable {
  reason: NotScorableReason;
  citations: Citation[];
}

/** Words a live person says at least; less is «hello?» to a machine. */
const LIVE_WORDS_MIN = 8;
/** Words both sides say at least before there is something to judge. */
const CALL_WORDS_MIN = 25;
/** A wrong number is settled within so many turns. */
const WRONG_NUMBER_TURNS_MAX = 24;
/** Words from which the lack of any word of trade means something. */
const TRADE_WORDS_FROM = 40;

/**
 * Why a transcript holds nothing to score; null when it does. `utterances` are those that may be judged. A recording of
 * silence or noise has none: it is longer than any call that is too short.
 */
export function whyUnscorable(
  read: ReadTranscript,
  utterances: readonly JudgedUtterance[] = [...citableUtterances(read).byNumber.values()],
): Unscorable | null {
  if (read.transcript.utterances.length === 0) return { reason: "no_speech", citations: [] };
  return scorability(utterances, read.language);
}

/**
 * Tells calls that hold nothing to score (DESIGN §6.1): voicemail, voice menu only, wrong number, one side silent, too
 * short, not about selling. Null when there is something to score; in doubt null. Reads Russian and English; of calls in
 * other languages only the silent side and the length are seen.
 */
export function scorability(utterances: readonly JudgedUtterance[], language: string | null): Unscorable | null {
  const known = rulesLanguage(language);
  const call = readAll(utterances, known ?? guessLanguage(utterances));
  if (known || language === null) {
    const machine = onlyMachine(call);
    if (machine) return machine;
  }
  const silent = oneSideSilent(call);
  if (silent) return silent;
  if (!known && language !== null) return null;
  return wrongNumber(call) ?? tooShort(call) ?? notSales(call);
}

/** A call this long without one word of trade is about something else. */
const TRADELESS_WORDS = 80;
/** So many words of other matters outweigh one of trade. */
const PRIVATE_HINTS = 4;
/** Words of trade that may fall in a call about something else. */
const TRADE_FAINT = 3;

/** An utterance as the lexicon of lines and machines reads it. */
interface Voice {
  utterance: JudgedUtterance;
  role: JudgedUtterance["role"];
  matches: Matches;
  wordCount: number;
}

interface AllVoices {
  voices: Voice[];
}

function readAll(utterances: readonly JudgedUtterance[], language: RulesLanguage): AllVoices {
  const lexicon = lexiconOf(language, "line");
  const voices = splitUtterances(utterances).flatMap((text, at): Voice[] => {
    const utterance = utterances[at];
    if (!utterance) return [];
    return [{ utterance, role: utterance.role, matches: lexicon.match(text), wordCount: text.words.length }];
  });
  return { voices };
}

function guessLanguage(utterances: readonly JudgedUtterance[]): RulesLanguage {
  return utterances.some(({ text }) => /[а-яё]/iu.test(text)) ? "ru" : "en";
}

function wordsOf(voices: Voice[]): number {
  return voices.reduce((sum, voice) => sum + voice.wordCount, 0);
}

function found(reason: NotScorableReason, voices: Voice[]): Unscorable {
  return { reason, citations: voices.slice(0, 3).map((voice) => ({ utterance: voice.utterance.number })) };
}

/** A mailbox or a menu speaks, and nobody live answers. */
function onlyMachine({ voices }: AllVoices): Unscorable | null {
  const mailbox = voices.filter((voice) => voice.role !== "manager" && mentions(voice, "voicemail"));
  const menu = voices.filter((voice) => voice.role !== "manager" && mentions(voice, "ivr"));
  const spoken = (voice: Voice) => !mailbox.includes(voice) && !menu.includes(voice) && voice.role !== "other";
  const people = voices.filter(spoken);
  const customers = people.filter(({ role }) => role !== "manager");
  const managers = people.filter(({ role }) => role === "manager");
  if (mailbox.length > 0 && mailbox.length >= menu.length / 2 && !isConversation(people, customers))
    return found("voicemail", mailbox);
  if (
    menu.length > 0 &&
    (wordsOf(managers) < LIVE_WORDS_MIN || wordsOf(customers) < 3) &&
    !isConversation(people, customers)
  )
    return found("ivr_only", menu);
  return null;
}

/** Two voices answer each other: both say something, and the turns change. */
function isConversation(people: Voice[], customers: Voice[]): boolean {
  if (wordsOf(customers) < LIVE_WORDS_MIN) return false;
  const speakers = new Set(people.map((voice) => voice.utterance.speaker ?? voice.role));
  const roles = new Set(people.map(({ role }) => role));
  return roles.size > 1 ? roles.has("manager") || speakers.size > 1 : speakers.size > 1;
}

/** One side says nothing but «hello?»; the other talks into the void. */
function oneSideSilent({ voices }: AllVoices): Unscorable | null {
  const managers = voices.filter(({ role }) => role === "manager");
  const customers = voices.filter(({ role }) => role === "customer");
  if (voices.some((voice) => voice.role === "unknown" && voice.wordCount > 0)) return null;
  if (substance(voices.filter(isThirdPerson)) > 1) return null;
  const [quiet, loud] = substance(managers) <= substance(customers) ? [managers, customers] : [customers, managers];
  if (substance(quiet) > 0 || wordsOf(quiet) > 4) return null;
  if (loud.length < 2 || wordsOf(loud) < LIVE_WORDS_MIN) return null;
  return found("one_side_silent", [...quiet.slice(0, 1), ...loud.slice(-2)]);
}

/** Somebody of neither side, and no machine. */
function isThirdPerson(voice: Voice): boolean {
  return voice.role === "other" && !mentions(voice, "voicemail", "ivr");
}

/** Turns that say something beyond «hello, can you hear me?». */
function substance(voices: Voice[]): number {
  return voices.filter((voice) => voice.wordCount >= 3 && !(mentions(voice, "line_trouble") && voice.wordCount < 8))
    .length;
}

function trade({ voices }: AllVoices): number {
  return voices.reduce((sum, voice) => sum + countMatches(voice, "sales_words", "price"), 0);
}

/** Somebody says that the number is wrong, and nothing is sold. */
function wrongNumber(call: AllVoices): Unscorable | null {
  const { voices } = call;
  const told = voices.filter((voice) => mentions(voice, "wrong_number"));
  if (told.length === 0 || voices.length > WRONG_NUMBER_TURNS_MAX) return null;
  const step = voices.some(
    (voice) => voice.role === "manager" && says(voice, "step_contact") && says(voice, "when_exact"),
  );
  const isEarly = voices.indexOf(told[0] as Voice) < Math.max(4, voices.length / 2);
  return isEarly && !step && trade(call) <= Math.max(told.length, TRADE_FAINT) ? found("wrong_number", told) : null;
}

/** The call broke off before anything was said. */
function tooShort({ voices }: AllVoices): Unscorable | null {
  const people = voices.filter(({ role }) => role !== "other");
  const trouble = people.filter((voice) => mentions(voice, "line_trouble"));
  const words = wordsOf(people);
  const said = substance(people);
  if (words >= CALL_WORDS_MIN && !(trouble.length >= 2 && said <= 3 && words < CALL_WORDS_MIN * 2.5)) return null;
  return found("too_short", people);
}

/** Both sides talk, but nothing in it is about buying or selling. */
function notSales(call: AllVoices): Unscorable | null {
  const { voices } = call;
  if (wordsOf(voices) < TRADE_WORDS_FROM) return null;
  const plain = voices.filter((voice) => mentions(voice, "other_business"));
  const other = voices.filter((voice) => mentions(voice, "not_sales_words", "other_business"));
  const hints = other.reduce((sum, voice) => sum + countMatches(voice, "not_sales_words"), 0);
  const commerce = trade(call);
  const isOther = plain.length > 0 && commerce <= plain.length + 1 && hints > commerce;
  const isPrivate =
    commerce === 0
      ? hints >= 2 || wordsOf(voices) >= TRADELESS_WORDS
      : commerce <= TRADE_FAINT && hints >= PRIVATE_HINTS * commerce;
  if (isOther || isPrivate) return found("not_sales", other.length > 0 ? other : voices);
  return null;
}
