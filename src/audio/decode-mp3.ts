import { decoder } from "@audio/decode-mp3";
import type { AudioBlock } from "./audio.ts";
import { findMpegSound } from "./mpeg-frames.ts";
import type { ByteSource } from "./read-bytes.ts";

const READ_BYTES = 32 * 1024;

/** Decodes MPEG audio from its first frame to `end`; the encoder's delay is trimmed where its tag tells it. */
export async function* decodeMp3(source: ByteSource, from = 0, end = source.size): AsyncGenerator<AudioBlock> {
  const sound = await findMpegSound(source, from);
  if (sound === null) return;
  const mpeg = await decoder();
  try {
    for (let at = sound.start; at < end; at += READ_BYTES) {
      const bytes = await source.read(at, Math.min(READ_BYTES, end - at));
      if (bytes.length === 0) return;
      yield mpeg.decode(bytes);
    }
  } finally {
    mpeg.free();
  }
}
