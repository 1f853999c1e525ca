import { describe, expect, it } from "vitest";
import { evaluateTranscript } from "../../src/evaluations/evaluate-transcript.ts";
import { loadScorecards } from "../../src/evaluations/load-scorecards.ts";
import { readTranscript } from "../../src/evaluations/read-transcript.ts";
import { createRulesJudge } from "../../src/evaluations/rules-judge.ts";
import { parseDialogue } from "../../src/transcripts/text/parse-dialogue.ts";

const CHARACTERS = 200_000;
/** Reading once takes a tenth of this on a slow machine; reading every part again takes minutes. */
const GENEROUS_MS = 8_000;

/** Repeated inside one utterance. */
const REPEATED: Record<string, string> = {
  "one long word": "а",
  "letters of two scripts": "аa",
  "accents on nothing": "\u0301",
  "spaced letters": "а ",
  "full stops": ".",
  "commas apart": ", ",
  "packed bytes": "QUJDREVG",
  hexadecimal: "41 ",
  "open brackets": "(",
  prices: "500 ",
  words: "надо ",
};

const CALL = [
  "Менеджер: Добрый день, компания «Аква», меня зовут Ольга, чем могу помочь?",
  "Клиент: Здравствуйте, сколько стоит фильтр для воды под мойку?",
  "Менеджер: От пяти тысяч рублей. А какая у вас вода и сколько человек в семье?",
  "Клиент: Вода жёсткая, из колодца, нас четверо. Дороговато, если честно.",
  "Менеджер: Понимаю вас. Зато картриджа хватит на год. Оформим доставку на завтра, на десять утра?",
  "Клиент: Хорошо, давайте на завтра.",
].join("\n");

const [manager] = await loadScorecards(new URL("no-such-folder", import.meta.url).pathname);

describe("200,000 hostile characters in one utterance are judged once", () => {
  for (const [kind, piece] of Object.entries(REPEATED))
    it(kind, { timeout: GENEROUS_MS }, async () => {
      const hostile = piece.repeat(CHARACTERS / piece.length);
      const text = `${CALL}\nКлиент: ${hostile}\n${CALL}`;
      if (!manager) throw new Error("No scorecard.");
      const { evaluation } = await evaluateTranscript(
        { judge: createRulesJudge() },
        {
          subject: "hostile",
          read: readTranscript(parseDialogue(text), null),
          scorecard: manager,
          reportLanguage: "ru",
          signal: new AbortController().signal,
        },
      );
      expect(evaluation.verdicts).not.toHaveLength(0);
    });
});
