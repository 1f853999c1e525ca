import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitText } from "../../../src/evaluations/lexicon/words.ts";
import { wordsOf } from "../../../src/transcripts/text-words.ts";

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

  test("finds the same whether its words were looked up before or not", () => {
    const part = fc.constantFrom(
      ..."а я где то по моему don't I’ll 10:30 87 000 9.6 5% 10-й e-mail т.е. 𝒜 é й \u0301 ( ) - ' … ? \n".split(" "),
    );
    const text = fc.array(fc.oneof(part, fc.constant(" "), fc.string({ unit: "binary", maxLength: 3 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const text = parts.join("");
        expect(splitText(text, wordsOf({ text }))).toEqual(splitText(text));
      }),
    );
  });

  test("finds nothing in a text without words", () => {
    expect(splitText("… !? —")).toEqual({ words: [], sentences: [] });
  });
});
