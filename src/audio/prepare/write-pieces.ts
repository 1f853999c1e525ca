import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { createMp3Encoder } from "wasm-media-encoders";
import type { SpeechInterval } from "../audio.ts";
import { PCM_WAV_HEADER_BYTES, pcmWavHeader } from "../pcm-wav.ts";
import { soundMsOf } from "../piece-time.ts";
import { readSamples, writeAll } from "./channel-files.ts";
import type { Cut } from "./cut.ts";
import { frameBytes, infoFrame } from "./mp3-info-frame.ts";

/** Kilobits a second of a long piece; at 8,000 and 16,000 Hz speech comes through it as it was. */
const MP3_KBPS = 48;
/** Frames an MP3 file has beyond its sound: the tag, the coder's delay and what is left in it at the end. */
const MP3_FRAMES_OVER = 5;
/** Sound kept around speech in a muted piece, and how long it takes to fade. */
const MUTE = { keptMs: 250, fadeMs: 20 };
/** Samples read, mixed and coded at once. */
const CHUNK_SAMPLES = 16 * 1_024;

/**
 * What pieces are written as. Turns are WAV: exact from the first sample to the last, and a second of speech would be
 * mostly coder's delay in MP3. Long pieces are MP3, a fifth to a third of the size, since there the upload is what takes time.
 */
export type PieceFormat = "wav" | "mp3";

/** A cut with its number, which names its file. */
export interface NumberedCut extends Cut {
  number: number;
}

/** Where the samples are and where the pieces go. Can cross to another thread. */
export interface PieceJob {
  directory: string;
  /** Files of the channels at `sampleRate`; each cut's `channel` is an index into it. */
  channelPaths: string[];
  /** When both channels hold one sound, pieces of channel 0 are the mean, the second one turned over by −1; else null. */
  mixPolarity: 1 | -1 | null;
  sampleRate: number;
  format: PieceFormat;
  /**
   * Whether pieces are silent where their channel does not speak: what is heard there of the other side would be written
   * down a second time.
   */
  isMuted: boolean;
  cuts: NumberedCut[];
}

/** Which names files in the folder have that a preparation makes, for whoever clears up after one. */
export const PIECE_FILE = /^piece-\d{5,}\.(?:wav|mp3)$/;

/** A piece that stands on disk. */
export interface WrittenPiece {
  number: number;
  file: string;
  sizeBytes: number;
}

/** Milliseconds of sound that fit into so many bytes. */
export function pieceMsWithin(bytes: number, format: PieceFormat, sampleRate: number): number {
  const perSecond = format === "wav" ? sampleRate * 2 : (MP3_KBPS * 1_000) / 8;
  const over = format === "wav" ? PCM_WAV_HEADER_BYTES : MP3_FRAMES_OVER * frameBytes(sampleRate, MP3_KBPS);
  return Math.floor(((bytes - over) * 1_000) / perSecond);
}

/** Name of a piece's file. */
export function pieceFileName(number: number, format: PieceFormat): string {
  return `piece-${String(number).padStart(5, "0")}.${format}`;
}

/**
 * Writes the pieces of a job, one after the other, in memory that does not grow with their length. On an error the files
 * written so far are left behind; the folder belongs to the caller.
 */
export async function writePieces(job: PieceJob, onWritten: (ms: number) => void): Promise<WrittenPiece[]> {
  const files = job.channelPaths.map((path) => openSync(path, "r"));
  const encoder = job.format === "mp3" ? await createMp3Encoder() : null;
  const source = new PieceSource(files, job);
  try {
    const written: WrittenPiece[] = [];
    for (const cut of job.cuts) {
      const file = pieceFileName(cut.number, job.format);
      source.begin(cut);
      const sizeBytes = withFile(join(job.directory, file), (target) =>
        encoder ? writeMp3(target, encoder, source, job.sampleRate) : writeWav(target, source, job.sampleRate),
      );
      written.push({ number: cut.number, file, sizeBytes });
      onWritten(soundMsOf(cut));
      // Lets the thread hear what its neighbour tells.
      await setImmediate();
    }
    return written;
  } finally {
    for (const file of files) closeSync(file);
  }
}

function withFile(path: string, write: (file: number) => number): number {
  const file = openSync(path, "w");
  try {
    return write(file);
  } finally {
    closeSync(file);
  }
}

/** The samples of one cut after the other, chunk by chunk in the same memory: a chunk is valid until the next one. */
class PieceSource {
  /** Samples of the cut. */
  count = 0;
  readonly #files: number[];
  readonly #job: PieceJob;
  readonly #chunk = new Int16Array(CHUNK_SAMPLES);
  readonly #more = new Int16Array(CHUNK_SAMPLES);
  #cut: Cut | null = null;

  constructor(files: number[], job: PieceJob) {
    this.#files = files;
    this.#job = job;
  }

