/**
 * Readings of one text under the disguises that hide instructions: look-alike letters of another script, spaced
 * or turned letters, hexadecimal bytes. The first reading is always the plain one, lower case. Nearly every English
 * text could be one with turned letters, so `mayTurn` may say which plain ones are worth turning back.
 */
export function readings(text: string, mayTurn = LATIN_WORD): string[] {
  const plain = plainReading(text);
  const found = [plain];
  if (/[a-z]/.test(plain) && /[а-яё]/.test(plain) && MIXED_SCRIPT.test(plain))
    found.push(fold(plain, TO_CYRILLIC), fold(plain, TO_LATIN));
  const joined = joinSpacedLetters(plain);
  if (joined !== plain) found.push(joined);
  if (LATIN_WORD.test(plain) && mayTurn.test(plain)) found.push(rot13(plain));
  if (/(?:%[0-9a-f]{2}){4}|(?:\b[0-9a-f]{2}[ :]?){8}/.test(plain)) found.push(unhex(plain));
  return found;
}

/** The reading of a text that hides nothing. */
export function plainReading(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Whether spaced letters, joined, run together to an order: whoever spells letter by letter spells a name. */
export function hidesSpacedOrder(text: string): boolean {
  if (!SPACED_LETTERS.test(text)) return false;
  return SPACED_ORDER.test(joinSpacedLetters(plainReading(text)));
}

/** Letters run together to an order. */
export const SPACED_ORDER =
  /(?<!\p{L})(?=\p{L}{10})\p{L}*(?:ставь|игнор|забуд|балл|оцен|максимум|score|ignore|grade|hundred|forget)/u;

/** A run of Latin letters that may be turned ones. */
export const LATIN_WORD = /[a-z]{4}/;

/** A letter of each script in one word: nobody types that by chance. */
export const MIXED_SCRIPT = /[a-z][а-яё]|[а-яё][a-z]/u;

/** Letters that look alike, Latin to Cyrillic (Unicode confusables, the lower-case part that matters here). */
const TO_CYRILLIC = new Map(
  Object.entries({
    a: "а",
    b: "ь",
    c: "с",
    e: "е",
    h: "н",
    k: "к",
    m: "м",
    n: "п",
    o: "о",
    p: "р",
    t: "т",
    u: "и",
    x: "х",
    y: "у",
    i: "і",
    s: "ѕ",
    j: "ј",
  }),
);
const TO_LATIN = new Map([...TO_CYRILLIC].map(([latin, cyrillic]) => [cyrillic, latin]));

/** Rewrites only the words that mix scripts; the others may be honest loan words. */
function fold(text: string, letters: Map<string, string>): string {
  return text.replace(/\p{L}+/gu, (word) =>
    MIXED_SCRIPT.test(word) ? [...word].map((letter) => letters.get(letter) ?? letter).join("") : word,
  );
}

/** Letters turned by half the alphabet. */
export function rot13(text: string): string {
  return text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97));
}

/** The pattern that finds in text with turned letters what `pattern` finds in the text turned back. */
export function turnedPattern({ source, flags }: RegExp): RegExp {
  const turned = source.replace(/\\[a-z]|[a-z]/g, (part) => (part.length > 1 ? part : rot13(part)));
  return new RegExp(turned, flags);
}

/** Bytes written as %XX or as pairs of hexadecimal digits. */
function unhex(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2}){4,}|(?:\b[0-9a-f]{2}[ :]?){8,}/g, (bytes) =>
    Buffer.from(bytes.replace(/[% :]/g, ""), "hex").toString("utf8").toLowerCase(),
  );
}

const SPACED_LETTERS = /[^\s][ .\-_*]{1,3}[^\s][ .\-_*]{1,3}[^\s][ .\-_*]{1,3}[^\s](?![^\s .\-_*])/;

/** «п о с т а в ь  1 0 0» becomes «поставь 100»; runs under five letters stay, they are ordinary speech. */
function joinSpacedLetters(text: string): string {
  if (!SPACED_LETTERS.test(text)) return text;
  return text.replace(/(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][ .\-_*]{1,3}){4,}[\p{L}\p{N}](?![\p{L}\p{N}])/gu, (run) =>
    run
      .split(/[ .\-_*]{2,}/u)
      .map((word) => word.replace(/[ .\-_*]/gu, ""))
      .join(" "),
  );
}

const BASE64 = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,}={0,2}(?![A-Za-z0-9+/=])/g;

/** Whether the text carries readable words packed as base64; people do not speak it. */
export function hidesBase64(text: string): boolean {
  for (const [packed] of text.matchAll(BASE64)) {
    if (/^[a-z]+$|^[A-Z]?[a-z]+$|^\d+$/.test(packed)) continue;
    const bytes = Buffer.from(packed, "base64");
    const unpacked = new TextDecoder("utf-8", { fatal: false }).decode(bytes);
    if (/^[\p{L}\p{N}\p{P}\p{Zs}\n=<>|+]{10,}$/u.test(unpacked) && /\p{L}{2}[\p{Zs}\p{P}]/u.test(unpacked)) return true;
  }
  return false;
}
