import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { assignRoles } from "../../../src/transcripts/roles/speaker-roles.ts";
import { parseDialogue } from "../../../src/transcripts/text/parse-dialogue.ts";
import { ROLE_CONFIDENCE_MIN, type Transcript } from "../../../src/transcripts/transcript.ts";

interface Labelled {
  id: string;
  letters: string;
  scorable: boolean;
  language: string;
  transcript: Transcript;
}

function labelled(folder: string): Labelled[] {
  const read = (file: string) => readFileSync(new URL(`../../fixtures/${folder}${file}`, import.meta.url), "utf8");
  const { dialogs } = JSON.parse(read("labels.json")) as {
    dialogs: Record<string, { file: string; turn_roles: string; scorable: boolean; language: string }>;
  };
  return Object.entries(dialogs).map(([id, { file, turn_roles, scorable, language }]) => ({
    id,
    letters: turn_roles,
    scorable,
    language,
    transcript: parseDialogue(read(file)),
  }));
}

const DIALOGUES = [...labelled(""), ...labelled("own/tune/")];
const LETTERS: Record<string, string> = { manager: "M", customer: "C", other: "S", unknown: "?" };

function letters(transcript: Transcript): string {
  return assignRoles(transcript)
    .roles.map((role) => LETTERS[role])
    .join("");
}

function share(found: string, wanted: string): number {
  const right = [...wanted.replaceAll("X", "S")].filter((letter, at) => letter === found[at]).length;
  return right / wanted.length;
}

/** The same words under other labels. */
function relabelled({ transcript, letters }: Labelled, labelOf: (letter: string) => string | null): Transcript {
  const utterances = transcript.utterances.map((utterance, at) => ({
    ...utterance,
    speaker: labelOf(letters[at] ?? ""),
  }));
  return { ...transcript, utterances };
}

describe("every labelled dialogue, as it is written, is told apart rightly and surely", () => {
  for (const dialogue of DIALOGUES)
    it(dialogue.id, () => {
      expect(letters(dialogue.transcript)).toBe(dialogue.letters.replaceAll("X", "S"));
      if (dialogue.scorable)
        expect(assignRoles(dialogue.transcript).confidence).toBeGreaterThanOrEqual(ROLE_CONFIDENCE_MIN);
    });
});

describe("where labels say nothing the words tell", () => {
  it("numbered speakers: every sales call right", () => {
    for (const dialogue of DIALOGUES.filter(({ scorable }) => scorable)) {
      const numbered = relabelled(dialogue, (letter) => `Speaker ${letter === "M" ? 2 : letter === "C" ? 1 : 3}`);
      expect(share(letters(numbered), dialogue.letters), dialogue.id).toBe(1);
      expect(assignRoles(numbered).madeBy).toBe("content");
    }
  });

  it("no labels at all: at least 97 of 100 utterances of sales calls right", () => {
    const bare = DIALOGUES.filter(({ scorable, language }) => scorable && /^(ru|en)$/.test(language)).map(
      (dialogue) => ({
        found: letters(relabelled(dialogue, () => null)),
        wanted: dialogue.letters,
      }),
    );
    const wanted = bare.map((one) => one.wanted).join("");
    expect(share(bare.map(({ found }) => found).join(""), wanted)).toBeGreaterThanOrEqual(0.97);
  });

  it("two lines of one speaker running do not turn the rest around", () => {
    const coffee = DIALOGUES.find(({ letters }) => letters.includes("MCCM"));
    expect(coffee && share(letters(coffee.transcript), coffee.letters)).toBe(1);
  });

  it.each([
    `Артём: Да, грузовые двери, слушаю.
Вера Львовна: Добрый день, завод «Кристалл». Нам нужны трое ворот в новый цех.
Артём: Ага. Проём какой?
Вера Львовна: Четыре на четыре. Сколько это будет стоить и когда поставите?
Артём: Тысяч двести за штуку, недели через три.`,
    `Dev: Desks, hello.
Priya: Good morning, this is Priya Nair from Harbour Legal. We need forty desks moved over one weekend.
Dev: Right. Which floor?
Priya: The fourth, there is a goods lift. How much would that be?
Dev: About two thousand.`,
  ])("a customer who names a firm of their own stays one (%#)", (text) => {
    expect(letters(parseDialogue(text))).toBe("MCMCM");
  });
});

