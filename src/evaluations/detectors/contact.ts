import type { PhraseMatch } from "../lexicon/phrases.ts";
import type { ReasonKey } from "../report-text/reason-key.ts";
import {
  answerTo,
  before,
  type CallReading,
  countMatches,
  mentions,
  placeOf,
  says,
  type Turn,
  turnsOf,
} from "./call-reading.ts";
import { citeConcept, type Detector, type Finding, finding, missing } from "./finding.ts";
import { standingOf } from "./standing.ts";

/** Words after which a first turn is still only «yes, hello» and the introduction may follow in the next one. */
const BARE_OPENING_WORDS = 5;

/** Did the manager greet and say who is calling, in the opening? */
export const greetingIntro: Detector = (call) => {
  const opening = openingTurns(call);
  const [first] = opening;
  if (!first) return { verdict: "na", reason: "greeting.na", cited: [] };
  const greeted = opening.find((turn) => says(turn, "greeting"));
  const named = opening.find((turn) => namesSelf(turn, call));
  const placed = opening.find((turn) => namesCompany(turn, call));
  const cited = [...new Set([named, placed, greeted])].flatMap((turn) =>
    turn ? [citeConcept(turn, "self_name", "company", "greeting")] : [],
  );
  const welcomed = greeted ?? opening.find((turn) => says(turn, "offer_help", "permission"));
  if (named && placed && (welcomed || first === named)) return finding("met", "greeting.met", cited);
  if (opening.some((turn) => says(turn, "price", "money")) && !named && !placed)
    return finding("not_met", "greeting.price_first", [citeConcept(first)]);
  if (named && (greeted || placed)) return finding("partial", "greeting.no_company", cited);
  if (greeted && placed) return finding("partial", "greeting.no_name", cited);
  if (greeted) return finding("partial", "greeting.nobody", cited);
  return missing("greeting.none", [citeConcept(first)]);
};

/** The manager's first turn, and the second when the first was bare and nobody had to ask «who is this?». */
function openingTurns(call: CallReading): Turn[] {
  const managers = turnsOf(call, "manager");
  const [first, second] = managers;
  if (!first) return [];
  if (
    !second ||
    first.wordCount > BARE_OPENING_WORDS ||
    says(first, "company", "self_name") ||
    /[«"“]/.test(first.utterance.text)
  )
    return [first];
  const between = answerTo(call, first);
  return between && mentions(between, "confused", "obj_trust") ? [first] : [first, second];
}

function namesSelf(turn: Turn, call: CallReading): boolean {
  if (says(turn, "self_name")) return true;
  const label = turn.utterance.speaker ?? "";
  // In capitals it is a role or a firm.
  const own = new Set(label === label.toUpperCase() ? [] : label.toLowerCase().match(/\p{L}{3,}/gu));
  if (turn.text.words.some(({ form }) => own.has(form) && !ROLE_LABELS.test(form))) return true;
  if (says(turn, "intro_this_is") && (says(turn, "greeting", "company") || isBare(before(call, turn)))) return true;
  if (NAMED_AT.test(turn.utterance.text)) return true;
  return call.isPunctuated && says(turn, "greeting", "offer_help") && standingNames(turn).length > 0;
}

/** «Hello?» before the introduction. */
function isBare(turn: Turn | null): boolean {
  return turn !== null && turn.role === "customer" && turn.wordCount <= 4 && says(turn, "greeting", "agreed");
}

const ROLE_LABELS =
  /^(?:менедж|операт|клиент|продав|агент|консульт|админ|manager|agent|advis|rep$|seller|sales|speaker|spk)/;
const NAMED_AT = /^(?:[\p{L}]+, )?\p{Lu}[\p{Ll}'’]+(?: \p{Lu}[\p{Ll}'’]+)? (?:at|from|of|with|here|из) /u;
const SEGMENT = /[^,.!?…;:—–]+[,.!?…;:—–]*/gu;
const NAME = /^\p{Lu}[\p{Ll}ё]+(?: \p{Lu}[\p{Ll}ё.]+)?$/u;

