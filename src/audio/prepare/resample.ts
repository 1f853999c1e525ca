/** Level to which what would be mirrored into the band is pressed down, in dB; below what 8-bit telephony hides anyway. */
const STOP_BAND_DB = 45;
/** Width of the filters' slope, as a share of the lower of the two rates; half of it lies below half of that rate. */
const SLOPE = 0.16;
/** Taps on one side of a halving filter, not counting those that are zero by its nature. */
const HALVING_TAPS = 6;

/**
 * Changes the sample rate of one channel, block by block. Linear phase; its delay is taken out, so sample `n` of the
 * output lies at `n / to` seconds of the input, and n samples become `round(n × to / from)`. Above twice the wanted rate it
 * halves first, which is cheaper than one long filter.
 */
export class Resampler {
  readonly #stages: Stage[] = [];

  constructor(from: number, to: number) {
    let rate = from;
    for (; rate % 2 === 0 && rate > 2 * to * (1 + SLOPE); rate /= 2) this.#stages.push(new HalvingStage());
    if (rate !== to) this.#stages.push(new FractionStage(rate, to));
  }

  /** The samples that can be given now; their array may be used again by the next call. */
  push(samples: Float32Array): Float32Array {
    return this.#stages.reduce((given, stage) => stage.push(given), samples);
  }

  /** The samples that were waiting for more input. */
  finish(): Float32Array {
    let rest: Float32Array = new Float32Array(0);
    for (const stage of this.#stages) rest = joined(stage.push(rest).slice(), stage.finish());
    return rest;
  }
}

interface Stage {
  push(samples: Float32Array): Float32Array;
  finish(): Float32Array;
}

/** Input that a filter still needs, with the newest behind it. The first `lead` samples stand before the recording. */
class History {
  samples: Float32Array;
  length: number;

  constructor(lead: number) {
    this.samples = new Float32Array(lead + 4_096);
    this.length = lead;
  }

  append(samples: Float32Array): void {
    if (this.length + samples.length > this.samples.length) {
      const larger = new Float32Array(2 * (this.length + samples.length));
      larger.set(this.samples.subarray(0, this.length));
      this.samples = larger;
    }
    this.samples.set(samples, this.length);
    this.length += samples.length;
  }

  forget(count: number): void {
    this.samples.copyWithin(0, count, this.length);
    this.length -= count;
  }
}

/** Half the rate: every other tap of its filter is zero and the rest are mirrored. */
class HalvingStage implements Stage {
  readonly #taps = halvingTaps();
  readonly #side = 2 * HALVING_TAPS - 1;
  readonly #history = new History(this.#side);
  #output: Float32Array = new Float32Array(0);
  #taken = 0;
  #given = 0;

