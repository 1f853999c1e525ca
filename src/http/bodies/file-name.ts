import { headerText } from "../header-text.ts";

/** Longest name that is kept, in characters. */
const CHARACTERS_MAX = 255;

/** C0, DEL, C1; the marks that turn the direction of writing, by which a name can lie about its ending; BOM. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * The name of a file as text to show, never as a path: without folders, control characters and turns of the writing
 * direction, in composed form, at most 255 characters. Null when nothing is left of it. `%22`, `%0D` and `%0A` are how
 * forms write quotes and line ends in names (HTML, section 4.10.21.8).
 */
export function fileNameText(sent: string): string | null {
  const name = sent
    .replace(/%22/g, '"')
    .replace(/%0[da]/gi, "")
    .toWellFormed()
    .replace(UNSEEN, "")
    .normalize("NFC")
    .replace(/^.*[/\\]/s, "")
    .trim();
  if (name === "" || /^\.+$/.test(name)) return null;
  return [...name].slice(0, CHARACTERS_MAX).join("");
}

/**
 * The name in a `Content-Disposition` header (RFC 6266): the extended form wins over the plain one; null without a name
 * or when it cannot be read.
 */
export function fileNameOfDisposition(header: string): string | null {
  const extended = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  if (extended !== undefined) {
    const name = decoded(extended);
    if (name !== null) return fileNameText(name);
  }
  const [, quoted, bare] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header) ?? [];
  const plain = quoted?.replace(/\\(.)/g, "$1") ?? bare;
  return plain === undefined ? null : fileNameText(headerText(plain));
}

/** The name at the end of an address's path; null when it ends with a slash or cannot be read. */
export function fileNameOfUrl({ pathname }: URL): string | null {
  const name = decoded(pathname.slice(pathname.lastIndexOf("/") + 1));
  return name === null ? null : fileNameText(name);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
