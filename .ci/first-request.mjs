// One request of each kind to a server that was just started: node first-request.mjs http://127.0.0.1:PORT
import assert from "node:assert/strict";

const [, , address] = process.argv;
const DIALOGUE = [
  "Менеджер: Добрый день! Компания «Пример», меня зовут Анна. Подскажите, удобно говорить?",
  "Клиент: Здравствуйте, да. Сколько стоит доставка воды в офис?",
  "Менеджер: Скажите, сколько вас человек и как часто заканчивается вода?",
  "Клиент: Нас двадцать, на неделю хватает пяти бутылей. Но у вас дорого.",
  "Менеджер: Понимаю. От десяти бутылей цена ниже, и доставка бесплатная. Давайте отправлю расчёт сегодня до пяти?",
  "Клиент: Хорошо, присылайте.",
  "Менеджер: Договорились, завтра в десять позвоню. Хорошего дня!",
].join("\n");

const ask = (path, init) => fetch(new URL(path, address), { signal: AbortSignal.timeout(30_000), ...init });

const answer = await ask("/analyze_call", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ dialog_text: DIALOGUE, content_mode: "Manager+" }),
});
const audit = await answer.json();
assert.equal(answer.status, 200, JSON.stringify(audit));
assert.equal(audit.status, "scored", JSON.stringify(audit));
assert.ok(audit.total_score >= 0 && audit.total_score <= 100);
assert.ok(Object.keys(audit.criteria).length > 0 && audit.summary.length > 0 && audit.recommendations.length > 0);
assert.deepEqual(audit.raw_model_output, []);

const form = await ask("/", { headers: { accept: "text/html" } });
assert.equal(form.status, 200);
assert.match(await form.text(), /<form[^>]*action="\/web\/analyze"/);

const page = await ask(audit.links.page, { headers: { accept: "text/html" } });
assert.equal(page.status, 200);

const description = await (await ask("/openapi.json")).json();
assert.match(description.openapi, /^3\.1\./);
assert.ok(description.paths["/analyze_call"].post);
assert.equal((await ask("/docs")).status, 200);
assert.equal((await ask("/readyz")).status, 200);

console.log(`POST /analyze_call: 200, ${audit.status}, ${audit.total_score} %; form, page, /openapi.json and /docs answer`);
