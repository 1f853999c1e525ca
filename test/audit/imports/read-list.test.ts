import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readList } from "../../../src/audit/imports/read-list.ts";
import { readSheet } from "../../../src/audit/imports/read-sheet.ts";
import { readTime } from "../../../src/audit/imports/read-time.ts";
import { SHEET_LIMITS } from "../../../src/audit/imports/sheet.ts";
import { shownValue } from "../../../src/audit/imports/shown-value.ts";
import { AppError } from "../../../src/errors.ts";
import { loadScorecards } from "../../../src/evaluations/load-scorecards.ts";

let dir: string;
let scorecards: Parameters<typeof readList>[0]["scorecards"];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "razbor-lists-"));
  scorecards = new Map((await loadScorecards(dir)).map((card) => [card.key, card]));
});
afterAll(() => rm(dir, { recursive: true }));

async function rowsOf(content: string | Uint8Array) {
  const path = join(dir, "list");
  await writeFile(path, content);
  return readSheet(path);
}

const deps = () => ({
  scorecards,
  timeZone: "Europe/Moscow",
  checkUrl: (url: string) => {
    if (!url.startsWith("https://")) throw new AppError("invalid_input", "no");
  },
});
const list = async (content: string | Uint8Array) => readList(deps(), await rowsOf(content), {});

describe("of a cell that is wrong", () => {
  it.each([
    [
      "recording_url",
      "http://user:pass@pbx.example:8443/s3cret/1.mp3?token=s3cret#s3cret",
      "http://pbx.example:8443/…",
    ],
    ["recording_url", "ftp://pbx.example", "ftp://pbx.example"],
    ["recording_url", "pbx.example/s3cret/1.mp3", ""],
    ["recording_url", "file:///s3cret", ""],
    ["recording_url", "s3cret", ""],
    ["started_at", "https://pbx.example/s3cret", "https://pbx.example/…"],
    ["started_at", "pbx.example/s3cret.mp3", ""],
    ["started_at", "user:s3cret@pbx", ""],
    ["started_at", "1.mp3?token=s3cret", ""],
    ["started_at", "31.04.2026 10:30", "31.04.2026 10:30"],
    ["content_mode", "как/обычно", "как/обычно"],
  ] as const)("in the column %s, %s, no secret of an address is kept", (column, cell, value) => {
    expect(shownValue(cell, column)).toBe(value);
  });

  it("the list keeps as much", async () => {
    const { faults } = await list("recording_url\nhttp://pbx.example/s3cret?token=s3cret\n");
    expect(faults).toMatchObject([{ fault: "bad_url", value: "http://pbx.example/…" }]);
  });
});

