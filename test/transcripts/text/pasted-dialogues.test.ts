import { describe, expect, it } from "vitest";
import { assignRoles } from "../../../src/transcripts/roles/speaker-roles.ts";
import { parseDialogue } from "../../../src/transcripts/text/parse-dialogue.ts";

function turns(text: string): [string | null, string][] {
  return parseDialogue(text).utterances.map(({ speaker, text }) => [speaker, text]);
}

function starts(text: string): (number | null)[] {
  return parseDialogue(text).utterances.map(({ startMs }) => startMs);
}

const CALL: [string, string][] = [
  ["Менеджер", "Добрый день, вам удобно?"],
  ["Клиент", "Да, сколько стоит?"],
  ["Менеджер", "От пяти тысяч; сколько окон?"],
];

describe("tables that other programs save", () => {
  const TABLES: Record<string, string> = {
    "semicolons and a head":
      'id;time;speaker;text\n1;00:00:02;Менеджер;Добрый день, вам удобно?\n2;00:00:07;Клиент;Да, сколько стоит?\n3;00:00:09;Менеджер;"От пяти тысяч; сколько окон?"',
    "commas and quotes":
      '"Время","Кто","Реплика"\n"00:02","Менеджер","Добрый день, вам удобно?"\n"00:07","Клиент","Да, сколько стоит?"\n"00:09","Менеджер","От пяти тысяч; сколько окон?"',
    "commas that nobody quoted":
      "time,role,text\n00:02,Менеджер,Добрый день, вам удобно?\n00:07,Клиент,Да, сколько стоит?\n00:09,Менеджер,От пяти тысяч; сколько окон?",
    "tabs and times in seconds":
      "speaker\tstart\tend\ttext\nМенеджер\t2.0\t3.2\tДобрый день, вам удобно?\nКлиент\t7\t8\tДа, сколько стоит?\nМенеджер\t9.0\t12\tОт пяти тысяч; сколько окон?",
    "no head":
      '00:00:02;Менеджер;Добрый день, вам удобно?\n00:00:07;Клиент;Да, сколько стоит?\n00:00:09;Менеджер;"От пяти тысяч; сколько окон?"',
    "times of day":
      '12.05.2024 10:31:02,Менеджер,"Добрый день, вам удобно?"\n12.05.2024 10:31:07,Клиент,"Да, сколько стоит?"\n12.05.2024 10:31:09,Менеджер,"От пяти тысяч; сколько окон?"',
  };
  for (const [kind, text] of Object.entries(TABLES))
    it(kind, () => {
      expect(turns(text)).toEqual(CALL);
      const [first = 0, ...others] = starts(text);
      expect(others.map((start) => (start ?? 0) - (first ?? 0))).toEqual([5000, 7000]);
    });

  it("doubled quotes and lines inside a cell", () => {
    expect(turns('role,text\nМенеджер,"План ""Про"",\nберём?"\nКлиент,Нет')).toEqual([
      ["Менеджер", 'План "Про", берём?'],
      ["Клиент", "Нет"],
    ]);
  });

  it("speech with commas and semicolons is no table", () => {
    expect(turns("Текст, время, да\nНу вот; да\nЯсно, спасибо")).toHaveLength(3);
    expect(turns("Оператор, добрый день\nНу вот, слушаю\nЯсно, спасибо")).toHaveLength(3);
  });
});

describe("JSON of other programs", () => {
  const said = CALL.map(([speaker, text]) => ({ speaker, text }));
  const EXPORTS: Record<string, unknown> = {
    pairs: CALL,
    lines: CALL.map((turn) => turn.join(": ")),
    "roles as keys": CALL.map(([speaker, text]) => ({ [speaker]: text })),
    "a request of ours": { dialog_text: CALL.map((turn) => turn.join(": ")).join("\n"), content_mode: "Manager+" },
    "words beside the turns": {
      words: CALL.flatMap(([speaker, text]) => text.split(" ").map((word) => ({ speaker, text: word }))),
      utterances: said,
    },
    "entries that say nothing": { messages: [{ type: "service", action: "phone_call" }, ...said, { id: 7 }] },
    "text in parts": {
      messages: CALL.map(([from, text]) => ({
        from,
        text: [text.slice(0, 5), { type: "bold", text: text.slice(5) }],
      })),
    },
    "alternatives of an engine": {
      results: CALL.map(([speaker, text]) => ({ alternatives: [{ transcript: text }, { transcript: "?" }], speaker })),
    },
  };
  for (const [kind, value] of Object.entries(EXPORTS))
    it(kind, () => expect(turns(JSON.stringify(value))).toEqual(CALL));

  const TIMES: Record<string, [unknown, unknown][]> = {
    seconds: [
      [2, 4.5],
      [5, 6],
    ],
    milliseconds: [
      [2000, 4500],
      [5000, 6000],
    ],
    "as written": [
      ["00:00:02", "00:00:04.5"],
      ["5s", "6s"],
    ],
  };
  for (const [kind, times] of Object.entries(TIMES))
    it(`times: ${kind}`, () => {
      const rows = times.map(([start, end], at) => ({ speaker: at, text: "Сколько стоит?", start, end }));
      expect(parseDialogue(JSON.stringify(rows)).utterances).toMatchObject([
        { startMs: 2000, endMs: 4500 },
        { startMs: 5000, endMs: 6000 },
      ]);
    });

  it("dates count from the first", () => {
    const rows = ["2024-05-12T10:31:05", "2024-05-12T10:31:35"].map((date) => ({
      from: date.slice(-2),
      text: "Да?",
      date,
    }));
    expect(starts(JSON.stringify({ messages: rows }))).toEqual([0, 30_000]);
  });
});

