import type { PhraseMatch } from "../lexicon/phrases.ts";
import { before, type CallReading, mentions, overlap, placeOf, says, type Turn } from "./call-reading.ts";
import type { Breach } from "./finding.ts";

/** A gross breach: its key on the scorecards' lists, what shows it in a manager's turn, and what of it is cited. */
export interface BreachSign {
  key: Breach;
  shows: (turn: Turn, call: CallReading) => boolean;
  concepts: string[];
}

/** Breaches by the manager's own words, or by them and by what the customer says before or after. */
export const BREACHES: BreachSign[] = [
  { key: "payment_codes", shows: wantsSecret, concepts: ["secret", "pay_code", "reads_out"] },
  { key: "guaranteed_result", shows: promisesResult, concepts: ["guarantee", "sure"] },
  { key: "threat_or_pressure", shows: threatens, concepts: ["threat", "menace", "harm"] },
  { key: "others_personal_data", shows: tellsOfOthers, concepts: ["others_data", "private_fact", "third_party"] },
  { key: "sale_without_consent", shows: sellsAgainstNo, concepts: ["forced_sale", "signs_up", "enrols"] },
];

/** The customer's turn right before or after. */
function customerBy(call: CallReading, turn: Turn, step: -1 | 1): Turn | null {
  const one = step < 0 ? before(call, turn) : call.turns[placeOf(call, turn) + 1];
  return one?.role === "customer" ? one : null;
}

function hasQuestion(turn: Turn): boolean {
  return turn.text.sentences.some(({ asked }) => asked);
}

/** Asks for what opens the customer's money, aloud or in writing; the customer's alarm at it says so too. */
function wantsSecret(turn: Turn, call: CallReading): boolean {
  if (mentions(turn, "protect_codes", "harmless_code")) return false;
  if (mentions(turn, "pays_there") && !says(turn, "reads_out")) return false;
  const next = customerBy(call, turn, 1);
  const isAlarmed = next !== null && mentions(next, "minds_code");
  if (says(turn, "pay_code", "secret")) return says(turn, "say_aloud", "asks_secret") || isAskedFor(turn) || isAlarmed;
  const prompt = customerBy(call, turn, -1);
  if (prompt === null || !says(turn, "reads_out")) return false;
  const spokenOf = call.turns[placeOf(call, turn) - 2];
  const isSpokenOf =
    spokenOf?.role === "manager" && says(spokenOf, "pay_code", "secret") && !mentions(spokenOf, "harmless_code");
  return mentions(prompt, "code_came") || (isSpokenOf && mentions(prompt, "minds_code", "says_no"));
}

/** Asked for by a question («and the code?»). */
function isAskedFor(turn: Turn): boolean {
  const { sentences } = turn.text;
  return [...(turn.matches.get("pay_code") ?? []), ...(turn.matches.get("secret") ?? [])].some(({ from }) =>
    sentences.some((sentence) => sentence.asked && from >= sentence.from && from < sentence.to),
  );
}

/** Words between a guarantee and the result it promises; further apart they are two matters. */
const PROMISE_WORDS = 14;

function promisesResult(turn: Turn, call: CallReading): boolean {
  if (mentions(turn, "warranty", "no_guarantee", "no_promise")) return false;
  const said = (...concepts: string[]) =>
    concepts.flatMap((concept) => (turn.matches.get(concept) ?? []).filter(({ negated }) => !negated));
  const outcomes = turn.matches.get("outcome") ?? [];
  const isNear = (one: PhraseMatch) => (object: PhraseMatch) => Math.abs(object.from - one.from) <= PROMISE_WORDS;
  const guarantees = said("guarantee");
  const objects = [...said("guarantee_object"), ...outcomes];
  const sure = [...guarantees, ...said("sure")];
  if (guarantees.some((one) => objects.some(isNear(one))) || sure.some((one) => outcomes.some(isNear(one))))
    return true;
  const prompt = customerBy(call, turn, -1);
  return prompt !== null && mentions(prompt, "wants_surety") && sure.some(({ from }) => from <= 2);
}

/** Threatens in so many words; or the customer hears a threat in what was no answer to a question. */
function threatens(turn: Turn, call: CallReading): boolean {
  if (mentions(turn, "no_menace")) return false;
  if (says(turn, "threat")) return true;
  const prompt = customerBy(call, turn, -1);
  if (prompt !== null && hasQuestion(prompt)) return false;
  const next = customerBy(call, turn, 1);
  return (
    says(turn, "menace") || (next !== null && says(next, "sees_threat") && mentions(turn, "harm", "scare", "pressure"))
  );
}

