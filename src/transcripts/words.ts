/** Kinds of characters a word is made of. */
const LETTER = 1;
const DIGIT = 2;

/** The kind of each UTF-16 unit; surrogates are looked up by code point. */
const KINDS = new Uint8Array(0x10000);
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;
const DECIMAL_DIGIT = /\p{Nd}/u;
for (let code = 0; code < 0x10000; code += 1) KINDS[code] = kindOf(code);

function kindOf(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (!LETTER_OR_NUMBER.test(character)) return 0;
  return DECIMAL_DIGIT.test(character) ? DIGIT : LETTER;
}

/** The words of a text, as written and in order; what a word is says `wordBounds`. */
export function splitWords(text: string): string[] {
  const bounds = wordBounds(text);
  const words: string[] = [];
  for (let at = 0; at < bounds.length; at += 2) words.push(text.slice(bounds[at], bounds[at + 1]));
  return words;
}

/**
 * Where the words of a text begin and end: UTF-16 offsets, two for each word, the second exclusive. A word is a run of
 * letters or digits; a hyphen or apostrophe inside joins, a point, comma or colon joins only between digits («кто-то»,
 * `don't`, `9.6` are one word). Linear in the length of the text.
 */
export function wordBounds(text: string): number[] {
  const bounds: number[] = [];
  let start = -1;
  let last = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isPair = code >= 0xd800 && code < 0xdc00;
    const kind = isPair ? kindOf(text.codePointAt(at) ?? 0) : (KINDS[code] ?? 0);
    if (kind !== 0) {
      if (start < 0) start = at;
      last = kind;
    } else if (start >= 0 && !joins(code, last, text, at)) {
      bounds.push(start, at);
      start = -1;
    }
    if (isPair) at += 1;
  }
  if (start >= 0) bounds.push(start, text.length);
  return bounds;
}

/** Whether a character that is no letter stands inside a word: hyphen, apostrophes; point, comma, colon in a number. */
function joins(code: number, before: number, text: string, at: number): boolean {
  const isHyphen = code === 0x2d || code === 0x27 || code === 0x2019;
  const isPoint = code === 0x2e || code === 0x2c || code === 0x3a;
  if (!isHyphen && !(isPoint && before === DIGIT)) return false;
  const next = text.codePointAt(at + 1) ?? 0;
  const kind = next < 0x10000 ? (KINDS[next] ?? 0) : kindOf(next);
  return isHyphen ? kind !== 0 : kind === DIGIT;
}
