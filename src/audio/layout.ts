import type { AudioLayout } from "./audio.ts";
import type { Frames } from "./frame-meter.ts";
import { toDb } from "./speech-intervals.ts";

/** Frames that count: not softer than loud ones by more than this, and above the noise by this, in dB. */
const LOUD = { belowLoudest: 25, aboveNoise: 12, least: -65 };
/** Two channels are one sound when their squared correlation over all loud frames reaches this … */
const LIKENESS_MIN = 0.8;
/** … and no more than this share of them holds something else than the common sound. */
const DIFFERENT_SHARE_MAX = 0.02;
/** A copy that is softer by more is what leaks through the wiring into a side where nobody is. */
const COPY_DB_MAX = 15;

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

/** How each relation is called in the result while both sides speak. */
export const LAYOUT_OF: Record<ChannelRelation["kind"], AudioLayout> = {
  one: "mono",
  sides: "stereo",
  same: "false_stereo",
  leak: "one_side_silent",
};

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
  const sums = { ll: 0, rr: 0, lr: 0 };
  for (const frame of loud) {
    const total = (left.power[frame] ?? 0) + (right.power[frame] ?? 0);
    sums.ll += (left.power[frame] ?? 0) / total;
    sums.rr += (right.power[frame] ?? 0) / total;
    sums.lr += (cross[frame] ?? 0) / total;
  }
  if (loud.length === 0 || sums.ll * sums.rr === 0) return { kind: "sides" };
  if (sums.lr ** 2 < LIKENESS_MIN * sums.ll * sums.rr) return { kind: "sides" };
  // The second channel as `gain` times the first; what is left over is what only one of them holds.
  const gain = Math.sign(sums.lr) * Math.sqrt(sums.rr / sums.ll);
  const different = loud.filter((frame) => {
    const l = left.power[frame] ?? 0;
    const r = right.power[frame] ?? 0;
    const rest = r - 2 * gain * (cross[frame] ?? 0) + gain * gain * l;
    return rest > 0.5 * Math.max(r, gain * gain * l);
  });
  if (different.length > DIFFERENT_SHARE_MAX * loud.length) return { kind: "sides" };
  const gainDb = 20 * Math.log10(Math.abs(gain));
  if (Math.abs(gainDb) > COPY_DB_MAX) return { kind: "leak", channel: gainDb < 0 ? 0 : 1 };
  return { kind: "same", polarity: gain < 0 ? -1 : 1 };
}

function loudFrames(left: Float32Array, right: Float32Array): number[] {
  const levels = left.map((power, frame) => toDb(power + (right[frame] ?? 0)));
  const heard = levels.filter((db) => db > LOUD.least).sort();
  const noise = heard[Math.floor(heard.length * 0.1)] ?? 0;
  const most = heard[Math.floor(heard.length * 0.95)] ?? 0;
  // A recording without pauses has no noise to be above.
  const limit = Math.max(LOUD.least, most - LOUD.belowLoudest, Math.min(noise + LOUD.aboveNoise, most - 6));
  return [...levels.keys()].filter((frame) => (levels[frame] ?? 0) > limit);
}
