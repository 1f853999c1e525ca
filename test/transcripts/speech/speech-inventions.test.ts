import { describe, expect, it } from "vitest";
import { withoutInventions } from "../../../src/transcripts/speech/speech-inventions.ts";

const heard = (text: string, { durationMs = 8_000, vocabulary = [] as string[] } = {}) =>
  withoutInventions(text, { durationMs, vocabulary });
const left = (text: string, more = {}) => heard(text, more).text;
const reasons = (text: string, more = {}) => heard(text, more).inventions.map(({ reason }) => reason);

describe("what an engine says over silence goes, and is told", () => {
  it.each([
    ["Субтитры сделал Кто-то", "credits"],
    ["Субтитры создавал НЕКТО", "credits"],
    ["Редактор субтитров А.Иванова Корректор Б.Петров", "credits"],
    ["Редактор субтитров А. Иванова, корректор Б. Петров.", "credits"],
    ["Субтитры и перевод нашей команды", "credits"],
    ["Subtitles by the Amara.org community", "credits"],
    ["Sous-titres réalisés par la communauté d'Amara.org", "credits"],
    ["Продолжение следует...", "outro"],
    ["ПРОДОЛЖЕНИЕ СЛЕДУЕТ", "outro"],
    ["Спасибо за просмотр!", "outro"],
    ["Благодарю за просмотр. Подписывайтесь на наш канал и ставьте лайки!", "outro"],
    ["Thanks for watching!", "outro"],
    ["Thank you for watching. Please subscribe to my channel.", "outro"],
    ["Don't forget to like and subscribe!", "outro"],
    ["[Музыка]", "sound"],
    ["♪ ♪ ♪", "sound"],
    ["(applause)", "sound"],
    ["Спокойная музыка", "sound"],
    ["...", "sound"],
  ])("%s", (text, reason) => {
    expect(heard(text)).toMatchObject({ text: "", inventions: [{ reason }] });
  });
});

describe("what people say in calls stays as it is", () => {
  it.each([
    "Спасибо за внимание.",
    "Спасибо за внимание, жду вашего решения до пятницы.",
    "Спасибо за просмотр нашего предложения, какие остались вопросы?",
    "Продолжение следует из второго пункта договора.",
    "Вам подготовить субтитры к ролику?",
    "Субтитры мы делаем отдельно, это плюс три тысячи.",
    "Подпишитесь на нашу рассылку, там все акции.",
    "Thanks for watching the demo, what did you think of it?",
    "Please subscribe to the annual plan before Friday.",
    "The recording was transcribed by our own team, so it is accurate.",
    "Музыка у вас играет громко.",
    "Да, да, да, да, да.",
    "Алло! Алло! Алло! Алло! Вы меня слышите?",
    "Восемь, восемь, восемь, ноль, ноль.",
    "Нет, нет, нет, мне это не нужно, нет.",
    "Угу.",
  ])("%s", (text) => {
    expect(heard(text)).toEqual({ text, inventions: [] });
  });
});

describe("credits", () => {
  it("after real words go alone", () => {
    expect(left("Хорошо, жду звонка. Субтитры сделал Кто-то")).toBe("Хорошо, жду звонка.");
    expect(reasons("Хорошо, жду звонка. Редактор субтитров А.Иванова Корректор Б.Петров")).toEqual(["credits"]);
  });
});

describe("a loop", () => {
  it("of one word or phrase goes as a whole where nothing else is said", () => {
    expect(heard("да ".repeat(40))).toMatchObject({ text: "", inventions: [{ reason: "loop" }] });
    expect(left("Я не знаю, что делать. ".repeat(6), { durationMs: 60_000 })).toBe("");
    expect(left("Hello, hello. ".repeat(10), { durationMs: 60_000 })).toBe("");
  });

  it("at the end or the beginning of real words leaves them, with the phrase once", () => {
    const looped = `Пришлите счёт на почту. ${"Спасибо. ".repeat(30)}`;
    expect(left(looped, { durationMs: 60_000 })).toBe("Пришлите счёт на почту. Спасибо.");
    expect(left(`${"ну ".repeat(20)}хорошо, договорились`, { durationMs: 60_000 })).toBe("ну хорошо, договорились");
    expect(reasons(looped, { durationMs: 60_000 })).toEqual(["loop"]);
  });

  it("of thousands of words is found like a short one", () => {
    expect(left("раз два три ".repeat(5_000), { durationMs: 1e9 })).toBe("");
  });
});

describe("more than anybody can say", () => {
  it("in the time is made up, and the quickest speech is not", () => {
    const quick = "Значит, смотрите, доставка бесплатная от пяти тысяч, самовывоз тоже бесплатный, оплата картой.";
    expect(reasons(quick, { durationMs: 1_000 })).toEqual(["too_much"]);
    expect(left(quick, { durationMs: 4_000 })).toBe(quick);
    expect(left("Да.", { durationMs: 100 })).toBe("Да.");
  });
});

describe("the words that an engine was told to know", () => {
  const vocabulary = ["Астра", "Полёт и Ко", "натяжные потолки", "Марина"];

  it("come back as a list over silence, and go", () => {
    expect(reasons("Астра, Полет и Ко, натяжные потолки, Марина.", { vocabulary })).toEqual(["prompt_echo"]);
    expect(reasons("Полёт и Ко, натяжные потолки, Марина", { vocabulary })).toEqual(["prompt_echo"]);
    expect(reasons("Астра, Волна", { vocabulary: ["Астра", "Волна"] })).toEqual(["prompt_echo"]);
  });

  it("stay where somebody says them", () => {
    for (const said of ["Астра.", "Астра, Полёт и Ко", "Натяжные потолки, Марина", "Это Астра, Марина, добрый день."])
      expect(heard(said, { vocabulary })).toEqual({ text: said, inventions: [] });
  });
});
