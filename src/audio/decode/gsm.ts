/**
 * GSM 06.10 full rate speech decoder (RPE-LTP), bit-exact as ETSI EN 300 961 describes it in 16-bit arithmetic. A frame is
 * 20 ms: 76 parameters in 260 bits give 160 samples at 8,000 a second.
 */

/** Samples of a frame. */
export const GSM_FRAME_SAMPLES = 160;
/** Parameters of a frame: eight log area ratios, then four times lag, gain, grid, block maximum and 13 pulses. */
export const GSM_FRAME_PARAMETERS = 76;

const SUBFRAME_PARAMETERS = 17;
const SUBFRAME_SAMPLES = 40;
const PULSES = 13;
const LAG_MIN = 40;
const LAG_MAX = 120;

/** Bits of each parameter, in the order of transmission. */
export const GSM_PARAMETER_BITS: readonly number[] = [
  ...[6, 6, 5, 5, 4, 4, 3, 3],
  ...Array.from({ length: 4 }, () => [7, 2, 2, 6, ...Array.from({ length: PULSES }, () => 3)]).flat(),
];

/** Gains of the long term predictor, table 4.3b. */
const LTP_GAIN = Int16Array.of(3277, 11_469, 21_299, 32_767);
/** Mantissas of the pulse amplitude, table 4.6. */
const MANTISSA = Int16Array.of(18_431, 20_479, 22_527, 24_575, 26_623, 28_671, 30_719, 32_767);
/** Coding of the log area ratios, tables 4.1 and 4.2: offset, smallest code and inverse slope. */
const LAR_B = [0, 0, 2048, -2560, 94, -1792, -341, -1144];
const LAR_MIC = [-32, -32, -16, -16, -8, -8, -4, -4];
const LAR_INVERSE_A = [13_107, 13_107, 13_107, 13_107, 19_223, 17_476, 31_454, 29_708];
const DE_EMPHASIS = 28_180;

const PULSE_LEVELS = pulseLevels();
const LAR_LEVELS = larLevels();

/** What a decoder keeps from one frame to the next. */
export interface GsmDecoder {
  /** Decodes the parameters of one frame to `out[at…at + 159]`, −1 to 1. */
  decode(parameters: Uint8Array, out: Float32Array, at: number): void;
}

/** A decoder at the start of a stream. */
export function createGsmDecoder(): GsmDecoder {
  const residual = new Int16Array(LAG_MAX + GSM_FRAME_SAMPLES);
  const lattice = new Int16Array(9);
  const ratios = new Int16Array(8);
  const before = new Int16Array(8);
  const reflection = new Int16Array(8);
  let lag = LAG_MIN;
  let emphasis = 0;

  function decode(parameters: Uint8Array, out: Float32Array, at: number): void {
    residual.copyWithin(0, GSM_FRAME_SAMPLES);
    for (let subframe = 0; subframe < 4; subframe++)
      lag = exciteSubframe(parameters, 8 + subframe * SUBFRAME_PARAMETERS, residual, subframe, lag);
    for (let index = 0; index < 8; index++)
      ratios[index] = LAR_LEVELS[index * 64 + (parameters[index] as number)] as number;
    for (const [part, [from, to]] of STRETCHES.entries()) {
      reflectionOf(before, ratios, part, reflection);
      for (let k = from; k < to; k++) {
        const sample = filter(reflection, lattice, residual[LAG_MAX + k] as number);
        emphasis = saturate(sample + scaled(emphasis, DE_EMPHASIS));
        out[at + k] = (saturate(emphasis * 2) & ~7) / 32_768;
      }
    }
    before.set(ratios);
  }
  return { decode };
}

/** Samples over which the filter moves from the last frame's ratios to this one's. */
const STRETCHES = [
  [0, 13],
  [13, 27],
  [27, 40],
  [40, 160],
] as const;

