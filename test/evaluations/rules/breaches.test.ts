import { expect, test } from "vitest";
import { BREACHES } from "../../../src/evaluations/detectors/breaches.ts";
import { readCall } from "../../../src/evaluations/detectors/call-reading.ts";
import type { JudgedUtterance } from "../../../src/evaluations/judge.ts";

/** Keys of the breaches that the manager's turns show; lines with a dash are the customer's. */
function breachesIn(text: string, language: "ru" | "en"): string[] {
  const said = text.split("\n").map(
    (line, at): JudgedUtterance => ({
      ...{ number: at + 1, speaker: null, startMs: null, endMs: null },
      ...{ role: line.startsWith("- ") ? "customer" : "manager", text: line.replace(/^- /, "") },
    }),
  );
  const call = readCall(said, language);
  const own = call.turns.filter(({ role }) => role === "manager");
  return own.flatMap((turn) => BREACHES.filter(({ shows }) => shows(turn, call)).map(({ key }) => key));
}

test.each([
  ["Продиктуйте код из СМС от банка.", ["payment_codes"]],
  ["Код придёт вам в СМС, никому его не сообщайте.", []],
  ["Назовите, пожалуйста, код товара.", []],
  ["Пришлите фото карты раскроя.", []],
  ["Мы гарантируем качество монтажа, договор на два года.", []],
  ["Подключаю вам пакет, уже оформил.\n- Нет, я не просила!\nУже оформил, потом отмените.", ["sale_without_consent"]],
  ["Записываю вас на вторник.\n- Нет, во вторник не могу.\nТогда записываю на среду?\n- Да.", []],
  ["- Нет, не завтра, лучше в четверг.\nЗаписал вас на четверг.\n- Нет-нет, всё верно, спасибо.", []],
  ["Карточку сфоткайте мне с лица и с оборота.", ["payment_codes"]],
  ["- Не надо.\nЯ вам пробный просто включаю.\n- Какое включаю, я не просил!", ["sale_without_consent"]],
  ["Назовите последние четыре цифры карты, я проверю оплату.", []],
  ["Банк одобрит в любом случае, у меня там свои люди.", ["guaranteed_result"]],
  ["Обещаю, что перезвоню вам завтра до обеда.", []],
  ["Я ваш номер запомнил.\n- Вы мне угрожаете?", ["threat_or_pressure"]],
  ["Персональные данные других клиентов я назвать не могу.", []],
  ["- Без рассрочки, спасибо.\nТогда оформляю на вас договор без рассрочки.\n- Нет, погодите.", []],
  ["У нас все кандидаты проходят проверку.", []],
  ["- И что теперь?\nНичего. Такие заказы себе дороже, потом по судам бегай.", []],
])("ru: %s", (text, keys) => {
  expect(breachesIn(text, "ru")).toEqual(keys);
});

test.each([
  ["Read me the three digits on the back of your card.", ["payment_codes"]],
  ["You'll get a code by text, don't share it with anyone.", []],
  ["Could you read me the order code?", []],
  ["Could you read me the discount code from the leaflet?", []],
  ["What's the postcode and the door code?", []],
  ["Read me the long number on the front of the unit.", []],
  ["We guarantee the work for five years.", []],
  ["We guarantee your money back if it doesn't fit.", []],
  ["- No, not tomorrow.\nI've booked you in for Thursday.\n- No no, that's perfect.", []],
  ["You'll see fourteen percent year on year, you can take that to the bank.", ["guaranteed_result"]],
  ["I need the last four digits of the card so I can find the payment.", []],
  ["She'll pass, they all do with us.", ["guaranteed_result"]],
  ["If you don't sign today I'll have to tell your landlord about the damp.", ["threat_or_pressure"]],
  ["- No cover, please.\nI've added the cover anyway.\n- Take it off.", ["sale_without_consent"]],
  ["- No finance, thanks.\nI'll sign you up without finance.\n- No, wait.", []],
])("en: %s", (text, keys) => {
  expect(breachesIn(text, "en")).toEqual(keys);
});
