import { GSM_FRAME_PARAMETERS, GSM_FRAME_SAMPLES, GSM_PARAMETER_BITS } from "../../../src/audio/decode/gsm.ts";
import { waveFormat, waveOf } from "../../helpers/wave-file.ts";

/** The parameters of one frame, in the order of transmission. */
export type GsmFrame = number[];

/** Codes of log area ratios that leave the short term filter (almost) without effect. */
const FLAT_FILTER = [32, 32, 20, 11, 8, 4, 4, 3];
const DE_EMPHASIS = 28_180 / 32_768;
const GAINS = [0.1, 0.35, 0.65, 1];

/**
 * Speech as GSM frames: a plain encoder for tests. It leaves out the short term filter, so it sounds rough, but what it
 * writes are frames like any other: lags, gains, grids and pulses that follow the sound.
 * @param samples −1 to 1 at 8,000 a second.
 */
export function encodeGsm(samples: Float32Array): GsmFrame[] {
  const count = Math.floor(samples.length / GSM_FRAME_SAMPLES);
  const past = new Float64Array(120 + samples.length);
  let before = 0;
  const emphasized = Float64Array.from(samples, (sample) => {
    const half = sample * 16_384;
    const value = half - DE_EMPHASIS * before;
    before = half;
    return value;
  });
  return Array.from({ length: count }, (_, frame) => [
    ...FLAT_FILTER,
    ...[0, 1, 2, 3].flatMap((part) => encodeSubframe(emphasized, past, frame * GSM_FRAME_SAMPLES + part * 40)),
  ]);
}

function encodeSubframe(wanted: Float64Array, past: Float64Array, at: number): number[] {
  const { lag, gain } = bestPrediction(wanted, past, at);
  const rest = Array.from(
    { length: 40 },
    (_, k) => (wanted[at + k] ?? 0) - (GAINS[gain] ?? 0) * (past[120 + at + k - lag] ?? 0),
  );
  const energyOf = (grid: number) =>
    Array.from({ length: 13 }, (_, i) => (rest[grid + 3 * i] ?? 0) ** 2).reduce((a, b) => a + b);
  const grid = [0, 1, 2, 3].reduce((best, one) => (energyOf(one) > energyOf(best) ? one : best));
  const largest = Math.max(...Array.from({ length: 13 }, (_, i) => Math.abs(rest[grid + 3 * i] ?? 0)));
  let maximum = 0;
  while (maximum < 63 && 7 * levelStep(maximum) < largest) maximum++;
  const step = levelStep(maximum);
  const pulses = Array.from({ length: 13 }, (_, i) =>
    Math.min(7, Math.max(0, Math.round(((rest[grid + 3 * i] ?? 0) / step + 7) / 2))),
  );
  for (let k = 0; k < 40; k++) {
    const pulse = k >= grid && (k - grid) % 3 === 0 ? pulses[(k - grid) / 3] : undefined;
    past[120 + at + k] =
      (GAINS[gain] ?? 0) * (past[120 + at + k - lag] ?? 0) + (pulse === undefined ? 0 : (2 * pulse - 7) * step);
  }
  return [lag, gain, grid, maximum, ...pulses];
}

/** Half the distance of two pulse heights, by the code of the block maximum. */
export function levelStep(maximum: number): number {
  return maximum < 8 ? 4 * (maximum + 1) : (9 + (maximum & 7)) * 4 * 2 ** Math.max(0, (maximum >> 3) - 1);
}

function bestPrediction(wanted: Float64Array, past: Float64Array, at: number): { lag: number; gain: number } {
  let best = { lag: 40, ratio: 0, score: 0 };
  for (let lag = 40; lag <= 120; lag++) {
    let product = 0;
    let energy = 0;
    for (let k = 0; k < 40; k++) {
      const old = past[120 + at + k - lag] ?? 0;
      product += old * (wanted[at + k] ?? 0);
      energy += old * old;
    }
    if (product > 0 && energy > 0 && product ** 2 / energy > best.score)
      best = { lag, ratio: product / energy, score: product ** 2 / energy };
  }
  const gain = GAINS.findLastIndex((value) => value <= Math.max(0.1, best.ratio * 1.15));
  return { lag: best.lag, gain };
}

/** Frames as bits, the highest bit of a parameter first (`high`) or the lowest (`low`), `spare` bits before each. */
function packed(frames: readonly GsmFrame[], order: "high" | "low", spare: number, behind: number): Uint8Array {
  const bits: number[] = [];
  for (const frame of frames) {
    for (let place = spare - 1; place >= 0; place--) bits.push((0xd >> place) & 1);
    for (let index = 0; index < GSM_FRAME_PARAMETERS; index++) {
      const width = GSM_PARAMETER_BITS[index] ?? 0;
      for (let place = 0; place < width; place++)
        bits.push(((frame[index] ?? 0) >> (order === "high" ? width - 1 - place : place)) & 1);
    }
    for (let place = 0; place < behind; place++) bits.push(0);
  }
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  for (const [at, bit] of bits.entries())
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (bit << (order === "high" ? 7 - (at & 7) : at & 7));
  return bytes;
}

/** A WAV as Asterisk writes it (`wav49`): two frames in 65 bytes. An odd frame at the end is left out. */
export function wav49File(frames: readonly GsmFrame[]): Buffer {
  const pairs = frames.slice(0, frames.length - (frames.length % 2));
  const format = waveFormat(
    { tag: 0x31, channels: 1, sampleRate: 8_000, bits: 0, blockBytes: 65 },
    Uint8Array.of(2, 0, 0x40, 1),
  );
  return waveOf(format, packed(pairs, "low", 0, 0));
}

/** Frames without a file around them, each behind its mark, as Asterisk writes `.gsm`. */
export function plainGsmFile(frames: readonly GsmFrame[]): Uint8Array {
  return packed(frames, "high", 4, 0);
}

/** The same frames as AIFF-C, which the comparison decoder reads: no marks, four bits left over behind each frame. */
export function aifcFile(frames: readonly GsmFrame[]): Uint8Array {
  const sound = packed(frames, "high", 0, 4);
  const bytes = Buffer.alloc(58 + sound.length);
  bytes.write("FORM", 0);
  bytes.writeUInt32BE(50 + sound.length, 4);
  bytes.write("AIFCCOMM", 8);
  bytes.writeUInt32BE(22, 16);
  bytes.writeUInt16BE(1, 20);
  bytes.writeUInt32BE(frames.length, 22);
  bytes.writeUInt16BE(16, 26);
  bytes.set([0x40, 0x0b, 0xfa], 28);
  bytes.write("GSM SSND", 38);
  bytes.writeUInt32BE(8 + sound.length, 46);
  bytes.set(sound, 58);
  return bytes;
}
