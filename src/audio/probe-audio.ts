import { AppError } from "../errors.ts";
import type { AudioContainer, AudioFormat } from "./audio.ts";
import { findAdts } from "./decode/adts-frames.ts";
import { amrKindOf, holdsAmrFrames } from "./decode/amr-frames.ts";
import { loadAac } from "./decode/decode-aac.ts";
import { readFlacHeader } from "./decode/flac-header.ts";
import { assertMp4Index } from "./decode/mp4-boxes.ts";
import { findMpegSound, mpegSamplesClaimed, skipId3 } from "./decode/mpeg-frames.ts";
import { probeOgg } from "./decode/probe-ogg.ts";
import { type ByteSource, openBytes } from "./decode/read-bytes.ts";
import { codecRefusal } from "./decode/refused-files.ts";
import { sniffAudio } from "./decode/sniff-audio.ts";
import { readWavHeader } from "./decode/wav-header.ts";
import { isOutOfMemory, isSystemError } from "./system-error.ts";

/**
 * Tells what a file is by its content. Only headers are read, so memory stays small whatever the file claims. Broken MP4
 * and WebM can keep the demultiplexer busy for ever: it is to run in a thread that can be ended.
 * @throws AppError `unsupported_media_type` when it is not sound or of a kind we do not read (named where it can be),
 * `invalid_input` when it is empty or its header is broken. Errors of the file system pass.
 */
export function probeAudio(path: string): Promise<AudioFormat> {
  return withBytes(path, async (source) => probe(source, await sniffAudio(source)));
}

/**
 * Refuses what is no recording as far as that can be told at the door, in the server's own thread: as `probeAudio`, but
 * the tracks of MP4 and WebM are not looked at.
 * @throws what `probeAudio` throws.
 */
export function checkAudio(path: string): Promise<AudioContainer> {
  return withBytes(path, async (source) => {
    const container = await sniffAudio(source);
    if (container === "mp4") await assertMp4Index(source);
    else if (container !== "webm") await probe(source, container);
    return container;
  });
}

async function withBytes<Result>(path: string, use: (source: ByteSource) => Promise<Result>): Promise<Result> {
  const source = await openBytes(path);
  try {
    return await use(source);
  } catch (error) {
    if (error instanceof AppError || isSystemError(error) || isOutOfMemory(error)) throw error;
    throw new AppError("invalid_input", "The recording is cut off or broken: its header cannot be read.", {
      cause: error,
    });
  } finally {
    await source.close();
  }
}

async function probe(source: ByteSource, container: AudioContainer): Promise<AudioFormat> {
  switch (container) {
    case "wav":
      return await probeWav(source);
    case "mp3":
      return await probeMp3(source);
    case "ogg":
      return await probeOgg(source);
    case "flac":
      return await probeFlac(source);
    case "aac":
      return await probeAdts(source);
    case "amr":
      return await probeAmr(source);
    case "gsm":
      return { container, codec: "gsm", channels: 1, sampleRate: 8_000, durationMs: null };
    case "mp4":
      await assertMp4Index(source);
      return await probeTracks(source, container);
    case "webm":
      return await probeTracks(source, container);
  }
}

/** The demultiplexer is as large as all decoders together, and most recordings need none. */
async function probeTracks(source: ByteSource, container: "mp4" | "webm"): Promise<AudioFormat> {
  const { probeMedia } = await import("./decode/probe-media.ts");
  return probeMedia(source, container);
}

function milliseconds(samples: number | null, sampleRate: number): number | null {
  return samples === null ? null : Math.round((samples * 1_000) / sampleRate);
}

async function probeWav(source: ByteSource): Promise<AudioFormat> {
  const header = await readWavHeader(source);
  const { codec, channels, sampleRate, claimedBytes, blockBytes, blockSamples } = header;
  if (codec === "mp3") return { ...(await probeMp3(source, header.dataStart)), container: "wav" };
  const samples = claimedBytes === null ? null : Math.floor(claimedBytes / blockBytes) * blockSamples;
  return { container: "wav", codec, channels, sampleRate, durationMs: milliseconds(samples, sampleRate) };
}

async function probeMp3(source: ByteSource, from = 0): Promise<AudioFormat> {
  const sound = await findMpegSound(source, from);
  if (sound === null) throw new AppError("invalid_input", "The file holds no MP3 frames.");
  const { frame, start, channels } = sound;
  if (frame.layer !== 3) throw codecRefusal(`MPEG layer ${frame.layer} sound`, "MPEG audio");
  const samples = mpegSamplesClaimed(frame, await source.read(start, frame.frameBytes));
  const durationMs = milliseconds(samples, frame.sampleRate);
  return { container: "mp3", codec: "mp3", channels, sampleRate: frame.sampleRate, durationMs };
}

async function probeFlac(source: ByteSource): Promise<AudioFormat> {
  const { channels, sampleRate, samples } = await readFlacHeader(source, await skipId3(source));
  return {
    container: "flac",
    codec: "flac",
    channels,
    sampleRate,
    durationMs: milliseconds(samples || null, sampleRate),
  };
}

async function probeAdts(source: ByteSource): Promise<AudioFormat> {
  const sound = await findAdts(source);
  if (sound === null) throw new AppError("invalid_input", "The file holds no AAC frames.");
  await loadAac();
  const { channels, sampleRate } = sound.frame;
  return { container: "aac", codec: "aac", channels, sampleRate, durationMs: null };
}

async function probeAmr(source: ByteSource): Promise<AudioFormat> {
  const kind = amrKindOf(await source.read(0, 16));
  if (kind === "several channels") throw codecRefusal("AMR sound of several channels", "AMR");
  if (kind === null || !(await holdsAmrFrames(source, kind)))
    throw new AppError("invalid_input", "The AMR file is cut off or broken: no frames follow its mark.");
  const sampleRate = kind === "narrow" ? 8_000 : 16_000;
  return { container: "amr", codec: "amr", channels: 1, sampleRate, durationMs: null };
}
