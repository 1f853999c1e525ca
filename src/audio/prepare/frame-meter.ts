import { HighPass } from "./high-pass.ts";

/** Length of the frames everything is measured in. At 8,000 and 16,000 Hz it is a whole number of samples. */
export const FRAME_MS = 10;
/** Below this there is no speech on a telephone, but mains hum and its first harmonic, and DC. */
const BAND_FROM_HZ = 200;

/** What was measured of one channel, one number a frame. */
export interface ChannelFrames {
  /** Mean square of the samples above 200 Hz; 1 is full scale. */
  power: Float32Array;
  /** Loudest sample, 0 to 255, over the whole band. */
  peak: Uint8Array;
}

/** What was measured of a recording. */
export interface Frames {
  count: number;
  channels: ChannelFrames[];
  /** Mean product of the two channels' samples above 200 Hz, frame by frame; null for one channel. */
  cross: Float32Array | null;
}

/** Measures one or two channels at a sample rate of 8,000 or 16,000, block by block, in 18 bytes a frame at most. */
export class FrameMeter {
  readonly #frameSamples: number;
  readonly #lanes: Lane[];
  readonly #cross = new Growing(Float32Array);
  /** Samples of the frame that is being filled, and its sum of products. */
  #filled = 0;
  #product = 0;

  constructor(sampleRate: number, channels: number) {
    this.#frameSamples = (sampleRate * FRAME_MS) / 1_000;
    this.#lanes = Array.from({ length: channels }, () => new Lane(sampleRate));
  }

  /** @param channelData one array of equal length per channel. */
  push(channelData: Int16Array[]): void {
    for (const [channel, lane] of this.#lanes.entries()) lane.filter(channelData[channel] ?? new Int16Array(0));
    const length = channelData[0]?.length ?? 0;
    for (let from = 0; from < length; ) {
      const to = Math.min(length, from + this.#frameSamples - this.#filled);
      for (const [channel, lane] of this.#lanes.entries()) lane.add(channelData[channel] as Int16Array, from, to);
      const [left, right] = this.#lanes;
      if (left && right) this.#product += sumOfProducts(left.filtered, right.filtered, from, to);
      this.#filled += to - from;
      if (this.#filled === this.#frameSamples) this.#endFrame();
      from = to;
    }
  }

  /** All frames, the last one perhaps shorter. Nothing may be pushed afterwards. */
  finish(): Frames {
    if (this.#filled > 0) this.#endFrame();
    const channels = this.#lanes.map((lane) => lane.frames());
    return {
      count: channels[0]?.power.length ?? 0,
      channels,
      cross: this.#lanes.length === 2 ? this.#cross.values() : null,
    };
  }

  #endFrame(): void {
    for (const lane of this.#lanes) lane.endFrame(this.#filled);
    if (this.#lanes.length === 2) this.#cross.push(this.#product / this.#filled);
    this.#filled = 0;
    this.#product = 0;
  }
}

/** One channel's filter and sums. */
class Lane {
  /** The block being measured, filtered, full scale 1. */
  filtered = new Float32Array(0);
  readonly #band: HighPass;
  readonly #power = new Growing(Float32Array);
  readonly #peak = new Growing(Uint8Array);
  #sum = 0;
  #loudest = 0;

  constructor(sampleRate: number) {
    this.#band = new HighPass(sampleRate, BAND_FROM_HZ);
  }

  filter(samples: Int16Array): void {
    if (this.filtered.length < samples.length) this.filtered = new Float32Array(samples.length);
    this.#band.run(samples, this.filtered);
  }

  add(samples: Int16Array, from: number, to: number): void {
    this.#sum += sumOfProducts(this.filtered, this.filtered, from, to);
    this.#loudest = loudest(samples, from, to, this.#loudest);
  }

  endFrame(count: number): void {
    this.#power.push(this.#sum / count);
    this.#peak.push(Math.min(255, Math.ceil(this.#loudest / 128.5)));
    this.#sum = 0;
    this.#loudest = 0;
  }

  frames(): ChannelFrames {
    return { power: this.#power.values(), peak: this.#peak.values() };
  }
}

function sumOfProducts(a: Float32Array, b: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

function loudest(samples: Int16Array, from: number, to: number, least: number): number {
  let most = least;
  for (let at = from; at < to; at++) {
    const size = Math.abs(samples[at] as number);
    if (size > most) most = size;
  }
  return most;
}

/** A list of numbers without a box around each. */
class Growing<Numbers extends Float32Array | Uint8Array> {
  readonly #make: new (
    length: number,
  ) => Numbers;
  #values: Numbers;
  #length = 0;

  constructor(make: new (length: number) => Numbers) {
    this.#make = make;
    this.#values = new make(16_384);
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new this.#make(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** All of them; a view, so that a long recording is not held twice. */
  values(): Numbers {
    return this.#values.subarray(0, this.#length) as Numbers;
  }
}
