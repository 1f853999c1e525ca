import { describe, expect, test } from "vitest";
import { lexiconOf } from "../../../src/evaluations/lexicon/lexicons.ts";
import { compileLexicon } from "../../../src/evaluations/lexicon/phrases.ts";
import { splitText } from "../../../src/evaluations/lexicon/words.ts";

const NEGATIONS = "=не|=никто";

function finds(line: string, text: string): boolean {
  return compileLexicon([{ concept: line }], { day: "понедельник* =среду" }, NEGATIONS)
    .match(splitText(text))
    .has("concept");
}

describe("a phrase of the lexicon", () => {
  test("matches a word by its stem and a marked form exactly", () => {
    expect(finds("скидка", "про скидки")).toBe(true);
    expect(finds("=скидка", "про скидки")).toBe(false);
  });

  test("matches beginnings, endings and alternatives", () => {
    expect(finds("сомнева*", "сомневаюсь")).toBe(true);
    expect(finds("=не *шу", "не напишу")).toBe(true);
    expect(finds("=дорого|=дорога", "дорога")).toBe(true);
    expect(finds("<day>", "в понедельника")).toBe(true);
    expect(finds("# =тысяч", "сорок тысяч")).toBe(true);
    expect(finds("# =тысяч", "много тысяч")).toBe(false);
  });

  test("spans a gap of its size and no more", () => {
    expect(finds("=цена ~ =высокая", "цена у вас высокая")).toBe(true);
    expect(finds("=цена ~ =высокая", "цена у вас очень высокая")).toBe(false);
    expect(finds("=цена ~~ =высокая", "цена у вас очень высокая")).toBe(true);
  });

  test("does not cross the end of a sentence", () => {
    expect(finds("=цена ~~ =высокая", "Это цена. Высокая трава.")).toBe(false);
  });

  test("is anchored to the start and the end of a sentence", () => {
    expect(finds("^ =что $", "Что?")).toBe(true);
    expect(finds("^ =что $", "А что?")).toBe(false);
    expect(finds("^ =что $", "Что такое?")).toBe(false);
  });

  test("knows a negation close before it, within its clause", () => {
    const lexicon = compileLexicon([{ concept: "гарантиру*" }], {}, NEGATIONS);
    const negated = (text: string) => lexicon.match(splitText(text)).get("concept")?.[0]?.negated;
    expect(negated("мы не гарантируем")).toBe(true);
    expect(negated("никто вам гарантирует")).toBe(true);
    expect(negated("не знаю, гарантируем")).toBe(false);
    expect(negated("гарантируем")).toBe(false);
  });

  test("names an unknown word class", () => {
    expect(() => finds("<month>", "май")).toThrow("No word class <month>");
  });
});

test.each([
  ["Когда последний раз настраивали?", false],
  ["В последний раз вы брали у нас весной.", false],
  ["Последний раз предлагаю, потом будет дороже.", true],
  ["Это последнее предупреждение.", true],
])("«%s» presses: %s", (text, presses) => {
  expect(lexiconOf("ru", "manager").match(splitText(text)).has("pressure")).toBe(presses);
});

test.each([
  ["Не разговаривайте со мной так.", true],
  ["Вы мне хамите.", true],
  ["Она с ним не разговаривает.", false],
  ["Ребёнок ночью не кричит.", false],
])("«%s» complains of the manager's tone: %s", (text, complains) => {
  expect(lexiconOf("ru", "customer").match(splitText(text)).has("tone_complaint")).toBe(complains);
});
