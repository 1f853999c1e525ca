import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FoundFiles, findDialogues, readDialogueFile } from "../../../src/audit/command/audit-files.ts";

let folder: string;
const nothing = () => Readable.from([]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "razbor-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(...names: string[]): void {
  for (const name of names) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
}

const names = (found: FoundFiles) =>
  "files" in found ? found.files.map(({ name }) => name.slice(folder.length + 1)) : found.fault.code;

describe("a folder", () => {
  it("gives its dialogues and those of folders inside, numbers in their order, others left out", async () => {
    put("10.txt", "2.TXT", "call.html", "call.htm", "a.srt", "a.vtt", "a.md", "a.mp3", "a.txt.bak", "deep/er/x.txt");
    expect(names(await findDialogues(folder))).toEqual([
      "2.TXT",
      "10.txt",
      "a.md",
      "a.srt",
      "a.vtt",
      "call.htm",
      "call.html",
      "deep/er/x.txt",
    ]);
  });

  it("gives no hidden files and follows no link to a folder", async () => {
    put("a.txt", ".git/b.txt", ".c.txt");
    symlinkSync(folder, join(folder, "loop"));
    expect(names(await findDialogues(folder))).toEqual(["a.txt"]);
  });

  it("without dialogues is a fault, as is what does not exist", async () => {
    put("a.mp3");
    expect(names(await findDialogues(folder))).toBe("not_found");
    expect(names(await findDialogues(join(folder, "none.txt")))).toBe("not_found");
    expect(names(await findDialogues(join(folder, "a.mp3", "x")))).toBe("not_found");
  });
});

describe("a file", () => {
  it("that is named is read whatever its name", async () => {
    put("call.transcript");
    const path = join(folder, "call.transcript");
    expect(await findDialogues(path)).toEqual({ input: path, files: [{ name: path, path }] });
    expect(Buffer.from(await readDialogueFile({ name: path, path }, nothing(), 100)).toString()).toBe(
      "call.transcript",
    );
  });

  it("is refused beyond the limit without being read to its end", async () => {
    put("long.txt");
    const path = join(folder, "long.txt");
    await expect(readDialogueFile({ name: path, path }, nothing(), 7)).rejects.toMatchObject({ code: "too_large" });
    await expect(readDialogueFile({ name: path, path }, nothing(), 8)).resolves.toHaveLength(8);
  });

  it("that has gone, or is a folder by now, is refused in words", async () => {
    const gone = join(folder, "gone.txt");
    await expect(readDialogueFile({ name: gone, path: gone }, nothing(), 9)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(readDialogueFile({ name: folder, path: folder }, nothing(), 9)).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("standard input", () => {
  const stdin = { name: "-", path: null };

  it("is one dialogue", async () => {
    expect(await findDialogues("-")).toEqual({ input: "-", files: [stdin] });
    const bytes = await readDialogueFile(stdin, Readable.from([Buffer.from("дa"), Buffer.from("б")]), 100);
    expect(Buffer.from(bytes).toString()).toBe("дaб");
  });

  it("a pipe that nobody writes to is no file, and is not waited for", async () => {
    const path = join(folder, "pipe.txt");
    execFileSync("mkfifo", [path]);
    await expect(readDialogueFile({ name: path, path }, nothing(), 100)).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("without end is left at the limit", async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(10);
      })(),
    );
    await expect(readDialogueFile(stdin, endless, 100)).rejects.toMatchObject({ code: "too_large" });
  });
});
