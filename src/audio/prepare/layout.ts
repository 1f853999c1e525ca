import type { Frames } from "./frame-meter.ts";
import { keepValues, valueAtShare } from "./frame-values.ts";
import { toDb } from "./speech-intervals.ts";

/** Frames that count: not softer than loud ones by more than this, and above the noise by this, in dB. */
const LOUD = { belowLoudest: 25, aboveNoise: 12, least: -65 };
/** Two channels are one sound when their squared correlation over all loud frames reaches this … */
export const LIKENESS_MIN = 0.8;
/** … and no more than this share of them holds something else than the common sound. */
export const DIFFERENT_SHARE_MAX = 0.02;
/** A copy that is softer by more is what leaks through the wiring into a side where nobody is. */
export const COPY_DB_MAX = 15;

/**
 * How the channels of a recording relate. `sides`: both may hold a speaker. `same`: both hold one sound, perhaps at
 * another level or turned over (`polarity` −1 turns the second one back). `leak`: what is in the other channel is a faint
 * copy of `channel`.
 */
export type ChannelRelation =
  | { kind: "one" }
  | { kind: "sides" }
  | { kind: "same"; polarity: 1 | -1 }
  | { kind: "leak"; channel: 0 | 1 };

/**
 * Tells real stereo from a doubled mono recording. Every loud frame counts alike, so it is not the loudest word that
 * decides; noise of its own in each channel, lossy coding, gain and polarity do not hide that the sound is the same, and a
 * leak between two people's channels does not make them one, since its direction changes with the speaker.
 */
export function relateChannels(frames: Frames): ChannelRelation {
  const [left, right] = frames.channels;
  const { cross } = frames;
  if (!left || !right || !cross) return { kind: "one" };
  const loud = loudFrames(left.power, right.power);
  const sums = { loud: 0, ll: 0, rr: 0, lr: 0 };
  for (const [frame, total] of loud.entries()) {
    if (total === 0) continue;
    sums.loud++;
    sums.ll += (left.power[frame] ?? 0) / total;
    sums.rr += (right.power[frame] ?? 0) / total;
    sums.lr += (cross[frame] ?? 0) / total;
  }
  if (!isOneSound(sums)) return { kind: "sides" };
  // The second channel as `gain` times the first; what is left over is what only one of them holds.
  const gain = Math.sign(sums.lr) * Math.sqrt(sums.rr / sums.ll);
  let different = 0;
  for (const [frame, total] of loud.entries()) {
    const powers = { l: left.power[frame] ?? 0, r: right.power[frame] ?? 0, lr: cross[frame] ?? 0 };
    if (total > 0 && differsMuch(powers, gain)) different++;
  }
  if (different > DIFFERENT_SHARE_MAX * sums.loud) return { kind: "sides" };
  const gainDb = 20 * Math.log10(Math.abs(gain));
  if (Math.abs(gainDb) > COPY_DB_MAX) return { kind: "leak", channel: gainDb < 0 ? 0 : 1 };
  return { kind: "same", polarity: gain < 0 ? -1 : 1 };
}

/** Whether sums of powers and products tell of one sound in both channels. */
export function isOneSound({ ll, rr, lr }: { ll: number; rr: number; lr: number }): boolean {
  return ll * rr > 0 && lr ** 2 >= LIKENESS_MIN * ll * rr;
}

/** Whether much of a short stretch is in one channel only, where the second is `gain` times the first elsewhere. */
export function differsMuch({ l, r, lr }: { l: number; r: number; lr: number }, gain: number): boolean {
  const first = gain * gain * l;
  return r - 2 * gain * lr + first > 0.5 * Math.max(r, first);
}

/** The power of both channels in loud frames, 0 in all others. */
export function loudFrames(left: Float32Array, right: Float32Array): Float32Array {
  const total = left.map((power, frame) => power + (right[frame] ?? 0));
  const heard = keepValues(total, (power) => power > toPower(LOUD.least)).map(toDb);
  const noise = valueAtShare(heard, 0.1) ?? 0;
  const most = valueAtShare(heard, 0.95) ?? 0;
  // A recording without pauses has no noise to be above.
  const limit = Math.max(LOUD.least, most - LOUD.belowLoudest, Math.min(noise + LOUD.aboveNoise, most - 6));
  return total.map((power) => (power > toPower(limit) ? power : 0));
}

function toPower(db: number): number {
  return 10 ** (db / 10);
}
