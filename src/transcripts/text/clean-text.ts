import { AppError } from "../../errors.ts";

/** Text without invisible characters, and how many were taken away (code points). */
export interface CleanText {
  text: string;
  removedCharacters: number;
}

const LINE_ENDS = /\r\n?|[\u000B\u000C\u0085\u2028\u2029]/g;
const SPACES = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;

/**
 * Control, bidi, zero-width, filler, variation and tag characters: they show nothing and can hide everything. Beyond
 * U+FFFF written as surrogate pairs: musical and shorthand controls, and the whole plane of tags.
 */
const INVISIBLE =
  /[\u0001-\u0008\u000E-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB]|[\uDB40-\uDB43][\uDC00-\uDFFF]|\uD82F[\uDCA0-\uDCA3]|\uD834[\uDD73-\uDD7A]/g;

/** What must not move an emoji apart or break a word of a script that joins its letters by such characters. */
const JOINS_EMOJI = /^[\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}]\u200D\p{Extended_Pictographic}/u;
const SHOWS_EMOJI = /^[\p{Extended_Pictographic}\d#*]\uFE0F/u;
const JOINS_LETTERS =
  /^[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Sinhala}\p{Script=Malayalam}\p{Script=Kannada}\p{Script=Telugu}][\u200C\u200D][\p{L}\p{M}]/u;

/**
 * Makes line ends `\n` and every kind of space a plain one, takes invisible characters away and composes letters (NFC).
 * A byte order mark at the start is no part of the text and is not counted. Throws `invalid_input` for NUL and lone
 * surrogates: they cannot be stored, and a text with them was broken before it came.
 */
export function cleanText(raw: string): CleanText {
  if (isOrdinary(raw)) return { text: raw, removedCharacters: 0 };
  if (raw.includes("\0")) throw new AppError("invalid_input", "The dialogue holds a NUL character.");
  if (!raw.isWellFormed()) throw new AppError("invalid_input", "The dialogue holds half of a character.");
  const text = (raw.startsWith("\uFEFF") ? raw.slice(1) : raw).replace(LINE_ENDS, "\n").replace(SPACES, " ");
  let removedCharacters = 0;
  const visible = text.replace(INVISIBLE, (character: string, at: number) => {
    if (isNeeded(character, at, text)) return character;
    removedCharacters += 1;
    return "";
  });
  return { text: visible.normalize("NFC"), removedCharacters };
}

/** Latin, Cyrillic, Greek and usual punctuation between plain blanks and line feeds: nothing to do for most texts. */
function isOrdinary(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isLatin = (code >= 0x20 && code < 0x7f) || code === 0x0a || code === 0x09 || (code > 0xad && code < 0x300);
    const isLetter = isLatin || (code >= 0x391 && code < 0x530 && (code < 0x483 || code > 0x489));
    const isPunctuation = (code >= 0x2010 && code < 0x2028) || (code >= 0x2030 && code < 0x205f) || code === 0x2116;
    if (!isLetter && !isPunctuation) return false;
  }
  return true;
}

function isNeeded(character: string, at: number, text: string): boolean {
  if (character !== "\u200C" && character !== "\u200D" && character !== "\uFE0F") return false;
  const isLow = (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00;
  const around = text.slice(Math.max(0, at - (isLow ? 2 : 1)), at + 3);
  return JOINS_EMOJI.test(around) || SHOWS_EMOJI.test(around) || JOINS_LETTERS.test(around);
}
