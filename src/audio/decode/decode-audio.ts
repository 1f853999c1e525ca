import { setImmediate } from "node:timers/promises";
import { decoder as openAmr } from "@audio/decode-amr";
import { AppError } from "../../errors.ts";
import type { AudioBlock, AudioFormat } from "../audio.ts";
import { isOutOfMemory, isSystemError } from "../system-error.ts";
import { findAdts } from "./adts-frames.ts";
import { loadAac } from "./decode-aac.ts";
import { decodeFlac, flacPieces } from "./decode-flac.ts";
import { decodeGsm } from "./decode-gsm.ts";
import { decodeMp3 } from "./decode-mp3.ts";
import { decodeOgg } from "./decode-ogg.ts";
import { decodeStream } from "./decode-stream.ts";
import { decodeWav } from "./decode-wav.ts";
import { readFlacHeader } from "./flac-header.ts";
import { skipId3 } from "./mpeg-frames.ts";
import { type ByteSource, openBytes, piecesOf } from "./read-bytes.ts";
import { readWavHeader } from "./wav-header.ts";

/** A frame of AMR may be one byte for 320 samples. */
const AMR_READ_BYTES = 4 * 1024;
const ADTS_READ_BYTES = 8 * 1024;

/**
 * Decodes a recording to blocks of samples, first sample first, with the encoder's delay trimmed. Blocks have one channel
 * or two (more are mixed to one, since nothing tells who speaks where), are never empty, and share one sample rate, which
 * may differ from the header's (Opus is decoded at 16,000). Memory stays bounded whatever the file claims. A file that is
 * cut gives the sound up to the cut; whether it is shorter than its header says is for the caller to compare.
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
    for await (const block of upToTheCut(blocksOf(source, format))) {
      signal?.throwIfAborted();
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
  if (sampleRate === 0) throw noSound();
}

/** What a decoder says of bytes it cannot go on with is a cut when there was sound before, else the end of it all. */
async function* upToTheCut(blocks: AsyncGenerator<AudioBlock>): AsyncGenerator<AudioBlock> {
  let isSilentSoFar = true;
  try {
    for await (const block of blocks) {
      if ((block.channelData[0]?.length ?? 0) === 0) continue;
      isSilentSoFar = false;
      yield block;
    }
  } catch (error) {
    if (error instanceof AppError || isSystemError(error) || isOutOfMemory(error)) throw error;
    if (isSilentSoFar) throw noSound(error);
  }
}

function noSound(cause?: unknown): AppError {
  const options = cause === undefined ? {} : { cause };
  return new AppError("invalid_input", "The recording is broken: no sound in it can be decoded.", options);
}

async function* blocksOf(source: ByteSource, format: AudioFormat): AsyncGenerator<AudioBlock> {
  switch (format.container) {
    case "wav":
      yield* wavBlocks(source);
      break;
    case "mp3":
      yield* decodeMp3(source);
      break;
    case "ogg":
      yield* decodeOgg(source);
      break;
    case "flac": {
      const header = await readFlacHeader(source, await skipId3(source));
      yield* decodeFlac(header, flacPieces(source, header.framesAt));
      break;
    }
    case "amr":
      yield* decodeStream(await openAmr(), piecesOf(source, AMR_READ_BYTES));
      break;
    case "gsm":
      yield* decodeGsm(source, "plain");
      break;
    case "aac": {
      const open = await loadAac();
      const sound = await findAdts(source);
      yield* decodeStream(await open(), piecesOf(source, ADTS_READ_BYTES, sound?.start));
      break;
    }
    case "mp4":
    case "webm": {
      // As large as all decoders together, and most recordings need none of it.
      const { decodeMedia } = await import("./decode-media.ts");
      yield* decodeMedia(source, format.container, format.codec);
      break;
    }
  }
}

async function* wavBlocks(source: ByteSource): AsyncGenerator<AudioBlock> {
  const header = await readWavHeader(source);
  const end = header.dataStart + header.dataBytes;
  if (header.codec === "mp3") yield* decodeMp3(source, header.dataStart, end);
  else if (header.codec === "gsm") yield* decodeGsm(source, "wav49", header.dataStart, end);
  else yield* decodeWav(source, header);
}

/** Mono is given as two equal channels by some decoders; more than two channels are mixed to one. */
function placeChannels(channelData: Float32Array[], channels: number): Float32Array[] {
  if (channelData.length === 1 || (channels === 2 && channelData.length === 2)) return channelData;
  const [first, ...others] = channelData as [Float32Array, ...Float32Array[]];
  const mixed = first.slice();
  for (const channel of others)
    for (let at = 0; at < mixed.length; at++) mixed[at] = (mixed[at] as number) + (channel[at] as number);
  for (let at = 0; at < mixed.length; at++) mixed[at] = (mixed[at] as number) / channelData.length;
  return [mixed];
}