/** Pulses on their grid plus the long term prediction, written behind what was decoded before. Returns the lag used. */
function exciteSubframe(parameters: Uint8Array, at: number, residual: Int16Array, subframe: number, lastLag: number) {
  const told = parameters[at] as number;
  const lag = told < LAG_MIN || told > LAG_MAX ? lastLag : told;
  const gain = LTP_GAIN[parameters[at + 1] as number] as number;
  const grid = parameters[at + 2] as number;
  const level = (parameters[at + 3] as number) * 8;
  const start = LAG_MAX + subframe * SUBFRAME_SAMPLES;
  for (let k = 0; k < SUBFRAME_SAMPLES; k++) residual[start + k] = scaled(gain, residual[start + k - lag] as number);
  for (let pulse = 0; pulse < PULSES; pulse++) {
    const place = start + grid + 3 * pulse;
    const height = PULSE_LEVELS[level + (parameters[at + 4 + pulse] as number)] as number;
    residual[place] = saturate((residual[place] as number) + height);
  }
  return lag;
}

/** Interpolated log area ratios as reflection coefficients. Shifts come before sums, as the standard rounds. */
function reflectionOf(before: Int16Array, now: Int16Array, part: number, reflection: Int16Array): void {
  for (let index = 0; index < 8; index++) {
    const old = before[index] as number;
    const next = now[index] as number;
    let ratio = next;
    if (part === 0) ratio = saturate((old >> 2) + (next >> 2) + (old >> 1));
    if (part === 1) ratio = saturate((old >> 1) + (next >> 1));
    if (part === 2) ratio = saturate((old >> 2) + (next >> 2) + (next >> 1));
    const size = Math.min(32_767, Math.abs(ratio));
    const bent = size < 11_059 ? size << 1 : size < 20_070 ? size + 11_059 : saturate((size >> 2) + 26_112);
    reflection[index] = ratio < 0 ? -bent : bent;
  }
}

/** One step of the short term synthesis lattice. */
function filter(reflection: Int16Array, lattice: Int16Array, excitation: number): number {
  let sample = excitation;
  for (let index = 7; index >= 0; index--) {
    const coefficient = reflection[index] as number;
    const stored = lattice[index] as number;
    sample = saturate(sample - scaled(coefficient, stored));
    lattice[index + 1] = saturate(stored + scaled(coefficient, sample));
  }
  lattice[0] = sample;
  return sample;
}

/** Product of two fractions of 32,768, rounded. */
function scaled(a: number, b: number): number {
  return (a * b + 16_384) >> 15;
}

function saturate(value: number): number {
  return value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value;
}

/** Amplitudes by block maximum (64) and pulse code (8), section 5.3.1 of the standard. */
function pulseLevels(): Int16Array {
  const levels = new Int16Array(64 * 8);
  for (let maximum = 0; maximum < 64; maximum++) {
    let exponent = maximum > 15 ? (maximum >> 3) - 1 : 0;
    let mantissa = maximum - (exponent << 3);
    if (mantissa === 0) exponent = -4;
    else for (; mantissa <= 7; exponent--) mantissa = (mantissa << 1) | 1;
    const factor = MANTISSA[mantissa === 0 ? 7 : mantissa - 8] as number;
    const shift = 6 - exponent;
    const half = shift === 0 ? 0 : 1 << (shift - 1);
    for (let code = 0; code < 8; code++)
      levels[maximum * 8 + code] = (scaled(factor, (2 * code - 7) << 12) + half) >> shift;
  }
  return levels;
}

/** Log area ratios by coefficient (8) and code (up to 64), section 5.2.8 of the standard. */
function larLevels(): Int16Array {
  const levels = new Int16Array(8 * 64);
  for (let index = 0; index < 8; index++)
    for (let code = 0; code < 64; code++) {
      const offset = (code + (LAR_MIC[index] as number)) << 10;
      const straight = saturate(offset - 2 * (LAR_B[index] as number));
      levels[index * 64 + code] = saturate(2 * scaled(LAR_INVERSE_A[index] as number, straight));
    }
  return levels;
}
