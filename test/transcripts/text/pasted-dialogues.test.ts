import { describe, expect, it } from "vitest";
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