describe("what hides in the escapes of JSON", () => {
  const rows = (text: string) => `[{"speaker":"Менеджер","text":"${text}"},{"speaker":"Клиент","text":"Да?"}]`;

  it("NUL and half characters are refused", () => {
    for (const hidden of ["\\u0000", "\\ud800"])
      for (const text of [rows(`Алло${hidden}`), `{"text":"Алло${hidden}"}`])
        expect(() => parseDialogue(text), text).toThrow(/The dialogue holds/);
  });

  it("invisible characters are removed and counted", () => {
    const transcript = parseDialogue(rows("Ал\\u200bло,\\u00a0да\\u2028я").replace("Клиент", "Кли\\u202eент"));
    expect(transcript.utterances.map(({ speaker, text }) => [speaker, text])).toEqual([
      ["Менеджер", "Алло, да я"],
      ["Клиент", "Да?"],
    ]);
    expect(transcript.removedCharacters).toBe(2);
    expect(parseDialogue('{"text":"Менеджер: Ал\\u200bло\\nКлиент: Да"}').removedCharacters).toBe(1);
  });
});

describe("transcripts of meetings and messengers", () => {
  const SAID: [string, string][] = [
    ["Анна Смирнова", "Добрый день, вам удобно?"],
    ["Игорь К.", "Да, сколько стоит?"],
    ["Анна Смирнова", "От пяти тысяч."],
  ];
  const marked = (turn: (speaker: string, at: number) => string) =>
    SAID.map(([speaker, text], at) => turn(speaker, at) + text).join("\n\n");
  const FORMS: Record<string, string> = {
    "cue names above the times": `WEBVTT\n\n${marked((speaker, at) => `7d1f6d0a-1b2c-4b6a-9df0-5b1f0c/1${at}-0\n00:00:0${at}.000 --> 00:00:0${at}.500\n<v ${speaker}>`)}`,
    "places of cues behind the times": `WEBVTT\n\n${marked((speaker, at) => `00:00:0${at}.000 --> 00:00:0${at}.500 align:start position:0%\n<v ${speaker}>`)}`,
    "a dash before the time": marked((speaker, at) => `${speaker} - 00:0${at}\n`),
    "a colon before the time": marked((speaker, at) => `${speaker}: (00:0${at})\n`),
    "brackets before the time": marked((speaker, at) => `[${speaker}] 10:31:0${at}\n`),
    "what the program adds below": `${marked((speaker, at) => `${speaker}  00:0${at}\n`)}\n\nTranscribed by https://otter.ai`,
    "what the meeting adds below": `${marked((speaker) => `${speaker}: `)}\n\nMeeting ended after 00:06:12 👋\nThis editable transcript was computer generated and might contain errors.`,
    "a card of the call above": `Исходящий звонок\nДата: 12.05.2024 10:31\nМенеджер: Смирнова Анна\nКлиент: Игорь К.\nТелефон: +7 912 345-67-89\nДлительность: 03:12\n\n${marked((speaker) => `${speaker}: `)}`,
  };
  for (const [form, text] of Object.entries(FORMS)) it(form, () => expect(turns(text)).toEqual(SAID));

  it("telephone numbers, addresses and marks in names", () => {
    for (const [one, other] of [
      ["+7 912 345-67-89", "8 (800) 555-35-35"],
      ["@anna_sales", "@igor"],
      ["anna@aqua.example", "igor@mail.example"],
      ["Kate @ SunSolar", "Tom"],
      ["ООО «Аквафор»", "ИП Сидоров"],
      ['ООО "Аквафор"', "Анна + Олег"],
    ])
      expect(turns(`${one}: Алло?\n${other}: Да, слушаю.\n${one}: Удобно?\n${other}: Да`), one).toEqual([
        [one, "Алло?"],
        [other, "Да, слушаю."],
        [one, "Удобно?"],
        [other, "Да"],
      ]);
  });

  it("the date behind the time", () => {
    for (const marks of [
      ["[10:31, 12.05.2024]", "[10:33, 12.05.2024]"],
      ["[10:31 AM, 5/12/2024]", "[10:33 AM, 5/12/2024]"],
    ]) {
      const text = `${marks[0]} Анна: Алло?\n${marks[1]} +7 912 345-67-89: Да, слушаю.`;
      expect(turns(text)).toEqual([
        ["Анна", "Алло?"],
        ["+7 912 345-67-89", "Да, слушаю."],
      ]);
      expect(starts(text)).toEqual([0, 120_000]);
    }
  });

  it("a note below is nobody's words", () => {
    const noted = "Менеджер: Оформим?\nКлиент: Давайте.\n\nКомментарий: клиент доволен";
    expect(turns(noted)[2]).toEqual(["Комментарий", "клиент доволен"]);
    expect(assignRoles(parseDialogue(noted)).roles).toEqual(["manager", "customer", "other"]);
  });
});

