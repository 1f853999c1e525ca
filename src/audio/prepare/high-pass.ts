/** Sections of a Butterworth filter of the fourth order. */
const SECTION_Q = [0.541_196, 1.306_563];
/** A filter's memory below this is forgotten, since numbers that small are slow and cannot be heard. */
const FORGOTTEN = 1e-9;

/** Lets through what is above a frequency: 24 dB less for each octave below. For one channel, block by block. */
export class HighPass {
  readonly #first: Section;
  readonly #second: Section;

  constructor(sampleRate: number, fromHz: number) {
    const [first, second] = SECTION_Q.map((q) => highPass(sampleRate, fromHz, q)) as [Section, Section];
    this.#first = first;
    this.#second = second;
  }

  /** Filters 16-bit samples into `output`, full scale 1, which is at least as long. */
  run(samples: Int16Array, output: Float32Array): void {
    runSections(this.#first, this.#second, samples, output);
  }
}

/** A biquad, scaled to a0 = 1, and its two memories (transposed direct form II). */
interface Section {
  b: [number, number, number];
  a: [number, number];
  memory: [number, number];
}

/** R. Bristow-Johnson's cookbook formula of a high-pass filter. */
function highPass(sampleRate: number, fromHz: number, q: number): Section {
  const angle = (2 * Math.PI * fromHz) / sampleRate;
  const [cosine, alpha] = [Math.cos(angle), Math.sin(angle) / (2 * q)];
  const edge = (1 + cosine) / 2 / (1 + alpha);
  return {
    b: [edge, -2 * edge, edge],
    a: [(-2 * cosine) / (1 + alpha), (1 - alpha) / (1 + alpha)],
    memory: [0, 0],
  };
}

/** Both sections in one pass, since this runs over every sample of the recording. */
function runSections(first: Section, second: Section, samples: Int16Array, output: Float32Array): void {
  const [b0, b1, b2] = first.b;
  const [a1, a2] = first.a;
  const [d0, d1, d2] = second.b;
  const [c1, c2] = second.a;
  let [m1, m2] = first.memory;
  let [n1, n2] = second.memory;
  for (let at = 0; at < samples.length; at++) {
    const x = (samples[at] as number) / 32_768;
    const y = b0 * x + m1;
    m1 = b1 * x - a1 * y + m2;
    m2 = b2 * x - a2 * y;
    const z = d0 * y + n1;
    n1 = d1 * y - c1 * z + n2;
    n2 = d2 * y - c2 * z;
    output[at] = z;
  }
  first.memory = [forgetTiny(m1), forgetTiny(m2)];
  second.memory = [forgetTiny(n1), forgetTiny(n2)];
}

function forgetTiny(value: number): number {
  return Math.abs(value) < FORGOTTEN ? 0 : value;
}
