import { AppError } from "../../errors.ts";
import type { AudioBlock } from "../audio.ts";
import { ChannelFile } from "./channel-files.ts";
import { FrameMeter, type Frames } from "./frame-meter.ts";
import { Resampler } from "./resample.ts";

/** From this share of full scale on a sample counts as clipped; below it lie the loudest codes of µ-law and A-law. */
const CLIPPED_FROM = 0.975;
/** Decoded sound between two reports of progress. */
const REPORT_EVERY_MS = 10_000;

/** A recording as it was decoded: its samples in one file per channel, and what was measured of them. */
export interface TakenIn {
  /** 8,000 or 16,000. */
  sampleRate: number;
  durationMs: number;
  frames: Frames;
  files: ChannelFile[];
  /** Clipped samples per 1,000, per channel. */
  clippedPerMille: number[];
}

/** Where to, how long at most, and who is told the decoded milliseconds. */
export interface TakeInOptions {
  directory: string;
  durationMsMax: number;
  onProgress: (decodedMs: number) => void;
}

/**
 * Takes decoded blocks to disk at the rate speech engines work with: 16,000 Hz, or 8,000 where the source has no more.
 * Memory grows by some bytes for each frame of 10 ms and not with the samples. The files are left behind on an error; the
 * folder belongs to the caller.
 * @throws AppError `too_large` as soon as more than `durationMsMax` is decoded.
 */
export async function takeIn(blocks: AsyncIterable<AudioBlock>, options: TakeInOptions): Promise<TakenIn> {
  let intake: Intake | undefined;
  let reportAt = REPORT_EVERY_MS;
  for await (const block of blocks) {
    intake ??= new Intake(block, options.directory);
    intake.push(block.channelData);
    const { decodedMs } = intake;
    if (decodedMs > options.durationMsMax) throw tooLong(options.durationMsMax);
    if (decodedMs < reportAt) continue;
    options.onProgress(Math.round(decodedMs));
    reportAt = decodedMs + REPORT_EVERY_MS;
  }
  if (!intake) throw new AppError("invalid_input", "The recording holds no sound.");
  return intake.finish();
}

function tooLong(durationMsMax: number): AppError {
  const minutes = Math.floor(durationMsMax / 60_000);
  const limit = minutes >= 1 ? `${minutes} min` : `${Math.round(durationMsMax / 1_000)} s`;
  return new AppError("too_large", `The recording is longer than ${limit}, the longest that is accepted here.`);
}

class Intake {
  readonly #sourceRate: number;
  readonly #sampleRate: number;
  readonly #channels: ChannelIntake[];
  readonly #meter: FrameMeter;
  #decoded = 0;

  constructor({ channelData, sampleRate }: AudioBlock, directory: string) {
    this.#sourceRate = sampleRate;
    this.#sampleRate = sampleRate <= 8_000 ? 8_000 : 16_000;
    this.#channels = channelData.map(
      (_, channel) => new ChannelIntake(ChannelFile.create(directory, channel), sampleRate, this.#sampleRate),
    );
    this.#meter = new FrameMeter(this.#sampleRate, channelData.length);
  }

  get decodedMs(): number {
    return (this.#decoded * 1_000) / this.#sourceRate;
  }

  push(channelData: Float32Array[]): void {
    this.#decoded += channelData[0]?.length ?? 0;
    this.#meter.push(this.#channels.map((one, channel) => one.push(channelData[channel] ?? new Float32Array(0))));
  }

  finish(): TakenIn {
    this.#meter.push(this.#channels.map((one) => one.finish()));
    return {
      sampleRate: this.#sampleRate,
      durationMs: Math.round(this.decodedMs),
      frames: this.#meter.finish(),
      files: this.#channels.map((one) => one.file),
      clippedPerMille: this.#channels.map((one) => (one.clipped * 1_000) / Math.max(1, this.#decoded)),
    };
  }
}

class ChannelIntake {
  readonly file: ChannelFile;
  clipped = 0;
  readonly #resampler: Resampler | null;
  #output = new Int16Array(0);

  constructor(file: ChannelFile, from: number, to: number) {
    this.file = file;
    this.#resampler = from === to ? null : new Resampler(from, to);
  }

  push(samples: Float32Array): Int16Array {
    this.clipped += countAbove(samples, CLIPPED_FROM);
    return this.#store(this.#resampler?.push(samples) ?? samples);
  }

  finish(): Int16Array {
    const rest = this.#store(this.#resampler?.finish() ?? new Float32Array(0));
    this.file.flush();
    return rest;
  }

  #store(samples: Float32Array): Int16Array {
    if (this.#output.length < samples.length) this.#output = new Int16Array(samples.length);
    const output = this.#output.subarray(0, samples.length);
    toInt16(samples, output);
    this.file.append(output);
    return output;
  }
}

/** The length is read once: that of memory which two threads see is not kept in a register. */
function countAbove(samples: Float32Array, limit: number): number {
  let count = 0;
  for (let at = 0, end = samples.length; at < end; at++) {
    const value = samples[at] as number;
    if (value >= limit || value <= -limit) count++;
  }
  return count;
}

/** Full scale is 32,768, as decoders divide by; what is louder is clipped, and what is no number is silence. */
function toInt16(samples: Float32Array, output: Int16Array): void {
  for (let at = 0; at < samples.length; at++) {
    const value = (samples[at] as number) * 32_768;
    output[at] = value >= 32_767 ? 32_767 : value <= -32_768 ? -32_768 : value < 0 ? value - 0.5 : value + 0.5;
  }
}
