import audioType from "audio-type";
import { AppError } from "../errors.ts";
import { lettersAt } from "./read-bytes.ts";

/** Enough to know the kinds named here. */
export const REFUSED_HEAD_BYTES = 4 * 1024;

const READ_HERE = "WAV, MP3, Ogg, Opus, WebM, MP4, M4A, FLAC, AMR and AAC can be read.";

/** Kinds of sound that are recognised and not read. */
const REFUSED_SOUND: Record<string, string | undefined> = {
  ac3: "AC-3 sound",
  eac3: "E-AC-3 sound",
  dts: "DTS sound",
  aiff: "AIFF sound",
  wma: "Windows Media (ASF) sound or video",
  caf: "an Apple CAF file",
  ape: "Monkey's Audio",
  wv: "WavPack sound",
  tta: "True Audio sound",
  mpc: "Musepack sound",
  dsf: "DSD sound",
  dff: "DSD sound",
  qoa: "QOA sound",
  mid: "a MIDI file, which holds notes and no sound",
  avi: "an AVI video",
};

/** First letters of files that are no sound, as Latin-1. */
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
  if (start.startsWith("RIFF") && start.endsWith("WEBP")) return refusal("The file is an image, not a recording.");
  const other = REFUSED_STARTS.find(([letters]) => start.startsWith(letters))?.[1];
  if (other !== undefined) return refusal(`The file is ${other}, which cannot be read here. ${READ_HERE}`);
  const sound = REFUSED_SOUND[audioType(head) ?? ""];
  if (sound !== undefined) return refusal(`The file is ${sound}, which cannot be read here. ${READ_HERE}`);
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
