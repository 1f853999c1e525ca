import { AppError } from "../../errors.ts";
import type { AudioContainer } from "../audio.ts";
import { findAdts } from "./adts-frames.ts";
import { amrKindOf } from "./amr-frames.ts";
import { isPlainGsm } from "./decode-gsm.ts";
import { isFlac } from "./flac-header.ts";
import { findMpegSound, skipId3 } from "./mpeg-frames.ts";
import { type ByteSource, lettersAt } from "./read-bytes.ts";
import { REFUSED_HEAD_BYTES, refusalOf } from "./refused-files.ts";
import { isWav } from "./wav-header.ts";

/** Boxes an MP4 or QuickTime file may start with. */
const FIRST_BOXES = /^(?:ftyp|moov|mdat|wide|free|skip|pnot)$/;
const EBML = "\x1a\x45\xdf\xa3";

/**
 * Which container a file is, by its content alone. Sound without a container (MP3, AAC, GSM) counts only when several
 * frames follow each other, since two equal bytes prove nothing.
 * @throws AppError `invalid_input` for an empty file, `unsupported_media_type` for all that is not read here.
 */
export async function sniffAudio(source: ByteSource): Promise<AudioContainer> {
  if (source.size === 0) throw new AppError("invalid_input", "The file is empty.");
  const head = await source.read(0, 16);
  if (isWav(head)) return "wav";
  if (lettersAt(head, 0, 4) === "OggS") return "ogg";
  if (lettersAt(head, 0, 4) === EBML) return "webm";
  if (amrKindOf(head) !== null) return "amr";
  if (FIRST_BOXES.test(lettersAt(head, 4, 4))) return "mp4";
  if (isFlac(await source.read(await skipId3(source), 4))) return "flac";
  if ((await findAdts(source)) !== null) return "aac";
  if (await isPlainGsm(source)) return "gsm";
  const known = await source.read(0, REFUSED_HEAD_BYTES);
  if ((await findMpegSound(source)) !== null) return "mp3";
  throw refusalOf(known);
}
