import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { detectLanguage } from "../../src/transcripts/detect-language.ts";
import { parseDialogue } from "../../src/transcripts/text/parse-dialogue.ts";

function languageOf(text: string, hint: string | null = null): string | null {
  return detectLanguage(parseDialogue(text), hint).language;
}

const SPOKEN: Record<string, string> = {
  ru: "Добрый день, удобно говорить?\nДа, слушаю вас.",
  en: "Hi, is now a good time to talk?\nYes, go ahead.",
  fr: "Bonjour, vous avez deux minutes ?\nOui, je vous écoute.",
  de: "Guten Tag, haben Sie kurz Zeit?\nJa, worum geht es denn?",
  es: "Buenos días, ¿tiene un momento?\nSí, dígame.",
  uk: "Доброго дня, вам зручно розмовляти?\nТак, слухаю вас. Скільки це коштує?",
  tt: "Исәнмесез, сөйләшергә уңайлымы?\nӘйе, тыңлыйм сезне.",
  kk: "Сәлеметсіз бе, сізге сөйлесу ыңғайлы ма?\nИә, тыңдап тұрмын.",
  be: "Добры дзень, вам зручна размаўляць?\nТак, слухаю вас уважліва.",
  ba: "Һаумыһығыҙ, һеҙгә һөйләшергә уңайлымы?\nЭйе, тыңлайым.",
  ky: "Саламатсызбы, сизге сүйлөшүү ыңгайлуубу?\nООба, угуп жатам.",
  it: "Buongiorno, ha due minuti?\nSì, mi dica, quanto costa al mese?",
};

describe("the spoken language is told from a few words", () => {
  for (const [language, text] of Object.entries(SPOKEN)) it(language, () => expect(languageOf(text)).toBe(language));
});

it("every labelled dialogue is in the language its rater named", () => {
  for (const folder of ["", "own/tune/"]) {
    const read = (file: string) => readFileSync(new URL(`../fixtures/${folder}${file}`, import.meta.url), "utf8");
    const { dialogs } = JSON.parse(read("labels.json")) as {
      dialogs: Record<string, { file: string; language: string }>;
    };
    for (const [id, { file, language }] of Object.entries(dialogs)) expect(languageOf(read(file)), id).toBe(language);
  }
});

it("Russian full of English terms is Russian", () => {
  expect(
    languageOf("У нас part-time поток, SQL, Python и Tableau.\nА job offer гарантируете? Senior full-time remote?"),
  ).toBe("ru");
});

it.each([
  ["es", "Hola, llamo para hablar sobre the new plan, you know.\nSí, dígame, but no tengo tiempo, what es el precio?"],
  ["de", "Guten Tag, hier ist das Team of the Year.\nWas kostet das denn mit the full package and this offer?"],
])("%s with English words in it is not English", (language, text) => {
  expect(languageOf(text)).toBe(language);
});

it("the hint decides where the text does not, and never against it", () => {
  expect(languageOf("Алло", "kk-KZ")).toBe("kk");
  expect(languageOf("Алло")).toBeNull();
  expect(languageOf(SPOKEN.ru ?? "", "en")).toBe("ru");
  expect(detectLanguage(parseDialogue("12 34 56"), null)).toEqual({ language: null, confidence: 0 });
});