describe("turns that are written together", () => {
  const LETTERS: [string, string][] = [
    ["М", "Добрый день, это «Аква»."],
    ["К", "Сколько стоит?"],
    ["М", "От пяти тысяч!"],
    ["К", "Беру."],
  ];
  const inOneLine = (name: (speaker: string) => string) =>
    LETTERS.map(([speaker, text]) => `${name(speaker)}: ${text}`).join(" ");

  it("letters", () => expect(turns(inOneLine((speaker) => speaker))).toEqual(LETTERS));

  it("letters without full stops", () => {
    expect(turns("М: это аква К: сколько стоит М: пять тысяч К: беру").map(([, text]) => text)).toEqual([
      "это аква",
      "сколько стоит",
      "пять тысяч",
      "беру",
    ]);
  });

  it("names and surnames", () => {
    const names: Record<string, string> = { М: "Ольга Петрова", К: "Иван С." };
    const nameOf = (speaker: string) => names[speaker] ?? "";
    expect(turns(inOneLine(nameOf))).toEqual(LETTERS.map(([speaker, text]) => [nameOf(speaker), text]));
  });

  it("dashes", () => {
    const dashed = LETTERS.map(([, text]) => `— ${text}`).join(" ");
    expect(turns(dashed).map(([, text]) => text)).toEqual(LETTERS.map(([, text]) => text));
    expect(turns("Это — пример. — Да")).toHaveLength(1);
  });

  it("dashes inside a cue", () => {
    const cues =
      "1\n00:00:01,000 --> 00:00:03,500\n- Сколько стоит?\n- Пять тысяч.\n\n2\n00:00:04,000 --> 00:00:05,000\n- Беру.";
    expect(turns(cues).map(([, text]) => text)).toEqual(["Сколько стоит?", "Пять тысяч.", "Беру."]);
    expect(starts(cues)).toEqual([1000, null, 4000]);
  });
});

describe("turns that are marked one by one", () => {
  it("lines between dashes go on with the turn before", () => {
    expect(turns("- Мне нужен фильтр.\nПод мойку.\n- Понятно.\n- Жду.").map(([, text]) => text)).toEqual([
      "Мне нужен фильтр. Под мойку.",
      "Понятно.",
      "Жду.",
    ]);
  });

  it("numbers come off where they count the turns", () => {
    expect(turns("1. Алло?\n2. Да, слушаю.\n3. Удобно?")).toEqual([
      [null, "Алло?"],
      [null, "Да, слушаю."],
      [null, "Удобно?"],
    ]);
    expect(
      turns("001 Анна: Алло?\n002 Олег: Да.\n003 Анна: Удобно?\n004 Олег: Да").map(([speaker]) => speaker),
    ).toEqual(["Анна", "Олег", "Анна", "Олег"]);
    expect(turns("Менеджер: Есть три:\n1. синий\n2. белый\n3. серый\nКлиент: Белый")[0]?.[1]).toBe(
      "Есть три: 1. синий 2. белый 3. серый",
    );
    expect(turns("2 окна хочу\n3 створки\n4 ручки")[0]).toEqual([null, "2 окна хочу"]);
  });

  it("a dash after or below the label comes off", () => {
    expect(turns("Менеджер:\n- Алло?\n- Вам удобно?\nКлиент:\n- Да.")).toEqual([
      ["Менеджер", "Алло? - Вам удобно?"],
      ["Клиент", "Да."],
    ]);
    expect(turns("М: — Алло?\nК: — Да — слушаю.")).toEqual([
      ["М", "Алло?"],
      ["К", "Да — слушаю."],
    ]);
  });

  it("letters with full stops are letters", () => {
    expect(assignRoles(parseDialogue("М.: Алло?\nК.: Да.\nМ.: Удобно?\nК.: Нет")).madeBy).toBe("label");
  });
});

describe("the order of a call", () => {
  const TURNS: [string, string][] = [
    ["00:02", "Менеджер: Добрый день!"],
    ["00:05", "Клиент: Сколько стоит?"],
    ["00:09", "Менеджер: Пять тысяч."],
    ["00:12", "Клиент: Беру."],
  ];
  const read = (order: number[]) => turns(order.map((at) => `[${TURNS[at]?.[0]}] ${TURNS[at]?.[1]}`).join("\n"));
  const inOrder = read([0, 1, 2, 3]);

  it("newest first", () => expect(read([3, 2, 1, 0])).toEqual(inOrder));
  it("one side after the other", () => expect(read([0, 2, 1, 3])).toEqual(inOrder));

  it("is left alone where the times do not say so", () => {
    for (const order of [
      [1, 0],
      [0, 3, 1, 2],
      [0, 2, 3, 1],
    ])
      expect(read(order)).toEqual(order.map((at) => inOrder[at]));
  });
});
