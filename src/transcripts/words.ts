/** Kinds of characters a word is made of. */
const OTHER = 1;
const LETTER = 2;
const DIGIT = 3;

/** The kind of each UTF-16 unit once it was met, 0 before; surrogates are looked up by code point. */
const KINDS = new Uint8Array(0x10000);
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;
const DECIMAL_DIGIT = /\p{Nd}/u;

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0xd800 && code < 0xdc00) return kindOf(text.codePointAt(at) ?? 0);
  const known = KINDS[code];
  if (known) return known;
  const kind = kindOf(code);
  KINDS[code] = kind;
  return kind;
}

function kindOf(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (!LETTER_OR_NUMBER.test(character)) return OTHER;
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
  let last = OTHER;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = KINDS[code] || kindAt(text, at);
    if (kind !== OTHER) {
      if (start < 0) start = at;
      last = kind;
    } else if (start >= 0 && !joins(last, text, at)) {
      bounds.push(start, at);
      start = -1;
    }
    if (code >= 0xd800 && code < 0xdc00) at += 1;
  }
  if (start >= 0) bounds.push(start, text.length);
  return bounds;
}

/** Whether a character that is no letter stands inside a word: hyphen, apostrophes; point, comma, colon in a number. */
function joins(before: number, text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const isHyphen = code === 0x2d || code === 0x27 || code === 0x2019;
  const isPoint = code === 0x2e || code === 0x2c || code === 0x3a;
  if ((!isHyphen && !(isPoint && before === DIGIT)) || at + 1 === text.length) return false;
  const next = kindAt(text, at + 1);
  return isHyphen ? next !== OTHER : next === DIGIT;
}
