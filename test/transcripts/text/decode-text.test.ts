import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/errors.ts";
import { decodeText } from "../../../src/transcripts/text/decode-text.ts";
import { parseDialogue } from "../../../src/transcripts/text/parse-dialogue.ts";

function file(path: string): Uint8Array {
  return readFileSync(new URL(`../../fixtures/${path}`, import.meta.url));
}

/** Writes a text in a one-byte encoding, by asking the decoder for each of its 256 characters. */
function encode(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from([...text].map((character) => bytes.get(character) ?? 0x3f));
}

function utf16(text: string, isBigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(text, "utf16le");
  return isBigEndian ? bytes.swap16() : bytes;
}

const RUSSIAN = "Менеджер: Добрый день! Удобно говорить?\r\nКлиент: Да, слушаю вас.";

it("the fixture reads the same in all its encodings", () => {
  const utf8 = parseDialogue(decodeText(file("dialogs/A02_fitness.txt")).text);
  for (const name of ["A02_fitness.cp1251.txt", "A02_fitness.utf16le_bom.txt"])
    expect(parseDialogue(decodeText(file(`encodings/${name}`)).text)).toEqual(utf8);
});

describe("Russian text is read in every encoding it comes in", () => {
  for (const encoding of ["windows-1251", "koi8-r", "ibm866"])
    it(encoding, () => {
      expect(decodeText(encode(RUSSIAN, encoding))).toEqual({ text: RUSSIAN, encoding });
      const capitals = RUSSIAN.toUpperCase();
      expect(decodeText(encode(capitals, encoding))).toEqual({ text: capitals, encoding });
    });
  it("utf-16 with and without its mark", () => {
    for (const isBigEndian of [false, true]) {
      const encoding = isBigEndian ? "utf-16be" : "utf-16le";
      expect(decodeText(utf16(RUSSIAN, isBigEndian))).toEqual({ text: RUSSIAN, encoding });
      expect(decodeText(utf16(`\uFEFF${RUSSIAN}`, isBigEndian))).toEqual({ text: RUSSIAN, encoding });
    }
  });
  it("utf-8 with its mark", () => {
    expect(decodeText(Buffer.from(`\uFEFF${RUSSIAN}`))).toEqual({ text: RUSSIAN, encoding: "utf-8" });
  });
});

it("Western text in windows-1252", () => {
  const text =
    "Conseillère : Bonjour, vous avez été appelé à l'agence ?\nClient : Oui, c'est à propos du vélo volé, hélas.";
  expect(decodeText(encode(text, "windows-1252")).text).toBe(text);
});

describe("rubbish is refused, never read", () => {
  const REFUSED: Record<string, Uint8Array> = {
    "broken utf-8 without another reading": Uint8Array.of(0xd0, 0xd0, 0x20, 0xff, 0xfe),
    "Polish in windows-1250": encode("Dzień dobry, czy możemy porozmawiać? Właśnie tak, proszę.", "windows-1250"),
    "Greek in windows-1253": encode("Καλημέρα σας, σας τηλεφωνώ από την εταιρεία.", "windows-1253"),
    "two Cyrillic letters": encode("Да", "windows-1251"),
    "UTF-32": Uint8Array.of(0xff, 0xfe, 0, 0, 0x1f, 4, 0, 0),
    "control characters": Uint8Array.of(0x52, 0x49, 0x46, 0x46, 0x01, 0x02, 0x80),
    "NUL in ASCII": Buffer.from("Manager: hi\0there, hello"),
  };
  for (const [kind, bytes] of Object.entries(REFUSED))
    it(kind, () => expect(() => decodeText(bytes)).toThrow(AppError));
});
