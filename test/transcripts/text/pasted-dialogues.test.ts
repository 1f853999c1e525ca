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
