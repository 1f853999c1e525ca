import { wordsOf } from "../../transcripts/text-words.ts";
import type { Utterance } from "../../transcripts/transcript.ts";
import { mayOrderStrictly, mayOrderTurned, strictOrders } from "./judge-orders.ts";
import { areSpelt, type SpeechLook } from "./plain-speech.ts";
import { plainReading, readings } from "./unmask-text.ts";

/** So many neighbouring utterances may carry one instruction between them. */
const SPLIT_MAX = 3;

/** Words taken from each part of a split instruction: the end of the first, the whole of the middle, the next start. */
const SPLIT_WORDS = 12;

/** Instructions spoken in pieces: the end of one utterance, the next, the start of a third, read as one text. */
export function findSplit(utterances: Utterance[], found: ReadonlySet<number>, looks: readonly SpeechLook[]): number[] {
  const split: number[] = [];
  const mayAct = utterances.map(({ text }, at) => text.length <= SPLIT_CHARACTERS_MAX && looks[at]?.namesAct);
  if (!mayAct.includes(true)) return split;
  for (let from = 0; from < utterances.length - 1; from++) {
    for (let size = 2; size <= SPLIT_MAX; size++) {
      if (!mayAct.slice(from, from + size).includes(true)) continue;
      const parts = utterances.slice(from, from + size);
      if (parts.length < size || parts.some(({ number }) => found.has(number))) break;
      if (!parts.every(({ text }) => text.length <= SPLIT_CHARACTERS_MAX)) break;
      if (!partsOrder(parts, looks.slice(from, from + size))) continue;
      split.push(...carriers(parts).map(({ number }) => number));
      break;
    }
  }
  return split;
}

/**
 * Neighbours that are the same sentence as what was found: it was cut off before or goes on after. Only where the call
 * has sentence marks at all; in recognised speech without them everything would be one sentence.
 */
export function sentenceAround(utterances: Utterance[], found: ReadonlySet<number>): number[] {
  if (found.size === 0 || !isPunctuated(utterances)) return [];
  const grown = new Set(found);
  for (let pass = 1; pass < SPLIT_MAX; pass++)
    for (const [index, { number, text }] of utterances.entries()) {
      const next = utterances[index + 1];
      if (!next || ENDS_SENTENCE.test(text) || !GOES_ON.test(next.text)) continue;
      if (grown.has(number) || grown.has(next.number)) grown.add(number).add(next.number);
    }
  return [...grown];
}

const ENDS_SENTENCE = /[.!?…:;)»”"]\s*$/u;
const GOES_ON = /^\s*\p{Ll}/u;

function isPunctuated(utterances: Utterance[]): boolean {
  return utterances.filter(({ text }) => ENDS_SENTENCE.test(text)).length >= utterances.length * 0.6;
}

/** The fewest neighbours that still give the order: innocent utterances at the ends fall away. */
function carriers(parts: Utterance[]): Utterance[] {
  for (const fewer of [parts.slice(1), parts.slice(0, -1)])
    if (fewer.length > 1 && splitOrder(join(fewer))) return carriers(fewer);
  return parts;
}

/** Longer utterances are speech of their own; a split order hides in short ones. */
const SPLIT_CHARACTERS_MAX = 400;

function splitOrder(text: string): boolean {
  return readings(text).some(strictOrders);
}

/** As `splitOrder` of the joined parts, read only in ways in which their words could give an order. */
function partsOrder(parts: Utterance[], looks: readonly SpeechLook[]): boolean {
  const known = parts.flatMap((part) => wordsOf(part).known);
  if (looks.some(({ isClear }) => !isClear) || areSpelt(known) || mayOrderTurned(known)) return splitOrder(join(parts));
  return mayOrderStrictly(known) && strictOrders(plainReading(join(parts)));
}

function join(parts: Utterance[]): string {
  return parts.map(({ text }, index) => piece(text, index, parts.length)).join(" ");
}

function piece(text: string, index: number, size: number): string {
  const words = text.split(/\s+/u);
  if (index === 0) return words.slice(-SPLIT_WORDS).join(" ");
  return index === size - 1 ? words.slice(0, SPLIT_WORDS).join(" ") : text;
}
