import { describe, expect, test } from "vitest";
import { splitText } from "../../../src/evaluations/lexicon/words.ts";

function forms(text: string): string[] {
  return splitText(text).words.map(({ form }) => form);
}

describe("splitting an utterance into words", () => {
  test("takes contractions apart, with and without the apostrophe", () => {
    expect(forms("I don't know, we'll see")).toEqual(["i", "do", "not", "know", "we", "will", "see"]);
    expect(forms("im sure you cant")).toEqual(["i", "am", "sure", "you", "can", "not"]);
  });

  test("joins particles that a speech recogniser wrote apart", () => {
    expect(forms("где то по моему как нибудь")).toEqual(["где-то", "по-моему", "как-нибудь"]);
  });

  test("keeps the places of the words in the text", () => {
    const text = "Пять тысяч, ё-моё!";
    expect(splitText(text).words.map(({ start, end }) => text.slice(start, end))).toEqual(["Пять", "тысяч", "ё-моё"]);
  });

  test("leaves remarks in brackets out", () => {
    expect(forms("(смеётся) Ладно (вздыхает) тогда")).toEqual(["ладно", "тогда"]);
  });

  test("ends sentences at marks, not at dots inside a thought", () => {
    const { sentences } = splitText("Это... пять тысяч. Дорого? Нет");
    expect(sentences).toEqual([
      { from: 0, to: 3, asked: false },
      { from: 3, to: 4, asked: true },
      { from: 4, to: 5, asked: false },
    ]);
  });

  test("takes a number with its points and spaces as one word", () => {
    expect(forms("в 10:30 за 87 000 и 5%")).toEqual(["в", "10:30", "за", "87 000", "и", "5%"]);
  });

  test("finds nothing in a text without words", () => {
    expect(splitText("… !? —")).toEqual({ words: [], sentences: [] });
  });
});
