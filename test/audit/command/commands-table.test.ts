import { describe, expect, it } from "vitest";
import { type AuditRow, auditTable } from "../../../src/audit/command/audit-table.ts";
import type { FileProblem } from "../../../src/audit/command/audit-ways.ts";
import { progressBar } from "../../../src/audit/command/progress-bar.ts";
import { refusalText } from "../../../src/audit/command/refusal-text.ts";
import { fitText, terminalJson, terminalText, textWidth } from "../../../src/audit/command/terminal-text.ts";

describe("text on a terminal", () => {
  it("holds no control, bidi or invisible character, and stays on one line", () => {
    expect(terminalText("a\u001B[31mred\u001B]0;title\u0007")).toBe("a [31mred ]0;title");
    expect(terminalText("one\r\ntwo\tthree\u2028four")).toBe("one two three four");
    expect(terminalText("abc\u202Etxt.exe\u009B2J\u200B\u{E0041}\uD800x")).toBe("abc txt.exe 2J x");
  });

  it("keeps an emoji of several characters whole", () => {
    expect(terminalText("семья 👨‍👩‍👧!")).toBe("семья 👨‍👩‍👧!");
  });

  it("in JSON is escaped, and reads back the same", () => {
    const value = { a: "\u001B\u007F\u009B31m\u202E\u2028\u{E0041}é" };
    const json = terminalJson(value);
    expect(json).toMatch(/^[\x20-\x7Eé]+$/u);
    expect(JSON.parse(json)).toEqual(value);
  });

  it("is as wide as it is shown", () => {
    expect([textWidth("звонок"), textWidth("通話"), textWidth("한국"), textWidth("📞"), textWidth("👨‍👩‍👧")]).toEqual([
      6, 4, 4, 2, 2,
    ]);
    expect(textWidth("e\u0301й")).toBe(2);
  });

  it("fits into exactly the columns it is given", () => {
    expect([fitText("ab", 4), fitText("abcde", 4), fitText("abcde", 4, "start")]).toEqual(["ab  ", "abc…", "…cde"]);
    expect([fitText("日本語テ", 6), fitText("日本", 4), fitText("日本", 3)]).toEqual(["日本… ", "日本", "日…"]);
    expect([fitText("abc", 1), fitText("abc", 0)]).toEqual(["…", ""]);
  });
});

describe("the table", () => {
  const row = (parts: Partial<AuditRow>): AuditRow => ({
    file: "calls/one.txt",
    status: "scored",
    total: 82,
    preliminary: null,
    point: "Назовите день и час следующего звонка, и кто кому звонит.",
    ...parts,
  });
  const rows = [
    row({}),
    row({ file: "очень/длинный/путь/к/звонку/通話記録/двадцать-четвёртое-ноября.txt", total: 39.9 }),
    row({ status: "needs_review", total: null, preliminary: 55.5 }),
    row({ status: "not_scorable", total: null, point: "Ответил автоответчик 📞." }),
    row({ status: "failed", total: null, point: "Not there." }),
  ];

  it.each([60, 80, 100, 200])("of %i columns has no longer line, and every line in step", (columns) => {
    const lines = auditTable(rows, columns, "ru").trimEnd().split("\n");
    expect(lines).toHaveLength(6);
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    const before = lines.map((line) =>
      textWidth(line.slice(0, line.search(/Состояние|оценён|ждёт|без оценки|не оценён/u))),
    );
    expect(new Set(before).size).toBe(1);
  });

  it("says the state, the score with one decimal and its band; a preliminary score stands in brackets", () => {
    const [head, scored, poor, review, none, failed] = auditTable(rows, 120, "en").split("\n");
    expect(head).toMatch(/^File +State +Score +Band +Main point$/);
    expect(scored).toMatch(/one\.txt +scored +82\.0 +strong +Назовите/);
    expect(poor).toMatch(/ноября\.txt +scored +39\.9 +poor/);
    expect(review).toMatch(/waits for review +\(55\.5\) +Назовите/);
    expect(none).toMatch(/no score +– +Ответил/);
    expect(failed).toMatch(/failed +– +Not there\.$/);
  });

  it("of a narrow terminal goes without the main point", () => {
    expect(auditTable(rows, 50, "en")).not.toContain("Main point");
  });
});

describe("a refusal in the table", () => {
  it("is in Russian, by its fault where that is known, else by its code", () => {
    const said = (code: string, detail: string, errors: FileProblem["errors"] = []) =>
      refusalText({ code, detail, errors }, "ru");
    const fault = [{ pointer: "/dialog_text", detail: "at most 400 characters" }];
    expect(said("invalid_input", "The input does not fit.", fault)).toBe(
      "Текст длиннее 400 знаков: разделите его на части.",
    );
    const language = [{ pointer: "/language", detail: "a BCP 47 tag such as ru or en-GB" }];
    expect(said("invalid_input", "This does not fit.", language)).toContain("пишите ru или en");
    expect(said("upstream_failed", "The model refused to answer.")).toBe("Модель не ответила как нужно.");
    expect(said("of_a_newer_server", "Told by itself.")).toBe("Told by itself.");
  });
});

describe("the progress bar", () => {
  const drawn = (isTTY: boolean) => {
    const written: string[] = [];
    const bar = progressBar({ write: (text) => written.push(text), isTTY, columns: 40 }, 4);
    bar.show(1, "a\u001B[2Jb.txt");
    bar.clear();
    return written;
  };

  it("shows how far it is on one line that is taken away, and obeys no file name", () => {
    const [shown, cleared] = drawn(true);
    expect(shown).toBe("\r\u001B[K█████░░░░░░░░░░░░░░░ 1/4 a [2Jb.txt");
    expect(cleared).toBe("\r\u001B[K");
  });

  it("is not there without a terminal", () => {
    expect(drawn(false)).toEqual([]);
  });
});