  push(samples: Float32Array): Float32Array {
    this.#taken += samples.length;
    this.#history.append(samples);
    const count = Math.max(0, Math.floor((this.#history.length - 2 * this.#side - 1) / 2) + 1);
    if (this.#output.length < count) this.#output = new Float32Array(count);
    filterHalving(this.#history.samples, this.#taps, this.#side, this.#output, count);
    this.#history.forget(2 * count);
    this.#given += count;
    return this.#output.subarray(0, count);
  }

  finish(): Float32Array {
    const wanted = Math.round(this.#taken / 2) - this.#given;
    return this.push(new Float32Array(2 * this.#side + 2)).slice(0, Math.max(0, wanted));
  }
}

function filterHalving(x: Float32Array, taps: Float32Array, side: number, output: Float32Array, count: number): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = taps;
  for (let n = 0, at = side; n < count; n++, at += 2)
    output[n] =
      (x[at] as number) * 0.5 +
      a * ((x[at - 1] as number) + (x[at + 1] as number)) +
      b * ((x[at - 3] as number) + (x[at + 3] as number)) +
      c * ((x[at - 5] as number) + (x[at + 5] as number)) +
      d * ((x[at - 7] as number) + (x[at + 7] as number)) +
      e * ((x[at - 9] as number) + (x[at + 9] as number)) +
      f * ((x[at - 11] as number) + (x[at + 11] as number));
}

function halvingTaps(): Float32Array {
  const taps = Float32Array.from({ length: HALVING_TAPS }, (_, index) => {
    const distance = 2 * index + 1;
    return sinc(distance / 2) * 0.5 * kaiser(distance / (2 * HALVING_TAPS), STOP_BAND_DB);
  });
  const sum = taps.reduce((total, tap) => total + 2 * tap, 0);
  return taps.map((tap) => (tap * 0.5) / sum);
}

/** Any ratio: one set of taps for each place that an output sample can have between two input samples. */
class FractionStage implements Stage {
  /** Output samples in `down` input samples. */
  readonly #up: number;
  readonly #down: number;
  readonly #side: number;
  readonly #phases: Float32Array[];
  readonly #history: History;
  #output: Float32Array = new Float32Array(0);
  #phase = 0;
  #taken = 0;
  #given = 0;

  constructor(from: number, to: number) {
    const divisor = greatestDivisor(from, to);
    this.#up = to / divisor;
    this.#down = from / divisor;
    const lower = Math.min(from, to);
    const taps = (STOP_BAND_DB - 8) / (2.285 * 2 * Math.PI * SLOPE * (lower / from));
    this.#side = 2 * Math.ceil(taps / 4);
    this.#phases = Array.from({ length: this.#up }, (_, phase) =>
      phaseTaps(this.#side, phase / this.#up, lower / from),
    );
    this.#history = new History(this.#side - 1);
  }

  push(samples: Float32Array): Float32Array {
    this.#taken += samples.length;
    this.#history.append(samples);
    const room = Math.ceil(((samples.length + 2 * this.#side) * this.#up) / this.#down) + 1;
    if (this.#output.length < room) this.#output = new Float32Array(room);
    return this.#output.subarray(0, this.#filter());
  }

  #filter(): number {
    const end = filterFraction(this.#history, this.#phases, this.#phase, this.#down, this.#output);
    this.#phase = end.phase;
    this.#given += end.count;
    this.#history.forget(end.at);
    return end.count;
  }

  finish(): Float32Array {
    const wanted = Math.round((this.#taken * this.#up) / this.#down) - this.#given;
    return this.push(new Float32Array(2 * this.#side)).slice(0, Math.max(0, wanted));
  }
}

/** As many output samples as the input allows; tells how many, and where the next one stands. */
function filterFraction(history: History, phases: Float32Array[], from: number, step: number, output: Float32Array) {
  const x = history.samples;
  const width = phases[0]?.length ?? 0;
  const last = history.length - width;
  let phase = from;
  let at = 0;
  let count = 0;
  while (at <= last) {
    const taps = phases[phase] as Float32Array;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let k = 0; k < width; k += 4) {
      a += (taps[k] as number) * (x[at + k] as number);
      b += (taps[k + 1] as number) * (x[at + k + 1] as number);
      c += (taps[k + 2] as number) * (x[at + k + 2] as number);
      d += (taps[k + 3] as number) * (x[at + k + 3] as number);
    }
    output[count++] = a + b + c + d;
    phase += step;
    while (phase >= phases.length) {
      phase -= phases.length;
      at++;
    }
  }
  return { count, at, phase };
}

/** Windowed sinc around a point `offset` behind the sample in the middle; `band` is the share of the input's band kept. */
function phaseTaps(side: number, offset: number, band: number): Float32Array {
  const taps = Float32Array.from({ length: 2 * side }, (_, index) => {
    const distance = index - (side - 1) - offset;
    return sinc(distance * band) * kaiser(distance / side, STOP_BAND_DB);
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The Kaiser window at `place` from −1 to 1, for stop bands of 21 to 50 dB (Kaiser 1974). */
function kaiser(place: number, stopBandDb: number): number {
  if (Math.abs(place) >= 1) return 0;
  const beta = 0.5842 * (stopBandDb - 21) ** 0.4 + 0.07886 * (stopBandDb - 21);
  return besselI0(beta * Math.sqrt(1 - place * place)) / besselI0(beta);
}

function besselI0(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
