import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseByteRange } from "../../src/history/byte-range.ts";
import { contentDisposition, plainFileName } from "../../src/history/disposition.ts";

describe("a Range header", () => {
  it.each([
    ["bytes=0-0", { first: 0, last: 0 }],
    ["bytes=0-", { first: 0, last: 999 }],
    ["bytes=10-19", { first: 10, last: 19 }],
    ["bytes=990-5000", { first: 990, last: 999 }],
    ["bytes=0-18446744073709551615", { first: 0, last: 999 }],
    [`bytes=-${"9".repeat(400)}`, { first: 0, last: 999 }],
    ["bytes=-1", { first: 999, last: 999 }],
    ["bytes=-5000", { first: 0, last: 999 }],
    ["Bytes = 5-6", { first: 5, last: 6 }],
  ])("%s is one range", (header, range) => expect(parseByteRange(header, 1000)).toEqual(range));

  it.each([
    "bytes=1000-",
    "bytes=2000-3000",
    "bytes=-0",
    "bytes=20-10",
    "bytes=0-1,5-6",
    `bytes=${"0-1,".repeat(1000)}0-1`,
    "bytes=-",
    "bytes=",
    "bytes=a-b",
    "bytes=1.5-2",
    "bytes=--5",
    "bytes=99999999999999999999-",
  ])("%s cannot be given", (header) => expect(parseByteRange(header, 1000)).toBe("unsatisfiable"));

  it.each([undefined, "", "lines=1-2", "0-5"])("%s asks for no bytes, so all is sent", (header) =>
    expect(parseByteRange(header, 1000)).toBeNull(),
  );

  it("whatever it says, a range lies within the file and is not empty", () => {
    const number = fc.oneof(fc.nat(2000).map(String), fc.constant(""));
    fc.assert(
      fc.property(number, number, fc.nat(1500), (from, to, size) => {
        const range = parseByteRange(`bytes=${from}-${to}`, size);
        if (range === null || range === "unsatisfiable") return;
        expect(range.first).toBeGreaterThanOrEqual(0);
        expect(range.last).toBeLessThan(size);
        expect(range.last).toBeGreaterThanOrEqual(range.first);
      }),
    );
  });
});

describe("a file name", () => {
  it.each([
    ["Звонок Ирины Павловны.mp3", "Звонок Ирины Павловны.mp3"],
    ["..\\..\\..\\temp\\call.mp3", "call.mp3"],
    ["../../etc/passwd", "passwd"],
    ['it\'s a "quoted" call.mp3', "it's a _quoted_ call.mp3"],
    ["call\u202e3pm.exe", "call_3pm.exe"],
    ["a\r\nset-cookie: x=1.mp3", "a__set-cookie_ x=1.mp3"],
    [".htaccess", "htaccess"],
    ["  ", "call"],
    ["///", "call"],
    [null, "call"],
    ["\ud800.mp3", "_.mp3"],
  ])("%j is written as a plain name", (name, plain) => expect(plainFileName(name, "call")).toBe(plain));

  it("keeps its end when it is too long", () => {
    const name = plainFileName(`${"я".repeat(300)}.mp3`, "call");
    expect(Array.from(name)).toHaveLength(120);
    expect(name.endsWith(".mp3")).toBe(true);
  });

  it("goes into the header in both forms", () => {
    expect(contentDisposition("inline", "Звонок (1) 50%.mp3")).toBe(
      "inline; filename=\"______ (1) 50_.mp3\"; filename*=UTF-8''%D0%97%D0%B2%D0%BE%D0%BD%D0%BE%D0%BA%20%281%29%2050%25.mp3",
    );
  });

  /** Any code points; `unit: "binary"` takes seconds to be made. */
  const anyName = fc
    .array(fc.nat(0x10ffff), { maxLength: 200 })
    .map((codes) => String.fromCodePoint(...codes).toWellFormed());

  it("whatever it is, the header is one line of ASCII with one quoted string, and the name comes back from it", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const plain = plainFileName(name, "call");
        const header = contentDisposition("attachment", plain);
        expect(header).toMatch(/^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[\w.%~-]*$/);
        expect(decodeURIComponent(header.split("''")[1] ?? "")).toBe(plain);
        expect(plain).not.toMatch(/[/\\\p{Cc}]/u);
      }),
    );
  });
});