describe("labels", () => {
  const call = (manager: string, customer: string) =>
    parseDialogue(
      [
        `${manager}: Добрый день, меня зовут Инга, компания «Полёт». Чем могу помочь?`,
        `${customer}: Здравствуйте. Сколько стоит ремонт? Мне нужно до пятницы.`,
        `${manager}: Могу предложить два варианта. Когда вам удобно?`,
        `${customer}: Дорого. Я подумаю, посоветуюсь с женой.`,
        `${manager}: Хорошо, я вам перезвоню в четверг.`,
        `${customer}: Ладно.`,
      ].join("\n"),
    );

  const PAIRS: [string, string][] = [
    ["Менеджер по продажам", "Покупатель"],
    ["Продавец-консультант Мария", "Клиент №1"],
    ["Sales Rep", "Prospect"],
    ["Customer service agent", "Customer"],
    ["Verkäuferin", "Kunde"],
    ["Conseillère", "Cliente"],
    ["Asesor", "Cliente"],
    ["Консультант", "Клієнт"],
    ["М", "К"],
    ["A (agent)", "C (caller)"],
    ["客服", "客户"],
  ];
  for (const [manager, customer] of PAIRS)
    it(`${manager} and ${customer} name the sides`, () => {
      expect(letters(call(manager, customer))).toBe("MCMCMC");
      expect(assignRoles(call(manager, customer))).toMatchObject({ madeBy: "label" });
    });

  it("one role word tells who the named one is", () => {
    expect(letters(call("Инга", "Клиент"))).toBe("MCMCMC");
    expect(letters(call("Оператор Инга", "Пётр"))).toBe("MCMCMC");
  });

  it("labels the words contradict are in doubt", () => {
    const swapped = assignRoles(call("Клиент", "Менеджер"));
    expect(swapped.confidence).toBeLessThan(ROLE_CONFIDENCE_MIN);
    expect(assignRoles(call("Менеджер", "Клиент")).confidence).toBeGreaterThan(0.9);
  });

  it("one word for both sides tells nothing, so the words decide", () => {
    const both = call("Абонент А", "Абонент Б");
    expect(letters(both)).toBe("MCMCMC");
    expect(assignRoles(both).madeBy).toBe("content");
  });

  it("machines and third persons are neither side", () => {
    const text = "IVR: Нажмите один.\nМенеджер: Алло\nКлиент: Да\nМуж: Кто там?\nКлиент: Никто";
    expect(letters(parseDialogue(text))).toBe("SMCSC");
  });

  it("a speaker who sounds like a machine is one, whatever the label", () => {
    const text =
      "Speaker 1: Здравствуйте! Для заказа нажмите один.\nSpeaker 1: Ваш звонок очень важен, вы третий в очереди.\nSpeaker 2: Компания «Полёт», Инга, чем могу помочь?\nSpeaker 3: Сколько стоит доставка? Мне нужно завтра.";
    expect(letters(parseDialogue(text))).toBe("SSMC");
  });
});

it("words that tell nothing give unknown roles and no confidence", () => {
  const { roles, confidence } = assignRoles(
    parseDialogue("Speaker 1: Один\nSpeaker 2: Два\nSpeaker 1: Три\nSpeaker 2: Пять"),
  );
  expect(roles).toEqual(["unknown", "unknown", "unknown", "unknown"]);
  expect(confidence).toBeLessThan(ROLE_CONFIDENCE_MIN);
});

it("a single utterance tells nothing", () => {
  expect(assignRoles(parseDialogue("Добрый день, меня зовут Инга"))).toMatchObject({
    roles: ["unknown"],
    confidence: 0,
  });
});
