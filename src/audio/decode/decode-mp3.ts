import { decoder } from "@audio/decode-mp3";
import type { AudioBlock } from "../audio.ts";
import { decodeStream } from "./decode-stream.ts";
import { findMpegSound } from "./mpeg-frames.ts";
import { type ByteSource, piecesOf } from "./read-bytes.ts";

/** What comes of it lies outside the heap until it is collected: half a second of sound or a whole one, not several. */
const READ_BYTES = 4 * 1024;

/** Decodes MPEG audio from its first frame to `end`; the encoder's delay is trimmed where its tag tells it. */
export async function* decodeMp3(source: ByteSource, from = 0, end = source.size): AsyncGenerator<AudioBlock> {
  const sound = await findMpegSound(source, from);
  if (sound !== null) yield* decodeStream(await decoder(), piecesOf(source, READ_BYTES, sound.start, end));
}