/** Names that stand alone between marks («Глеб,») and are not the address before a greeting. */
function standingNames({ utterance, text, matches }: Turn): string[] {
  const names: string[] = [];
  const greeted = new Set((matches.get("greeting") ?? []).map(({ from }) => text.words[from]?.form));
  const segments = [...utterance.text.slice(0, 160).matchAll(SEGMENT)].map(([segment]) => segment.trim());
  for (const [at, segment] of segments.entries()) {
    const bare = segment.replace(/[,.!?…;:—–\s]+$/u, "");
    if (!NAME.test(bare) || greeted.has(bare.toLowerCase().split(" ")[0] ?? "")) continue;
    const isAddress = segment.endsWith("?") || (at === 0 && segments.length > 1 && !segment.endsWith("."));
    const isGiven = /(?:администратор|менеджер|консультант|специалист|оператор|отдел)/iu.test(segment);
    if (!isAddress || isGiven) names.push(bare);
  }
  return names;
}

/** Names of firms stand in quotes, after a word for a firm, after «from», or are what is left of a bare opening. */
/** A bare kind of firm («Workshop, hello») is the name of none. */
function standsAlone({ text: { sentences, words } }: Turn, { from, to }: PhraseMatch): boolean {
  const sentence = sentences.find((one) => from >= one.from && from < one.to);
  if (!sentence || to - from > 1) return false;
  const isFirst = from === sentence.from || words[from]?.afterBreak === true;
  return isFirst && (to === sentence.to || words[to]?.afterBreak === true);
}

function namesCompany(turn: Turn, call: CallReading): boolean {
  const opening = turn.utterance.text.slice(0, 200);
  if (/[«"“][^»"”]{2,40}[»"”]/u.test(opening)) return true;
  if ((turn.matches.get("company") ?? []).some((match) => !match.negated && !standsAlone(turn, match))) return true;
  const [segment = ""] = opening.match(/^[^.!?…]{2,80}/u) ?? [];
  if (call.isPunctuated && (segment.match(/(?<=[\s,]|^)\p{Lu}[\p{L}\p{N}-]+/gu) ?? []).length >= 2) return true;
  return !call.isPunctuated && countMatches(turn, "greeting", "self_name", "offer_help") > 0 && turn.content.size >= 4;
}

/** Did the manager part with thanks or a wish? */
export const closing: Detector = (call) => {
  const managers = turnsOf(call, "manager");
  const last = managers.at(-1);
  if (!last) return { verdict: "na", reason: "closing.na", cited: [] };
  const end = call.turns.slice(-CLOSING_TURNS).filter(({ role }) => role === "manager");
  const rude = [last].find((turn) => says(turn, "insult", "blame", "curt", "impatience", "dismiss", "threat", "scare"));
  if (rude) return finding("not_met", "closing.rude", [citeConcept(rude, "insult", "blame", "curt", "impatience")]);
  const warm = end.filter((turn) => says(turn, "thanks", "warm_wish"));
  const parted = end.filter((turn) => says(turn, "farewell"));
  const cited = [...new Set([...warm, ...parted])]
    .reverse()
    .map((turn) => citeConcept(turn, "warm_wish", "thanks", "farewell"));
  if (standingOf(call).isHostile && warm.length === 0 && parted.length === 0)
    return finding("not_met", "closing.none", [citeConcept(last)]);
  if (warm.length > 0 && (parted.length > 0 || warm.some((turn) => isLate(call, turn))))
    return finding("met", "closing.met", cited);
  if (parted.length > 0) return finding("partial", "closing.farewell_only", cited);
  const recap = end.find((turn) => says(turn, "recap", "agreed") && turn.wordCount > 4);
  const customerParted = call.turns
    .slice(-2)
    .some((turn) => turn.role === "customer" && says(turn, "farewell", "thanks"));
  if (recap && customerParted && isLate(call, recap))
    return finding("partial", "closing.farewell_only", [citeConcept(recap, "recap")]);
  return missing("closing.none", [citeConcept(last)]);
};

const CLOSING_TURNS = 4;

function isLate(call: CallReading, turn: Turn): boolean {
  return placeOf(call, turn) >= call.turns.length - 3;
}

/** Findings that only say there is nothing to judge. */
export function notApplicable(reason: ReasonKey): Finding {
  return { verdict: "na", reason, cited: [] };
}

/** The customer's turn that a manager's turn answers, for citing a lapse; null at the start. */
export function promptOf(call: CallReading, turn: Turn): Turn | null {
  const earlier = before(call, turn);
  return earlier?.role === "customer" ? earlier : null;
}