  begin(cut: Cut): void {
    this.#cut = cut;
    this.count = 0;
    for (const { from, to } of this.#places()) this.count += to - from;
  }

  *chunks(): Generator<Int16Array> {
    for (const { from, to } of this.#places())
      for (let at = from; at < to; at += CHUNK_SAMPLES) yield this.#read(at, Math.min(CHUNK_SAMPLES, to - at));
  }

  /** Numbers of the samples of each part in the recording. */
  #places(): { from: number; to: number }[] {
    const sampleAt = (ms: number) => Math.round((ms * this.#job.sampleRate) / 1_000);
    return (this.#cut?.parts ?? []).map(({ startMs, endMs }) => ({ from: sampleAt(startMs), to: sampleAt(endMs) }));
  }

  #read(from: number, count: number): Int16Array {
    const { mixPolarity, isMuted, sampleRate } = this.#job;
    const file = this.#files[this.#cut?.channel ?? 0];
    const second = this.#files[1];
    if (file === undefined) throw new Error("a cut names a channel that there is not");
    const chunk = this.#chunk.subarray(0, count);
    readSamples(file, from, chunk);
    if (mixPolarity !== null && second !== undefined) {
      const more = this.#more.subarray(0, count);
      readSamples(second, from, more);
      mixInto(chunk, more, mixPolarity);
    }
    if (isMuted) mutePauses(chunk, from, this.#cut?.speech ?? [], sampleRate);
    return chunk;
  }
}

/** Fades out what lies away from speech. `first` is the number of the first sample in the recording. */
function mutePauses(samples: Int16Array, first: number, speech: SpeechInterval[], sampleRate: number): void {
  const perMs = sampleRate / 1_000;
  const borders = speech.flatMap(({ startMs, endMs }) => [
    (startMs - MUTE.keptMs) * perMs - first,
    (endMs + MUTE.keptMs) * perMs - first,
  ]);
  // Every pause reaches from the end of speech before it to the beginning of speech behind it.
  for (let next = 0; next <= borders.length; next += 2)
    mute(samples, borders[next - 1] ?? Number.NEGATIVE_INFINITY, borders[next] ?? Number.POSITIVE_INFINITY, perMs);
}

/** Silences samples from a place (that may lie before them) up to another, with a fade at both. */
function mute(samples: Int16Array, from: number, to: number, perMs: number): void {
  const fade = MUTE.fadeMs * perMs;
  const end = Math.min(samples.length, to);
  for (let at = Math.max(0, from); at < end; at++) {
    const away = Math.min(at - from, to - at);
    if (away >= fade) {
      const silentTo = Math.min(end, to - fade);
      samples.fill(0, at, silentTo);
      at = Math.max(at, silentTo - 1);
    } else samples[at] = Math.trunc((samples[at] as number) * (1 - away / fade));
  }
}

function mixInto(samples: Int16Array, more: Int16Array, polarity: 1 | -1): void {
  for (let at = 0; at < samples.length; at++)
    samples[at] = Math.trunc(((samples[at] as number) + polarity * (more[at] as number)) / 2);
}

function writeWav(file: number, samples: PieceSource, sampleRate: number): number {
  const dataBytes = samples.count * 2;
  writeAll(file, pcmWavHeader(dataBytes, sampleRate));
  for (const chunk of samples.chunks()) writeAll(file, new Uint8Array(chunk.buffer, 0, chunk.byteLength));
  return PCM_WAV_HEADER_BYTES + dataBytes;
}

type Mp3Encoder = Awaited<ReturnType<typeof createMp3Encoder>>;

function writeMp3(file: number, encoder: Mp3Encoder, samples: PieceSource, sampleRate: number): number {
  const length = frameBytes(sampleRate, MP3_KBPS);
  encoder.configure({ sampleRate, channels: 1, bitrate: MP3_KBPS });
  let header: Uint8Array | undefined;
  let bytes = 0;
  const write = (coded: Uint8Array) => {
    if (coded.length > 0) header ??= coded.slice(0, 4);
    writeAll(file, coded);
    bytes += coded.length;
  };
  // Its place; what it says is known at the end.
  writeAll(file, new Uint8Array(length));
  const floats = new Float32Array(CHUNK_SAMPLES);
  for (const chunk of samples.chunks()) write(encoder.encode([toFloats(chunk, floats)]));
  write(encoder.finalize());
  if (!header) throw new Error("the MP3 encoder gave nothing");
  writeSync(file, infoFrame(header, length, Math.round(bytes / length), samples.count), 0, length, 0);
  return length + bytes;
}

function toFloats(samples: Int16Array, floats: Float32Array): Float32Array {
  for (let at = 0; at < samples.length; at++) floats[at] = (samples[at] as number) / 32_768;
  return floats.subarray(0, samples.length);
}
