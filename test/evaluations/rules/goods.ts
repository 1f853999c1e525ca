import { readFileSync } from "node:fs";
import type { JudgedUtterance } from "../../../src/evaluations/judge.ts";
import { lexiconOf, type Reader } from "../../../src/evaluations/lexicon/lexicons.ts";
import type { RulesLanguage } from "../../../src/evaluations/lexicon/stems.ts";
import { knownWord } from "../../../src/transcripts/known-words.ts";

/** What is sold in a dialogue, in each form that occurs there, and another trade's goods in the same form. */
export type GoodsTable = [from: string, to: string][];

/** The tables by dialogue id. */
export const GOODS = JSON.parse(
  readFileSync(new URL("../../fixtures/own/goods.json", import.meta.url), "utf8"),
) as Record<string, GoodsTable>;

/** A word, compounds in one piece. */
const WORD = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;

/** The utterances with other goods, in what is said and in the labels of speakers; capitals stay where they are. */
export function withOtherGoods(utterances: readonly JudgedUtterance[], table: GoodsTable): JudgedUtterance[] {
  const others = new Map(table);
  const inPlaceOf = (word: string): string => {
    const other = others.get(word.toLowerCase());
    if (other !== undefined) return inCaseOf(word, other);
    return word.includes("-") ? word.split("-").map(inPlaceOf).join("-") : word;
  };
  const swapped = (text: string) => text.replace(WORD, inPlaceOf);
  return utterances.map((one) => ({
    ...one,
    text: swapped(one.text),
    speaker: one.speaker === null ? null : swapped(one.speaker),
  }));
}

function inCaseOf(word: string, other: string): string {
  if (word.length > 1 && word === word.toUpperCase()) return other.toUpperCase();
  const [first = ""] = word;
  return first === first.toLowerCase() ? other : other.charAt(0).toUpperCase() + other.slice(1);
}

/** The words of a table that stand neither in what is said nor in a label. */
export function notFound(utterances: readonly JudgedUtterance[], table: GoodsTable): string[] {
  const all = utterances.map(({ text, speaker }) => `${speaker ?? ""}\n${text}`).join("\n");
  const words = all.toLowerCase().match(WORD) ?? [];
  const found = new Set(words.flatMap((word) => [word, ...word.split("-")]));
  return table.flatMap(([from]) => (found.has(from) ? [] : [from]));
}

const READERS: Reader[] = ["manager", "customer", "line"];
/** No word begins so, and endings reach no further. */
const NO_STEM = { ru: "жжжж", en: "qqqq" };
const ENDING = 4;

/** Whether the lexicons know the new word for more than the old one and its own ending are known for. */
export function speaksAnew([from, to]: GoodsTable[number], language: RulesLanguage): boolean {
  return READERS.some((reader) => {
    const found = elementsOf(to, language, reader);
    if (found.length === 0) return false;
    const expected = new Set([
      ...elementsOf(from, language, reader),
      ...elementsOf(NO_STEM[language] + to.slice(-ENDING), language, reader),
    ]);
    return found.some((id) => !expected.has(id));
  });
}

function elementsOf(word: string, language: RulesLanguage, reader: Reader): readonly number[] {
  const form = word.replaceAll("ё", "е");
  return lexiconOf(language, reader).lexeme(knownWord(form, 0, form.length)).ids;
}
