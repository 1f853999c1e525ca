import type { SpeechInterval } from "../audio.ts";
import { FRAME_MS } from "./frame-meter.ts";
import { keepValues, valueAtShare } from "./frame-values.ts";

/** The lowest level told apart, in dBFS; digital silence. */
export const SILENCE_DB = -100;
/** Noise shorter than this, counting its loud frames only, is no speech: a click, a key, a breath. */
const SPEECH_MS_MIN = 120;
/** Pauses up to this belong to speech: stop consonants and the breaks between words. */
const PAUSE_MS_MAX = 300;

/** A frame begins speech when it is this much above the noise, and within this range below loud speech, in dB. */
const START = { aboveNoise: 9, belowSpeech: 32, least: -62 };
/** Speech that has begun reaches as far as frames keep to this; soft beginnings and ends lie between the two. */
const KEEP = { aboveNoise: 5, belowSpeech: 42, least: -68 };
/** Under digital silence a block's low levels are speech's own, so they may not push the limit closer to speech. */
const CLEAN_RANGE_DB = 24;

/** The noise is looked for in blocks of a second, and is the lowest of this many before and behind. */
const BLOCK_FRAMES = 100;
const BLOCKS_AROUND = 10;
/** So many blocks alike are the noise of a line that was opened, not speech between digital silences. */
const STEADY = { blocks: 4, withinDb: 2 };
/** Share of the frames of a block that lie below its noise. */
const NOISE_SHARE = 0.1;
/** Share of the loud frames that lie below the level of speech. */
const SPEECH_SHARE = 0.9;
/** What a level must be above the noise, and above in dBFS, to be taken for speech when its usual level is sought. */
const LOUD = { aboveNoise: 9, least: -60 };

/** What speech is told apart by in one channel, one number a frame, in dBFS. */
export interface ChannelLevels {
  /** Level over three frames. */
  level: Float32Array;
  /** Level of the noise around. */
  noise: Float32Array;
  /** Whether pauses nearby are digital silence, so that `noise` may be speech's own low levels. */
  isClean: Uint8Array;
  /** Usual level of loud speech; null when nothing rises above the noise. */
  speechDb: number | null;
}

/** @param power mean squares as `frame-meter.ts` gives them. */
export function measureLevels(power: Float32Array): ChannelLevels {
  const level = smoothedLevels(power);
  const { noise, isClean } = noiseAround(level);
  const loud = keepValues(level, (db, frame) => db > (noise[frame] ?? 0) + LOUD.aboveNoise && db > LOUD.least);
  return { level, noise, isClean, speechDb: valueAtShare(loud, SPEECH_SHARE) ?? null };
}

/**
 * Stretches of speech, in time order, parted by pauses of more than 300 ms. The limit follows the noise of the channel,
 * so that quiet calls are heard and steady noise is not; a level this room cannot judge (music, a second voice in the
 * room) counts as speech.
 * @param isForeign 1 for frames that only hold the other side's echo; null when there is no other side.
 */
export function findSpeech(levels: ChannelLevels, isForeign: Uint8Array | null): SpeechInterval[] {
  const runs = loudRuns(levels, isForeign);
  const joined: { from: number; to: number; loud: number }[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && (run.from - last.to) * FRAME_MS <= PAUSE_MS_MAX) {
      last.to = run.to;
      last.loud += run.to - run.from;
    } else joined.push({ ...run, loud: run.to - run.from });
  }
  return joined
    .filter(({ loud }) => loud * FRAME_MS >= SPEECH_MS_MIN)
    .map(({ from, to }) => ({ startMs: from * FRAME_MS, endMs: to * FRAME_MS }));
}

/** The level from which a frame begins speech. */
export function startLevel(levels: ChannelLevels, frame: number): number {
  return limitOf(levels, frame, START);
}

function limitOf({ noise, isClean, speechDb }: ChannelLevels, frame: number, limit: typeof START): number {
  const speech = speechDb ?? 0;
  const overNoise = (noise[frame] ?? 0) + limit.aboveNoise;
  const fromNoise = isClean[frame] === 1 ? Math.min(overNoise, speech - CLEAN_RANGE_DB) : overNoise;
  return Math.max(fromNoise, speech - limit.belowSpeech, limit.least);
}

/** Runs of frames that keep to the lower limit and reach the upper one somewhere; `to` is the first frame behind. */
function loudRuns(levels: ChannelLevels, isForeign: Uint8Array | null): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  if (levels.speechDb === null) return runs;
  let from = -1;
  let isSpeech = false;
  for (let frame = 0; frame <= levels.level.length; frame++) {
    const level = isForeign?.[frame] === 1 ? SILENCE_DB : (levels.level[frame] ?? SILENCE_DB);
    if (level > limitOf(levels, frame, KEEP)) {
      if (from < 0) from = frame;
      isSpeech ||= level > limitOf(levels, frame, START);
    } else if (from >= 0) {
      if (isSpeech) runs.push({ from, to: frame });
      from = -1;
      isSpeech = false;
    }
  }
  return runs;
}

function smoothedLevels(power: Float32Array): Float32Array {
  const level = new Float32Array(power.length);
  for (let at = 0; at < power.length; at++) {
    const sum = (power[at - 1] ?? 0) + (power[at] ?? 0) + (power[at + 1] ?? 0);
    level[at] = toDb(sum / 3);
  }
  return level;
}

/** Mean square to dBFS. */
export function toDb(power: number): number {
  return Math.max(SILENCE_DB, 10 * Math.log10(power + 1e-12));
}

/** Blocks that are digitally silent tell nothing of the noise there is when the line is open. */
function noiseAround(level: Float32Array): { noise: Float32Array; isClean: Uint8Array } {
  const blocks: number[] = [];
  for (let from = 0; from < level.length; from += BLOCK_FRAMES)
    blocks.push(valueAtShare(level.slice(from, from + BLOCK_FRAMES), NOISE_SHARE) ?? SILENCE_DB);
  const noise = new Float32Array(level.length);
  const isClean = new Uint8Array(level.length);
  for (const block of blocks.keys()) {
    const around = blocks.slice(Math.max(0, block - BLOCKS_AROUND), block + BLOCKS_AROUND + 1);
    const open = around.filter((db) => db > SILENCE_DB + 10);
    const lowest = open.length === 0 ? SILENCE_DB : Math.min(...open);
    const isSteady = open.filter((db) => db < lowest + STEADY.withinDb).length >= STEADY.blocks;
    const [from, to] = [block * BLOCK_FRAMES, (block + 1) * BLOCK_FRAMES];
    noise.fill(lowest, from, to);
    isClean.fill(open.length < around.length && !isSteady ? 1 : 0, from, to);
  }
  return { noise, isClean };
}
