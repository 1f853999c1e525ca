import { expect, test } from "vitest";
import { BREACHES } from "../../../src/evaluations/detectors/breaches.ts";
import { readCall } from "../../../src/evaluations/detectors/call-reading.ts";
import type { JudgedUtterance } from "../../../src/evaluations/judge.ts";

/** Keys of the breaches that one turn of a manager shows. */
function breachesIn(text: string, language: "ru" | "en"): string[] {
  const said: JudgedUtterance = { number: 1, speaker: null, role: "manager", text, startMs: null, endMs: null };
  const call = readCall([said], language);
  return call.turns.flatMap((turn) => BREACHES.filter(({ shows }) => shows(turn, call)).map(({ key }) => key));
}

test.each([
  ["Продиктуйте код из СМС от банка.", ["payment_codes"]],
  ["Код придёт вам в СМС, никому его не сообщайте.", []],
  ["Назовите, пожалуйста, код товара.", []],
  ["Мы гарантируем качество монтажа, договор на два года.", []],
])("ru: %s", (text, keys) => {
  expect(breachesIn(text, "ru")).toEqual(keys);
});

test.each([
  ["Read me the three digits on the back of your card.", ["payment_codes"]],
  ["You'll get a code by text, don't share it with anyone.", []],
  ["Could you read me the order code?", []],
  ["Could you read me the discount code from the leaflet?", []],
  ["What's the postcode and the door code?", []],
  ["We guarantee the work for five years.", []],
])("en: %s", (text, keys) => {
  expect(breachesIn(text, "en")).toEqual(keys);
});
