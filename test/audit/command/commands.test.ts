import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixture } from "../../helpers/labelled.ts";
import { runAudit, tempFolder } from "./command-world.ts";

const dialogue = (name: string) => fileURLToPath(fixture(`dialogs/${name}.txt`));
const GOOD = dialogue("A01_water");
const POOR = dialogue("A03_windows");
const folder = tempFolder();

beforeAll(() => {
  mkdirSync(join(folder.path, "calls"));
  copyFileSync(GOOD, join(folder.path, "calls", "good.txt"));
  copyFileSync(POOR, join(folder.path, "calls", "poor.txt"));
  writeFileSync(join(folder.path, "blank.txt"), " \n");
  writeFileSync(join(folder.path, "nul.txt"), "Менеджер: Добрый\0 день!\nКлиент: Здравствуйте.");
});
afterAll(folder.remove);

describe("audit", () => {
  it("prints a row for every file of a folder and answers 0", async () => {
    const { code, out, err } = await runAudit([join(folder.path, "calls")]);
    const [head, good, poor, ...others] = out.trimEnd().split("\n");
    expect(head).toMatch(/^Файл +Состояние +Балл +Оценка +Главное$/);
    expect(good).toMatch(/good\.txt +оценён +\d+\.\d +\S+/);
    expect(poor).toMatch(/poor\.txt +оценён +\d+\.\d +\S+/);
    expect([others, err, code]).toEqual([[], "", 0]);
  });

  it("gives each file as a JSON line with the answer of the API, without ids of what was not kept", async () => {
    const { code, lines, answer } = await runAudit([
      "--json",
      "--mode",
      "client +",
      "--report-language",
      "en",
      GOOD,
      POOR,
    ]);
    expect(code).toBe(0);
    expect(lines()).toMatchObject([
      {
        file: GOOD,
        answer: { status: "scored", content_mode: "Client+", scorecard: "client-plus", judge: "rules" },
        problem: null,
      },
      { file: POOR, answer: { call_id: null, evaluation_id: null, links: null, evaluation: { id: null } } },
    ]);
    expect(Object.keys(answer())).toEqual(
      expect.arrayContaining(["total_score", "criteria", "summary", "recommendations", "raw_model_output", "metrics"]),
    );
  });

  it("says in its table why a file was refused, in the language of the report", async () => {
    const args = ["blank.txt", "nul.txt", "none.txt", "empty"].map((name) => join(folder.path, name));
    mkdirSync(args[3] as string);
    const points = async (...more: string[]) => {
      const { out } = await runAudit([...more, ...args], { columns: 300 });
      return out
        .trimEnd()
        .split("\n")
        .slice(1)
        .map((line) => line.split(/ – +/)[1]);
    };
    expect(await points()).toEqual([
      "Нет ни одного слова разговора.",
      "Кодировку не удалось узнать: сохраните файл в UTF-8.",
      "Такого файла или папки нет.",
      "В папке нет разговоров (.txt .html .htm .srt .vtt .md).",
    ]);
    expect(await points("--report-language", "en")).toEqual([
      "This does not fit. /dialog_text: must hold words",
      "The encoding of the text could not be told; save the file as UTF-8.",
      "There is no such file or folder.",
      "This folder holds no dialogues (.txt .html .htm .srt .vtt .md).",
    ]);
  });

  it("names each failure, audits the others all the same, and answers 1", async () => {
    const missing = join(folder.path, "missing.txt");
    const args = ["--json", missing, join(folder.path, "blank.txt"), join(folder.path, "nul.txt"), GOOD];
    const { code, err, lines } = await runAudit(args);
    expect(code).toBe(1);
    expect(lines().map(({ problem }) => problem?.code)).toEqual([
      "not_found",
      "invalid_input",
      "invalid_input",
      undefined,
    ]);
    const told = err.trimEnd().split("\n");
    expect(told).toHaveLength(3);
    expect(told[0]).toContain("missing.txt");
    expect(told[1]).toMatch(/blank\.txt: .*\/dialog_text/);
  });

  it("counts a call that cannot be scored as audited", async () => {
    const { code, lines } = await runAudit(["--json", dialogue("A08_freight"), dialogue("A14_velo")]);
    expect(code).toBe(0);
    expect(lines().map(({ answer }) => answer?.status)).toEqual(["not_scorable", "needs_review"]);
  });

  it("reads one dialogue from standard input", async () => {
    const { code, lines } = await runAudit(["--json", "-"], { stdin: "Менеджер: Добрый день!\nКлиент: Здравствуйте." });
    expect([code, lines()[0]?.file]).toEqual([0, "-"]);
  });

  it.each(["A02_fitness.cp1251.txt", "A02_fitness.utf16le_bom.txt"])(
    "reads %s like the same text in UTF-8",
    async (name) => {
      const other = await runAudit(["--json", fileURLToPath(fixture(`encodings/${name}`))]);
      const plain = await runAudit(["--json", dialogue("A02_fitness")]);
      const hash = (run: typeof other) => run.answer().evaluation.receipt.transcript_sha256;
      expect(hash(other)).toBe(hash(plain));
    },
  );

  it("refuses a longer text than the API would", async () => {
    const { code, lines } = await runAudit(["--json", GOOD], { deps: { dialogueCharactersMax: 5_000 } });
    expect(code).toBe(1);
    expect(lines()[0]?.problem).toMatchObject({
      code: "invalid_input",
      errors: [{ pointer: "/dialog_text", detail: "at most 5000 characters" }],
    });
  });

  it("obeys no control character of a file, its name or its words", async () => {
    const path = join(folder.path, "evil\u001B[2J\u202E.txt");
    writeFileSync(path, "Менеджер: \u001B]0;title\u0007Добрый день!\u009B31m\nКлиент: Здравствуйте.\u0085");
    for (const args of [[path], ["--json", path]]) {
      const { out, err } = await runAudit(args);
      expect((out + err).replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  it("prints a table on a terminal that does not know its width", async () => {
    const { out } = await runAudit([GOOD], { columns: 0 });
    expect(out).toContain("Главное");
  });

  it("stops between files when it is asked to, says how many are left, and answers 1", async () => {
    const stopping = new AbortController();
    const findServer = async () => {
      stopping.abort();
      return null;
    };
    const { code, out, err } = await runAudit(["--json", GOOD, POOR], {
      stopping: stopping.signal,
      deps: { findServer },
    });
    expect([code, out, err]).toEqual([1, "", "Stopped: 2 of 2 files were not audited.\n"]);
  });

  it("answers 2 for wrong usage, with the usage, and 0 for help", async () => {
    const wrong = await runAudit(["--mode", "Boss+", GOOD]);
    expect([wrong.code, wrong.out]).toEqual([2, ""]);
    expect(wrong.err).toContain("Usage: npm run audit");
    const help = await runAudit(["--help"]);
    expect([help.code, help.err]).toEqual([0, ""]);
    expect(help.out).toContain("Exit code");
  });

  it("names a scorecard that does not exist", async () => {
    const { code, lines } = await runAudit(["--json", "--scorecard", "none", GOOD]);
    expect(code).toBe(1);
    expect(lines()[0]?.problem).toMatchObject({ errors: [{ pointer: "/scorecard" }] });
  });
});
