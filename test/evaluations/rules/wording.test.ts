import { describe, expect, test } from "vitest";
import { WORD_BASE } from "../../../src/evaluations/detectors/word-points.ts";
import { leaningOf } from "../../../src/evaluations/detectors/wording.ts";
import { lexiconOf } from "../../../src/evaluations/lexicon/lexicons.ts";
import type { RulesLanguage } from "../../../src/evaluations/lexicon/stems.ts";
import { splitText } from "../../../src/evaluations/lexicon/words.ts";

function leaning(text: string, language: RulesLanguage = "ru"): number {
  return leaningOf(splitText(text), lexiconOf(language, "customer"));
}

describe("which way a customer's words lean", () => {
  test("thanks lean another way than what is not clear", () => {
    expect(leaning("Спасибо, честно сказали.")).toBeGreaterThan(leaning("Ну а чего, не понял я вас."));
    expect(leaning("Thank you, that would be good.", "en")).toBeGreaterThan(leaning("No. What? I said no.", "en"));
  });

  test("words without points lean as much as none at all", () => {
    expect(leaning("Абракадабра фывапролд")).toBe(WORD_BASE);
  });

  test("what is said twice counts once", () => {
    expect(leaning("Спасибо. Спасибо.")).toBe(leaning("Спасибо."));
  });

  test("one figure tells as much as another", () => {
    expect(leaning("За 4800 в месяц?")).toBe(leaning("За семьсот в месяц?"));
  });
});
