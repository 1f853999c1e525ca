import { AppError } from "../../errors.ts";
import { lettersAt } from "./read-bytes.ts";

/** Enough to know the kinds named here. */
export const REFUSED_HEAD_BYTES = 4 * 1024;

const READ_HERE = "WAV, MP3, Ogg, Opus, WebM, MP4, M4A, FLAC, AMR and AAC can be read.";

/** First letters, as Latin-1, of files that are no sound or sound that is not read. `.` stands for any byte. */
const REFUSED_STARTS: readonly (readonly [start: string, name: string])[] = [
  ["%PDF", "a PDF document"],
  ["PK\x03\x04", "a ZIP archive or an office document"],
  ["\x1f\x8b", "a gzip archive"],
  ["Rar!", "a RAR archive"],
  ["7z\xbc\xaf", "a 7z archive"],
  ["\x89PNG", "an image"],
  ["\xff\xd8\xff", "an image"],
  ["GIF8", "an image"],
  ["BM", "an image"],
  ["RIFX", "a big-endian WAV file"],
  ["riff", "a Wave64 file"],
  ["MZ", "a program"],
  ["\x7fELF", "a program"],
  ["RIFF....WEBP", "an image"],
  ["RIFF....AVI ", "an AVI video"],
  ["FORM....AIF", "AIFF sound"],
  ["0&\xb2u\x8ef\xcf\x11", "Windows Media (ASF) sound or video"],
  ["\x0bw", "AC-3 or E-AC-3 sound"],
  ["\x7f\xfe\x80\x01", "DTS sound"],
  ["caff", "an Apple CAF file"],
  ["MAC ", "Monkey's Audio"],
  ["wvpk", "WavPack sound"],
  ["TTA1", "True Audio sound"],
  ["MP+", "Musepack sound"],
  ["MPCK", "Musepack sound"],
  ["DSD ", "DSD sound"],
  ["FRM8", "DSD sound"],
  ["qoaf", "QOA sound"],
  ["MThd", "a MIDI file, which holds notes and no sound"],
];

/** The refusal of a file nothing here can read: it says what the file is where that can be told. `head`: its first bytes. */
export function refusalOf(head: Uint8Array): AppError {
  if (isText(head)) {
    const text = new TextDecoder().decode(head).trimStart().toLowerCase();
    if (/^<(?:!doctype html|html|head|body|\?xml|!--)/.test(text))
      return refusal("The file is a web page, not a recording. If it came from a link, the link may need a login.");
    return refusal("The file is text, not a recording.");
  }
  const start = lettersAt(head, 0, 12);
  const kind = REFUSED_STARTS.find(([letters]) =>
    [...letters].every((one, at) => one === "." || one === start[at]),
  )?.[1];
  if (kind !== undefined) return refusal(`The file is ${kind}, which cannot be read here. ${READ_HERE}`);
  return refusal(
    `The file is not a recording that can be recognised. ${READ_HERE} Raw G.711, G.729 and PCM without a file header tell nothing of themselves: send them as WAV.`,
  );
}

/** A refusal by name of a codec inside a container that can be read. */
export function codecRefusal(name: string, container: string): AppError {
  return refusal(
    `The ${container} file holds ${name}, which cannot be read here. Send the recording as MP3, WAV or Opus.`,
  );
}

function refusal(detail: string): AppError {
  return new AppError("unsupported_media_type", detail);
}

function isText(head: Uint8Array): boolean {
  if (/^(?:\xff\xfe|\xfe\xff)/.test(lettersAt(head, 0, 2)) && head.length % 2 === 0) return isText(everyOther(head));
  const text = new TextDecoder().decode(head.subarray(0, 1_024), { stream: true });
  return text.length > 0 && !/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(text);
}

function everyOther(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, at) => at > 1 && byte >= 0x20 && byte < 0x7f);
}
