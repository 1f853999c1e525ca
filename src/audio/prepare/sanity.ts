import type { AudioFormat, AudioLayout, AudioSanity, SpeechInterval } from "../audio.ts";
import { FRAME_MS } from "./frame-meter.ts";
import { keepValues, valueAtShare } from "./frame-values.ts";
import { toDb } from "./speech-intervals.ts";

/** A header's claim may be off by this much, or by this share of the decoded length, before it is a fault. */
const DURATION_OFF = { ms: 1_000, share: 0.01 };
const CLIPPED_PER_MILLE_MAX = 1;
/** Softer speech is hard to understand, for people and engines. */
const SPEECH_DBFS_MIN = -42;
/** Speech less than this above its pauses is noisy. */
const SPEECH_OVER_NOISE_DB_MIN = 15;
/** A telephone carries speech up to 3,400 Hz; with less than this share (in dB) above 2,800 Hz it is muffled. */
const UPPER_BAND_DB_MIN = -45;
/** Frames beside speech belong to neither speech nor pause. */
const EDGE_FRAMES = 10;

/** What is measured of one channel that is used. */
export interface ChannelSound {
  speech: SpeechInterval[];
  /** Mean squares above 200 Hz, one a frame. */
  power: Float32Array;
  clippedPerMille: number;
  /** Share of the speech's power above 2,800 Hz, in dB; null without speech. */
  upperBandDb: number | null;
}

/** The report on a recording. Levels are those above 200 Hz, so that hum and DC do not count as sound. */
export function reportSanity(
  format: AudioFormat,
  layout: AudioLayout,
  durationMs: number,
  sounds: ChannelSound[],
): AudioSanity {
  const channels = sounds.map(({ speech, power, clippedPerMille }) => ({
    ...levelsOf(speech, power),
    clippedPerMille: rounded(clippedPerMille, 100),
    speechMs: speech.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0),
  }));
  const off = format.durationMs === null ? 0 : durationMs - format.durationMs;
  const isOff = Math.abs(off) > Math.max(DURATION_OFF.ms, durationMs * DURATION_OFF.share);
  const found: Record<string, boolean> = {
    one_side_silent: layout === "one_side_silent",
    truncated: isOff && off < 0,
    duration_differs: isOff,
    clipping: channels.some((one) => one.clippedPerMille > CLIPPED_PER_MILLE_MAX),
    noisy: channels.some(
      ({ speechDbfs, noiseDbfs }) =>
        speechDbfs !== null && noiseDbfs !== null && speechDbfs - noiseDbfs < SPEECH_OVER_NOISE_DB_MIN,
    ),
    quiet: channels.some(({ speechDbfs }) => speechDbfs !== null && speechDbfs < SPEECH_DBFS_MIN),
    narrow_band: sounds.some(({ upperBandDb }) => upperBandDb !== null && upperBandDb < UPPER_BAND_DB_MIN),
    false_stereo: layout === "false_stereo",
  };
  return { format, layout, durationMs, channels, faults: Object.keys(found).filter((fault) => found[fault]) };
}

/** Speech as its mean power; pauses as the level three of four of their frames stay below, so that a click is no noise. */
function levelsOf(speech: SpeechInterval[], power: Float32Array) {
  const isPause = new Uint8Array(power.length).fill(1);
  let [sum, count] = [0, 0];
  for (const { startMs, endMs } of speech) {
    const [from, to] = [startMs / FRAME_MS, Math.min(power.length, endMs / FRAME_MS)];
    isPause.fill(0, Math.max(0, from - EDGE_FRAMES), to + EDGE_FRAMES);
    for (let frame = from; frame < to; frame++) sum += power[frame] ?? 0;
    count += to - from;
  }
  const pauses = keepValues(power, (_, frame) => isPause[frame] === 1);
  const noise = valueAtShare(pauses, 0.75);
  return {
    speechDbfs: count === 0 ? null : rounded(toDb(sum / count), 10),
    noiseDbfs: noise === undefined ? null : rounded(toDb(noise), 10),
  };
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
