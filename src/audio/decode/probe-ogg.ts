import { AppError } from "../../errors.ts";
import type { AudioFormat } from "../audio.ts";
import { assertSoundShape } from "./audio-limits.ts";
import { parseFlacInfo } from "./flac-header.ts";
import { findOggStream, lastGranule, type OggStream } from "./ogg-packets.ts";
import { OPUS_CLOCK, parseOpusHead } from "./opus-head.ts";
import { type ByteSource, viewOf } from "./read-bytes.ts";
import { codecRefusal } from "./refused-files.ts";

/**
 * Reads what an Ogg file says of its sound; the length is that of its last page.
 * @throws AppError `unsupported_media_type` for other codecs, `invalid_input` when it is broken.
 */
export async function probeOgg(source: ByteSource): Promise<AudioFormat> {
  const stream = await findOggStream(source);
  if (stream === null) throw codecRefusal("no sound of a known kind", "Ogg");
  const { channels, sampleRate, delay } = shapeOf(stream);
  const end = await lastGranule(source, stream.serial);
  const durationMs = end === null ? null : Math.max(0, Math.round(((Number(end) - delay) * 1_000) / sampleRate));
  return { container: "ogg", codec: stream.codec, channels, sampleRate, durationMs };
}

interface Shape {
  channels: number;
  sampleRate: number;
  /** Samples that the granule counts and nobody hears. */
  delay: number;
}

function shapeOf({ codec, head, isAlone }: OggStream): Shape {
  switch (codec) {
    case "opus": {
      const { channels, preSkip } = parseOpusHead(head);
      return { channels, sampleRate: OPUS_CLOCK, delay: preSkip };
    }
    case "flac": {
      const { channels, sampleRate } = parseFlacInfo(head.subarray(9));
      return { channels, sampleRate, delay: 0 };
    }
    case "vorbis":
      if (!isAlone) throw codecRefusal("Vorbis sound beside other streams", "Ogg");
      return { ...vorbisShape(head), delay: 0 };
    case "speex":
      throw codecRefusal("Speex sound", "Ogg");
  }
}

function vorbisShape(head: Uint8Array): { channels: number; sampleRate: number } {
  if (head.length < 30) throw new AppError("invalid_input", "The Vorbis stream is broken: its header is cut off.");
  const channels = head[11] as number;
  const sampleRate = viewOf(head).getUint32(12, true);
  assertSoundShape(channels, sampleRate);
  return { channels, sampleRate };
}
