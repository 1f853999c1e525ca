import { describe, expect, test } from "vitest";
import { knownWord, WordFacts } from "../../src/transcripts/known-words.ts";

const word = (text: string) => knownWord(text, 0, text.length);

describe("known words", () => {
  test("a spelling is one object wherever it stands", () => {
    const text = "да, кто-то да";
    expect(knownWord(text, 0, 2)).toBe(knownWord(text, 11, 13));
    expect(knownWord(text, 4, 10).text).toBe("кто-то");
    expect(word("Да")).not.toBe(word("да"));
  });

  test("more words than are remembered never get each other's facts", () => {
    const lengths = new WordFacts((text) => text.length);
    const reversed = new WordFacts((text) => [...text].reverse().join(""));
    const words = Array.from({ length: 80_000 }, (_, index) => `слово${index}`);
    const mistaken = [...words, ...words.slice(0, 1_000)].filter(
      (text) => lengths.of(word(text)) !== text.length || reversed.of(word(text)) !== [...text].reverse().join(""),
    );
    expect(mistaken).toEqual([]);
  });

  test("a fact is found out once for a remembered word, and each time for one too long to remember", () => {
    let asked = 0;
    const facts = new WordFacts(() => (asked += 1));
    for (let time = 0; time < 3; time += 1) facts.of(word("однажды"));
    expect(asked).toBe(1);
    for (let time = 0; time < 3; time += 1) facts.of(word("я".repeat(41)));
    expect(asked).toBe(4);
  });
});
