import { analyse } from "chardet";
import { AppError } from "../../errors.ts";

/** Text and the encoding it was read as (WHATWG name). */
export interface DecodedText {
  text: string;
  encoding: string;
}

/** How many bytes are looked at to tell an encoding; all of them are decoded. */
const SAMPLE_BYTES = 64_000;
const CYRILLIC_ENCODINGS = ["windows-1251", "koi8-r", "ibm866"];
/** What chardet calls the encodings that windows-1252 reads. */
const WESTERN_NAMES = new Set(["ISO-8859-1", "windows-1252", "ASCII"]);

/**
 * Decodes a text file: UTF-8, UTF-16 with or without byte order mark, the Russian encodings of old programs, Western
 * European. Throws `invalid_input` where the encoding is in doubt or the bytes are no text: a refusal is better than
 * rubbish that looks like a dialogue.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = encodingOfMark(bytes);
  if (marked) return decodeStrictly(bytes, marked);
  const wide = encodingOfZeros(bytes);
  if (wide) return decodeStrictly(bytes, wide);
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (sample.some(isControl)) throw unreadable();
  const utf8 = decode(bytes, "utf-8");
  if (utf8 !== null) return { text: utf8, encoding: "utf-8" };
  const encoding = cyrillicEncoding(sample) ?? westernEncoding(sample);
  if (!encoding) throw unreadable();
  return decodeStrictly(bytes, encoding);
}

function encodingOfMark([a, b, c, d]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? null : "utf-16le";
  return a === 0xfe && b === 0xff ? "utf-16be" : null;
}

/** UTF-16 without a mark: in every pair one byte is nearly always the page of Latin, Cyrillic or punctuation. */
function encodingOfZeros(bytes: Uint8Array): string | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const pairs = Math.floor(sample.length / 2);
  let zeros = 0;
  const pages = [0, 0];
  for (const [at, byte] of sample.entries()) {
    if (byte === 0) zeros += 1;
    if (byte === 0x00 || byte === 0x04 || byte === 0x20) pages[at % 2] = (pages[at % 2] ?? 0) + 1;
  }
  if (zeros === 0) return null;
  const [high = 0, low = 0] = pages;
  if (low >= pairs * 0.95 && high < pairs * 0.6) return "utf-16le";
  return high >= pairs * 0.95 && low < pairs * 0.6 ? "utf-16be" : null;
}

function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) || byte === 0x7f;
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decodeStrictly(bytes: Uint8Array, encoding: string): DecodedText {
  const text = decode(bytes, encoding);
  if (text === null || text.includes("\0")) throw unreadable();
  return { text, encoding };
}

function unreadable(): AppError {
  return new AppError("invalid_input", "The encoding of the text could not be told; save the file as UTF-8.");
}

/** Letters of Russian by how often they come, in per mille of letters (rounded; Ukrainian and Belarusian ones added). */
const LETTER_FREQUENCY: Record<string, number> = Object.fromEntries(
  `о110 е87 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12 х10 ж9 ш7 ю6 ц5 щ4 э3 ф3
   ё2 ъ1 і10 ї5 є5 ґ1 ў3`
    .split(/\s+/)
    .map((entry) => [entry[0], Number(entry.slice(1))]),
);
const LETTERS_MIN = 12;
/** Mean logarithm of letter frequency: Russian speech lies near -3.0, letters by chance below -3.8. */
const LIKELY_MIN = -3.45;
const LIKELIER_THAN_NEXT = 0.2;

function cyrillicEncoding(sample: Uint8Array): string | null {
  const [best, next] = CYRILLIC_ENCODINGS.map((encoding) => ({
    encoding,
    ...likelihood(decode(sample, encoding)),
  })).sort((a, b) => b.mean - a.mean);
  if (!best || best.letters < LETTERS_MIN || best.mean < LIKELY_MIN) return null;
  return best.mean - (next?.mean ?? -9) >= LIKELIER_THAN_NEXT ? best.encoding : null;
}

/** How likely the letters beyond ASCII are as Russian ones, and how many they are. */
function likelihood(text: string | null): { mean: number; letters: number } {
  let sum = 0;
  let letters = 0;
  let isAfterSmall = false;
  for (const character of text ?? "") {
    const small = character.toLowerCase();
    if (character > "\u007f") {
      const frequency = LETTER_FREQUENCY[small];
      const isPunctuation = "«»—–…№“”„’ \u00a0".includes(character);
      if (!isPunctuation) {
        letters += 1;
        sum += Math.log((frequency ?? 0.2) / 1000);
        if (isAfterSmall && character !== small) sum -= 3;
      }
    }
    isAfterSmall = character === small && /\p{L}/u.test(character);
  }
  return { mean: letters === 0 ? Number.NEGATIVE_INFINITY : sum / letters, letters };
}

const WESTERN_LETTER = /[àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿß¿¡«»‘’“”–—…€°ÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝŸ\u00a0]/;

/** Few letters beyond ASCII, all of them usual in Western Europe, and the detector agrees. */
function westernEncoding(sample: Uint8Array): string | null {
  const [found] = analyse(sample);
  const text = decode(sample, "windows-1252");
  if (text === null || !found || !WESTERN_NAMES.has(found.name)) return null;
  const special = [...text].filter((character) => character > "\u007f");
  const isUsual = special.every((character) => WESTERN_LETTER.test(character));
  return isUsual && special.length < text.length * 0.2 ? "windows-1252" : null;
}