describe("a table", () => {
  it("is read with semicolons, a byte order mark, quotes and Russian heads", async () => {
    const { rows, faulty } = await list(
      '\ufeffСсылка на запись;Номер звонка;Менеджер;Начало;Направление;Метки\r\nhttps://a.example/1;"7;1";Иван;24.11.2026 10:30;Входящий;осень, повтор\r\n',
    );
    expect(faulty).toBe(0);
    expect(rows).toMatchObject([
      {
        number: 2,
        told: {
          url: "https://a.example/1",
          managerName: "Иван",
          fields: {
            ...{ call_id: "7;1", manager_id: "Иван", started_at: "2026-11-24T07:30:00.000Z" },
            ...{ direction: "inbound", tags: ["осень", "повтор"] },
          },
        },
      },
    ]);
  });

  it("is read in windows-1251 with commas", async () => {
    // «Ссылка,Менеджер», «https://a.example/1,Иван Петров из отдела продаж» in that encoding.
    const bytes = (text: string) =>
      Uint8Array.from([...text], (character) => {
        const code = character.charCodeAt(0);
        return code < 128 ? code : code - 0x410 + 0xc0;
      });
    const { rows } = await list(bytes("Ссылка,Менеджер\nhttps://a.example/1,Иван Петров из отдела продаж\n"));
    expect(rows[0]?.told.managerName).toBe("Иван Петров из отдела продаж");
  });

  it("of a table program keeps dates, numbers as their digits, and formulas as text", async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: "Calls",
          columns: [{ key: "url" }, { key: "id" }, { key: "at", numFmt: "dd.mm.yyyy hh:mm" }, { key: "name" }] as never,
          rows: [
            ["url", "call_id", "started_at", "manager"],
            ["https://a.example/1", 79161234567, new Date(Date.UTC(2026, 10, 24, 10, 30)), '=HYPERLINK("x")'],
          ],
        },
      ],
    });
    const { rows } = await list(bytes);
    expect(rows[0]?.told).toMatchObject({
      managerName: '=HYPERLINK("x")',
      fields: { call_id: "79161234567", started_at: "2026-11-24T07:30:00.000Z" },
    });
  });

  it("names what is wrong by row and column, and keeps the rows that are good", async () => {
    const { rows, repeated, faulty, faults } = await list(
      [
        "recording_url,call_id,started_at,direction,content_mode,scorecard,language",
        "https://a.example/1,1,,,,,",
        "ftp://a.example/2,2,31.04.2026,sideways,,,",
        ",3,,,,,",
        "https://a.example/4,4,,,Nobody+,,",
        "https://a.example/5,5,,,,no-such,",
        "https://a.example/6,6,,,,,по-русски",
        "https://a.example/1,1,,,,,",
      ].join("\n"),
    );
    expect(rows.map(({ number }) => number)).toEqual([2]);
    expect([repeated, faulty]).toEqual([1, 5]);
    expect(faults.map(({ row, column, fault }) => [row, column, fault])).toEqual([
      [3, "recording_url", "bad_url"],
      [3, "started_at", "bad_time"],
      [3, "direction", "bad_direction"],
      [4, "recording_url", "missing"],
      [5, "content_mode", "bad_mode"],
      [6, "scorecard", "bad_scorecard"],
      [7, "language", "bad_language"],
    ]);
  });

  it("tells what rules of a source ask for, as tables of either language write it", async () => {
    const { rows, faults } = await list(
      [
        "Ссылка;Длительность;Внутренний;Автоответчик;Направление",
        "https://a.example/1;2:05;да;нет;исходящий",
        "https://a.example/2;01:00:07;0;1;",
        "https://a.example/3;12,5;;;Внутренний",
        "https://a.example/4;долго;наверное;;",
      ].join("\n"),
    );
    expect(rows.map(({ told }) => [told.talkSeconds, told.isInternal, told.isVoicemail])).toEqual([
      [125, true, false],
      [3_607, false, true],
      [12.5, true, null],
    ]);
    expect(faults.map(({ column, fault }) => [column, fault])).toEqual([
      ["talk_seconds", "bad_duration"],
      ["internal", "bad_flag"],
    ]);
  });

  it("without an id stands for one call however often it comes", async () => {
    const content = "url\nhttps://a.example/1\nhttps://a.example/1\nhttps://a.example/2\n";
    const [one, other] = [await list(content), await list(content)];
    expect([one.rows.length, one.repeated]).toEqual([2, 1]);
    expect(one.rows).toEqual(other.rows);
  });

  it("without a column of addresses is refused, as is what is no table", async () => {
    await expect(list("a,b\n1,2\n")).rejects.toMatchObject({ code: "invalid_input", faults: [{ pointer: "/file" }] });
    await expect(rowsOf(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]))).rejects.toMatchObject({ code: "malformed" });
    await expect(rowsOf(new Uint8Array(1_000).fill(0xfe))).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("with more rows than allowed is refused", async () => {
    const rows = `url\n${"x\n".repeat(SHEET_LIMITS.rowsMax + 1)}`;
    await expect(rowsOf(rows)).rejects.toMatchObject({ code: "too_large" });
  });
});

describe("a time in a table", () => {
  it("is that of the zone's clocks, also where they were put forward, or of its own zone", () => {
    expect(readTime("2026-11-24 10:30", "Europe/Moscow")).toBe("2026-11-24T07:30:00.000Z");
    expect(readTime("24.11.2026", "Europe/Moscow")).toBe("2026-11-23T21:00:00.000Z");
    expect(readTime("2026-07-01 12:00:05", "Europe/Berlin")).toBe("2026-07-01T10:00:05.000Z");
    expect(readTime("2026-03-29 03:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
    expect(readTime("2026-11-24T10:30:00+05:00", "Europe/Moscow")).toBe("2026-11-24T05:30:00.000Z");
  });

  it("that is none is null", () => {
    for (const text of ["31.04.2026", "2026-13-01", "10:30", "вчера", "24.11.2026 25:00"])
      expect(readTime(text, "Europe/Moscow")).toBeNull();
  });
});