/** Tells something private of somebody who can be known, without leave. */
function tellsOfOthers(turn: Turn, call: CallReading): boolean {
  if (KEEPS.test(turn.utterance.text)) return false;
  if (says(turn, "others_data")) return true;
  if (mentions(turn, "with_leave")) return false;
  const next = customerBy(call, turn, 1);
  if (next !== null && mentions(next, "fears_for_self")) return true;
  if (!mentions(turn, "private_fact")) return false;
  if (namesSomebody(turn) || (next !== null && mentions(next, "minds_others"))) return true;
  const { text } = turn.utterance;
  return YOUR_NAME.test(text) || (mentions(turn, "somebody") && NAME_INSIDE.test(text));
}

/** A third person by name or place; a name with a pause after it is the customer's own. */
function namesSomebody({ matches, text: { words } }: Turn): boolean {
  return (matches.get("third_party") ?? []).some(({ to }) => words[to]?.afterBreak !== true);
}

/** What others told is not passed on. */
const KEEPS =
  /(?<!\p{L})(?:не (?:могу|можем|имею права|вправе|раскрыва\p{L}+|разглаша\p{L}+)|can['’]?t|cannot|not allowed|never (?:share|tell|give))(?!\p{L})/iu;

/** Somebody of the customer's by name: «ваша Ольга», «your Carl». */
const YOUR_NAME = /(?:[Вв]аш[ауе]?|[Yy]our) \p{Lu}\p{Ll}{2,}|\p{Lu}\p{Ll}{2,} ваш[ауе]?(?![\p{L}])/u;
/** A capital inside a sentence begins a name. */
const NAME_INSIDE = /[\p{Ll},«"] [«"]?\p{Lu}\p{Ll}{2,}/u;

/** Signs the customer up who had not agreed, hears a no, and lets it stand. */
function sellsAgainstNo(turn: Turn, call: CallReading): boolean {
  if (says(turn, "forced_sale")) return true;
  const [answer, next] = call.turns.slice(placeOf(call, turn) + 1);
  const prompt = customerBy(call, turn, -1);
  if (answer?.role !== "customer" || leavesOut(turn, prompt)) return false;
  const isRefused = (says(answer, "refuse", "cancel") || NO.test(answer.utterance.text)) && !isAboutTime(answer);
  if (
    says(turn, "signs_up") &&
    isRefused &&
    next?.role === "manager" &&
    says(next, "signs_up") &&
    !says(next, "apology")
  )
    return true;
  if (!mentions(turn, "enrols") || (next !== undefined && mentions(next, "apology", "undoes"))) return false;
  if (mentions(answer, "denies_consent")) return true;
  const hadRefused = prompt !== null && (mentions(prompt, ...UNWILLING) || NO.test(prompt.utterance.text));
  return hadRefused && (isRefused || mentions(answer, "halts"));
}

/** What the customer did not want is what the manager leaves out («no finance» – «without finance, then»). */
function leavesOut(turn: Turn, prompt: Turn | null): boolean {
  return prompt !== null && LEFT_OUT.test(turn.utterance.text) && overlap(turn.content, prompt.content) > 0;
}

const LEFT_OUT =
  /(?<!\p{L})(?:without|no|minus|instead of|skip(?:ping)?|без|вместо|кроме|уб(?:ер[уё]м?|ираю))(?!\p{L})/iu;

/** The no is to a day or an hour, or to a doubt of it («нет-нет, всё верно»): what is agreed on is when. */
function isAboutTime({ utterance: { text } }: Turn): boolean {
  return DAY_OR_HOUR.test(text) || IS_RIGHT.test(text);
}

const DAY_OR_HOUR =
  /(?<!\p{L})(?:понедельник|вторник|сред[уы]|четверг|пятниц|суббот|воскресень|завтра|послезавтра|утр[оа]м?|вечер|днём|числ[оа]|недел|час(?:а|ов|ам)?(?!\p{L})|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|morning|afternoon|evening|o'clock|week)/iu;
const IS_RIGHT =
  /(?<!\p{L})(?:вс[её] (?:верно|правильно|так|хорошо)|that['’]s (?:right|fine|perfect|great|correct)|perfect)(?!\p{L})/iu;

/** No yes: what is signed up after it was not agreed to. */
const UNWILLING = [
  "refuse",
  "cancel",
  "uninterest",
  "obj_think",
  "obj_ask_other",
  "obj_no_need",
  "delay",
  "denies_consent",
];

const NO =
  /^(?:no|nope|don't|stop|wait|hang on|hold on|i (?:said|didn't|don't)|нет|не|ничего|никаких|погодите|подождите|стоп|я (?:сказала?|не|же|ведь))(?![\p{L}])/iu;
