import { wordsOf } from "../../transcripts/text-words.ts";
import type { Utterance } from "../../transcripts/transcript.ts";
import { FORMAT_MARKS, MACHINE_TEXT } from "./injection-words.ts";
import { MAY_ORDER, MAY_ORDER_TURNED, mayOrder, orders } from "./judge-orders.ts";
import { MAY_PLEAD, pleads, possiblePleas } from "./judge-pleas.ts";
import { lookAt, type SpeechLook } from "./plain-speech.ts";
import { findSplit, sentenceAround } from "./split-orders.ts";
import { hidesBase64, hidesSpacedOrder, plainReading, readings } from "./unmask-text.ts";

/**
 * Numbers of the utterances that speak to the judge instead of to the other person: an order (act × object, Russian or
 * English), the same in disguise, in a foreign script, split over up to three neighbours, or text that is no speech.
 * They are withheld from every judge. What it misses can still move a verdict (README, "Injection"). What
 * `look` shows is not there is not looked for again; this changes the cost and never the answer.
 */
export function findInjection(utterances: Utterance[], look = lookAt): number[] {
  const looks = utterances.map(look);
  const scripts = foreignScripts(utterances, looks);
  const found = new Set<number>();
  for (const [index, utterance] of utterances.entries())
    if (scripts[index] || speaks(utterance, looks[index])) found.add(utterance.number);
  for (const number of findSplit(utterances, found, looks)) found.add(number);
  for (const number of sentenceAround(utterances, found)) found.add(number);
  return [...found].sort((a, b) => a - b);
}

/** As `speaksToJudge`, without looking for what the look shows is not there. */
function speaks(utterance: Utterance, look: SpeechLook | undefined): boolean {
  if (!look?.isClear) return speaksToJudge(utterance.text);
  if (!look.mayOrder && !look.mayPlead) return false;
  const reading = plainReading(utterance.text);
  const { known } = wordsOf(utterance);
  if (look.mayOrder && (isFormat(reading) || (mayOrder(known) && orders(reading)))) return true;
  return look.mayPlead && pleads(reading, possiblePleas(known));
}

/** Whether one text alone speaks to the judge. */
export function speaksToJudge(text: string): boolean {
  if (MAY_BE_MACHINE.test(text) && MACHINE_TEXT.some((mark) => mark.test(text))) return true;
  if (hidesBase64(text) || hidesSpacedOrder(text) || isFlood(text)) return true;
  return readings(text, MAY_ORDER_TURNED).some(speaksOpenly);
}

/** Whether a reading, as it is, speaks to the judge. */
function speaksOpenly(reading: string): boolean {
  return (
    (MAY_ORDER.test(reading) && (isFormat(reading) || orders(reading))) || (MAY_PLEAD.test(reading) && pleads(reading))
  );
}

const isFormat = (reading: string) => FORMAT_MARKS.some((mark) => mark.test(reading));

/** Characters without which no machine text can be. */
const MAY_BE_MACHINE = /[<{[;]|[\]})"'`]{6}|javascript:|data:|^\s*[=+@]|\dT\d/i;

const FLOOD_CHARACTERS_MIN = 45;
const FLOOD_REPEATS_MIN = 12;

/** One word over and over. */
function isFlood(text: string): boolean {
  if (text.length < FLOOD_CHARACTERS_MIN) return false;
  const first = /\p{L}{2,}/u.exec(text)?.[0];
  if (!first || text.split(first).length <= FLOOD_REPEATS_MIN) return false;
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words).size <= words.length / FLOOD_REPEATS_MIN;
}

/**
 * Utterances written in letters that the rest of the call does not use: another script, or Cyrillic letters that
 * Russian lacks. A call that is in that language as a whole has none.
 */
function foreignScripts(utterances: Utterance[], looks: readonly SpeechLook[]): boolean[] {
  const share = utterances.map(({ text }, index) => {
    if (looks[index]?.isClear || !MAY_BE_FOREIGN.test(text)) return false;
    const words = text.match(/\p{L}{2,}/gu) ?? [];
    const foreign = words.filter((one) => FOREIGN_LETTER.test(one)).length;
    const alone = text.match(FOREIGN_RUN)?.join("").length ?? 0;
    return alone >= 4 || (foreign >= 2 && foreign >= words.length * 0.25);
  });
  const common = share.filter(Boolean).length > Math.max(1, utterances.length * 0.2);
  return share.map((one) => one && !common);
}

/** Any letter that is neither Latin nor Russian. */
const MAY_BE_FOREIGN = /[\u0370-\u03ff\u0452-\u1fff\u2e80-\ud7ff]/;
/** Cyrillic letters outside Russian, Ukrainian and Belarusian. */
const FOREIGN_LETTER = /[ҐґӘәӨөҮүҖҗҢңҺһҚқҒғҰұӢӣӮӯҲҳҶҷӐӑӖӗҪҫӲӳѓќљњџђћ]/u;
/** Scripts other than Latin and Cyrillic. */
const FOREIGN_RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Thai}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Greek}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Ethiopic}]+/gu;
