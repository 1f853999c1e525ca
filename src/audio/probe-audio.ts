import { AppError } from "../errors.ts";
import type { AudioFormat } from "./audio.ts";
import { findMpegSound, mpegSamplesClaimed } from "./mpeg-frames.ts";
import { type ByteSource, openBytes } from "./read-bytes.ts";
import { isWav, readWavHeader } from "./wav-header.ts";

/**
 * Tells what a file is by its content. Only headers are read, so memory stays small whatever the file claims.
 * @throws AppError `unsupported_media_type` when it is not sound or of a kind we do not read (named where it can be),
 * `invalid_input` when it is empty or its header is broken. Errors of the file system pass.
 */
export async function probeAudio(path: string): Promise<AudioFormat> {
  const source = await openBytes(path);
  try {
    return await probe(source);
  } finally {
    await source.close();
  }
}

async function probe(source: ByteSource): Promise<AudioFormat> {
  if (source.size === 0) throw new AppError("invalid_input", "The file is empty.");
  const head = await source.read(0, 16);
  if (isWav(head)) return probeWav(source);
  const mpeg = await probeMpeg(source);
  if (mpeg !== null) return mpeg;
  throw new AppError("unsupported_media_type", "The file is not a recording that can be read here.");
}

async function probeWav(source: ByteSource): Promise<AudioFormat> {
  const header = await readWavHeader(source);
  const { codec, channels, sampleRate, claimedBytes, blockBytes, blockSamples } = header;
  const blocks = claimedBytes === null || codec === "mp3" ? null : Math.floor(claimedBytes / blockBytes);
  const durationMs = blocks === null ? null : Math.round((blocks * blockSamples * 1_000) / sampleRate);
  return { container: "wav", codec, channels, sampleRate, durationMs };
}

async function probeMpeg(source: ByteSource): Promise<AudioFormat | null> {
  const sound = await findMpegSound(source);
  if (sound === null) return null;
  const { frame, start, channels } = sound;
  const samples = mpegSamplesClaimed(frame, await source.read(start, frame.frameBytes));
  const durationMs = samples === null ? null : Math.round((samples * 1_000) / frame.sampleRate);
  return { container: "mp3", codec: "mp3", channels, sampleRate: frame.sampleRate, durationMs };
}
