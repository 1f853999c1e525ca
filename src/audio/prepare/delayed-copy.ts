import { closeSync, openSync } from "node:fs";
import { readSamples } from "./channel-files.ts";
import { FRAME_MS, type Frames } from "./frame-meter.ts";
import { keepValues, valueAtShare } from "./frame-values.ts";
import { HighPass } from "./high-pass.ts";
import { COPY_DB_MAX, DIFFERENT_SHARE_MAX, differsMuch, isOneSound, LIKENESS_MIN, loudFrames } from "./layout.ts";
import { toDb } from "./speech-intervals.ts";

/** A copy may come this much earlier or later: converters, two microphones on a table, a recorder that joins two streams. */
const DELAY_MS_MAX = 20;
/** Places of the recording that are compared, and how many of them are enough to find the delay. */
const PLACES = { compared: 1_024, sought: 128 };
const PLACE_MS = 2 * FRAME_MS;
const EDGE_FRAMES = DELAY_MS_MAX / FRAME_MS;
/** Two sides do not keep the same distance in level while they take turns: most of the time within this, in dB. */
const DISTANCE = { offDb: 6, offShareMax: 0.25, frames: 4, looks: 16_384 };
/** As where the channels are measured: hum and DC are no sound. */
const BAND_FROM_HZ = 200;

/** The files of both channels, whose samples are all on the disk. */
export interface ChannelPair {
  paths: readonly [string, string];
  sampleRate: number;
}

/** A channel at one place of the recording, with what may be earlier and later around it. */
type Place = [left: Float32Array, right: Float32Array];

/**
 * Whether two channels that are not one sound sample by sample are one with a delay between them. Only recordings whose
 * channels keep their distance in level are listened to again, at places all over them. Gives the louder channel: the mean of
 * both would sound hollow. Null when they are no copies of each other.
 */
export function findDelayedCopy(frames: Frames, pair: ChannelPair): 0 | 1 | null {
  const [left, right] = frames.channels;
  if (!left || !right) return null;
  const loud = loudFrames(left.power, right.power);
  if (!keepTheirDistance(loud, left.power, right.power)) return null;
  const places = readPlaces(loud, pair);
  const reach = (DELAY_MS_MAX * pair.sampleRate) / 1_000;
  const delay = likeliestDelay(places, reach);
  const gainDb = delay === null ? null : gainOfCopy(places, reach, delay);
  return gainDb === null || Math.abs(gainDb) > COPY_DB_MAX ? null : gainDb > 0 ? 1 : 0;
}

function keepTheirDistance(loud: Float32Array, left: Float32Array, right: Float32Array): boolean {
  const step = Math.max(1, Math.floor(loud.length / DISTANCE.looks));
  const distance: number[] = [];
  for (let frame = 0; frame < loud.length; frame += step)
    if (loud[frame] !== 0) distance.push(toDb(around(left, frame)) - toDb(around(right, frame)));
  const usual = valueAtShare(Float32Array.from(distance), 0.5);
  if (usual === undefined) return false;
  const off = distance.filter((value) => Math.abs(value - usual) > DISTANCE.offDb).length;
  return off <= DISTANCE.offShareMax * distance.length;
}

/** The power of a frame and those around it, so that a delay does not show. */
function around(power: Float32Array, frame: number): number {
  let sum = 0;
  for (let at = frame - DISTANCE.frames; at <= frame + DISTANCE.frames; at++) sum += power[at] ?? 0;
  return sum;
}

/** Loud places, evenly spread, none of them where a word begins or ends in one channel before the other. */
function readPlaces(loud: Float32Array, { paths, sampleRate }: ChannelPair): Place[] {
  const starts = keepValues(
    loud.map((_, frame) => frame),
    (frame) => [frame - EDGE_FRAMES, frame, frame + EDGE_FRAMES].every((at) => (loud[at] ?? 0) !== 0),
  );
  const step = Math.max(1, starts.length / PLACES.compared);
  const files = paths.map((path) => openSync(path, "r"));
  const samplesIn = (ms: number) => (ms * sampleRate) / 1_000;
  const read = (file: number, startMs: number): Float32Array => {
    const samples = new Int16Array(samplesIn(PLACE_MS + 2 * DELAY_MS_MAX));
    readSamples(file, samplesIn(startMs), samples);
    const filtered = new Float32Array(samples.length);
    new HighPass(sampleRate, BAND_FROM_HZ).run(samples, filtered);
    return filtered;
  };
  const places: Place[] = [];
  try {
    for (let at = 0; at < starts.length; at += step) {
      const startMs = Math.max(0, (starts[Math.floor(at)] as number) * FRAME_MS - DELAY_MS_MAX);
      places.push([read(files[0] as number, startMs), read(files[1] as number, startMs)]);
    }
  } finally {
    for (const file of files) closeSync(file);
  }
  return places;
}

/** Mean squares and mean product of a place, the second channel taken so many samples later; each place counts alike. */
function measure([left, right]: Place, reach: number, delay: number): { l: number; r: number; lr: number } {
  let [l, r, lr] = [0, 0, 0];
  for (let at = reach, end = left.length - reach; at < end; at++) {
    const one = left[at] as number;
    const other = right[at + delay] as number;
    l += one * one;
    r += other * other;
    lr += one * other;
  }
  const total = l + r;
  return total === 0 ? { l, r, lr } : { l: l / total, r: r / total, lr: lr / total };
}

function likenessAt(places: readonly Place[], reach: number, delay: number) {
  const sums = { ll: 0, rr: 0, lr: 0 };
  for (const place of places) {
    const { l, r, lr } = measure(place, reach, delay);
    sums.ll += l;
    sums.rr += r;
    sums.lr += lr;
  }
  return sums;
}

/** The delay in samples at which the channels are likest; null when they are at none. */
function likeliestDelay(places: readonly Place[], reach: number): number | null {
  const step = Math.ceil(places.length / PLACES.sought);
  const some = places.filter((_, at) => at % step === 0);
  let best = { likeness: 0, delay: 0 };
  for (let delay = -reach; delay <= reach; delay++) {
    const { ll, rr, lr } = likenessAt(some, reach, delay);
    const likeness = ll * rr === 0 ? 0 : lr ** 2 / (ll * rr);
    if (likeness > best.likeness) best = { likeness, delay };
  }
  return best.likeness >= LIKENESS_MIN ? best.delay : null;
}

/** How much louder the second channel is, in dB, when nearly every place holds the same in both; else null. */
function gainOfCopy(places: readonly Place[], reach: number, delay: number): number | null {
  const sums = likenessAt(places, reach, delay);
  if (!isOneSound(sums)) return null;
  const gain = Math.sign(sums.lr) * Math.sqrt(sums.rr / sums.ll);
  const differing = places.filter((place) => differsMuch(measure(place, reach, delay), gain));
  return differing.length > DIFFERENT_SHARE_MAX * places.length ? null : 20 * Math.log10(Math.abs(gain));
}
