import { describe, expect, test } from "vitest";
import type { JudgedUtterance } from "../../../src/evaluations/judge.ts";
import { scorability } from "../../../src/evaluations/scorability.ts";
import type { Role } from "../../../src/transcripts/transcript.ts";
import { labelledCalls } from "./labelled-calls.ts";

function call(...turns: [Role, string][]): JudgedUtterance[] {
  return turns.map(([role, text], index) => ({
    number: index + 1,
    speaker: role,
    role,
    text,
    startMs: null,
    endMs: null,
  }));
}

describe("what can be scored", () => {
  for (const { id, utterances, language, unscorableReason } of labelledCalls())
    test(`${id} is ${unscorableReason ?? "scorable"}`, () => {
      const found = scorability(utterances, language);
      expect(found?.reason ?? null).toBe(unscorableReason);
      const numbers = utterances.map(({ number }) => number);
      for (const { utterance } of found?.citations ?? []) expect(numbers).toContain(utterance);
    });

  test("a customer who speaks of a message after the tone is no voicemail", () => {
    const turns = call(
      ["manager", "Добрый день, это Олег, окна и двери, вы оставляли заявку."],
      ["customer", "Да, я вам вчера звонил, а там автоответчик: оставьте сообщение после сигнала."],
      ["manager", "Извините за это. Какие окна вам нужны и к какому сроку?"],
      ["customer", "Три окна на дачу, к маю, если цена нормальная."],
    );
    expect(scorability(turns, "ru")).toBeNull();
  });

  test("a menu before a live conversation does not matter", () => {
    const turns = call(
      ["other", "Ваш звонок очень важен для нас. Оставайтесь на линии. Нажмите один."],
      ["manager", "Компания «Лад», Ирина, здравствуйте, слушаю вас."],
      ["customer", "Здравствуйте, сколько стоит у вас доставка мебели по городу?"],
      ["manager", "Полторы тысячи, подъём на этаж ещё пятьсот рублей. Когда вам привезти?"],
      ["customer", "Давайте завтра вечером."],
    );
    expect(scorability(turns, "ru")).toBeNull();
  });

  test("of a call in another language only silence and length are seen", () => {
    const turns = call(
      ["manager", "Bonjour, Vélobureau, Camille à l'appareil, je vous écoute."],
      ["customer", "Bonjour, je voudrais un vélo pour mes trajets, combien cela coûte par mois ?"],
      ["manager", "Alors, cela dépend du modèle, à partir de quarante euros par mois, assurance comprise."],
    );
    expect(scorability(turns, "fr")).toBeNull();
    expect(scorability(turns.slice(0, 1).concat(turns.slice(2)), "fr")?.reason).toBe("one_side_silent");
  });
});
