import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { keptAnswer } from "../../src/crm/endpoints/write-back-answer.ts";
import { ANSWER_BYTES_MAX } from "../../src/crm/write-back-target.ts";

const kept = (text: string) => keptAnswer(Buffer.from(text), null);

describe("what is kept of an answer", () => {
  it("is at most 1 KiB, whole characters", () => {
    expect(kept("x".repeat(70_000))).toHaveLength(ANSWER_BYTES_MAX);
    const cut = kept(`x${"🙂".repeat(1_000)}`) ?? "";
    expect(Buffer.byteLength(cut)).toBe(1 + 4 * 255);
    expect(cut.isWellFormed()).toBe(true);
    expect(cut).not.toContain("�");
  });

  it("holds no characters that control but tabs and line ends, and markup as it came", () => {
    expect(kept("a\0b\u0007c\td\r\n<b>e</b>\u009b\u202e\u2066")).toBe("abc\td\r\n<b>e</b>");
  });

  it("is nothing where nothing readable came", () => {
    expect([kept(""), kept(" \n"), kept("\0\0")]).toEqual([null, null, null]);
  });

  it("is never unpacked", () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    expect(keptAnswer(bomb.subarray(0, 65_536), "gzip")).toBeNull();
    expect(keptAnswer(Buffer.from("plain"), " identity")).toBe("plain");
  });
});
