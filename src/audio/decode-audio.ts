import { setImmediate } from "node:timers/promises";
import { AppError } from "../errors.ts";
import type { AudioBlock, AudioFormat } from "./audio.ts";
import { decodeMp3 } from "./decode-mp3.ts";
import { decodeWav } from "./decode-wav.ts";
import { type ByteSource, openBytes } from "./read-bytes.ts";
import { readWavHeader } from "./wav-header.ts";

/**
 * Decodes a recording to blocks of samples, first sample first, with the encoder's delay trimmed. Blocks have one channel
 * or two (more are mixed to one, since nothing tells who speaks where), are never empty, and share one sample rate, which
 * may differ from the header's (Opus always gives 48,000). Memory stays bounded whatever the file claims. A file that is cut
 * gives the sound up to the cut; whether it is shorter than its header says is for the caller to compare.
 * @param format what `probeAudio` told of the same file.
 * @param signal stops between blocks, with its reason.
 * @throws AppError `invalid_input` when not one sample can be decoded. Errors of the file system pass.
 */
export async function* decodeAudio(
  path: string,
  format: AudioFormat,
  signal?: AbortSignal,
): AsyncGenerator<AudioBlock> {
  const source = await openBytes(path);
  let sampleRate = 0;
  try {
    for await (const block of blocksOf(source, format)) {
      signal?.throwIfAborted();
      if ((block.channelData[0]?.length ?? 0) === 0) continue;
      sampleRate ||= block.sampleRate;
      if (block.sampleRate !== sampleRate)
        throw new AppError("invalid_input", "The recording changes its sample rate in the middle.");
      yield { channelData: placeChannels(block.channelData, format.channels), sampleRate };
      await setImmediate();
      signal?.throwIfAborted();
    }
  } finally {
    await source.close();
  }
  if (sampleRate === 0) throw new AppError("invalid_input", "The recording holds no sound that can be decoded.");
}

async function* blocksOf(source: ByteSource, { container, codec }: AudioFormat): AsyncGenerator<AudioBlock> {
  if (container === "wav") {
    const header = await readWavHeader(source);
    yield* codec === "mp3"
      ? decodeMp3(source, header.dataStart, header.dataStart + header.dataBytes)
      : decodeWav(source, header);
  }
  if (container === "mp3") yield* decodeMp3(source);
}

/** Mono formats are given as two equal channels by some decoders; more than two channels are mixed to one. */
function placeChannels(channelData: Float32Array[], channels: number): Float32Array[] {
  const [left, right] = channelData;
  if (left === undefined || right === undefined || (channels === 2 && channelData.length === 2)) return channelData;
  const mixed = new Float32Array(left.length);
  for (const channel of channelData)
    for (let at = 0; at < mixed.length; at++) mixed[at] = (mixed[at] ?? 0) + (channel[at] ?? 0) / channelData.length;
  return [mixed];
}
