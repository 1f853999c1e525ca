/**
 * Plain AAC-LC packets of 44,100 Hz, stereo, made of speech: there is no AAC encoder on npm, and only the shape of the work
 * matters here. Every frame is one long block per channel with one scale factor; lines up to 4 kHz are -1, 0 or 1 in the
 * first codebook. So the filter bank has its full work, and reading the bits less than that of a good encoder's 128 kbit/s.
 * Formats and codebook: ISO/IEC 14496-3, 4.4.2 and 4.A.
 */

/** Samples a packet stands for. */
export const PACKET_SAMPLES = 1_024;
/** AudioSpecificConfig: AAC-LC, 44,100 Hz, two channels. */
export const AAC_CONFIG = new Uint8Array([0x12, 0x10]);

/** Scale factor bands that are used, and lines in them. */
const BANDS = 24;
const LINES = 196;
/** A line is heard when it reaches this share of the loudest of its frame. */
const HEARD = 0.35;
/** Full scale in the decoder's units, and the scale factor of unity. */
const SCALE = 32_768;
const UNITY = 100;

/** Packets of two channels of equal length at 44,100 Hz. */
export function makeAacPackets(left: Float32Array, right: Float32Array): Uint8Array[] {
  const packets: Uint8Array[] = [];
  for (let at = 0; at + 2 * PACKET_SAMPLES <= left.length; at += PACKET_SAMPLES) {
    const bits = new BitWriter();
    bits.put(1, 3); // a channel pair
    bits.put(0, 4);
    bits.put(0, 1); // without a common window
    for (const channel of [left, right]) putChannel(bits, linesOf(channel.subarray(at, at + 2 * PACKET_SAMPLES)));
    bits.put(7, 3); // the end
    packets.push(bits.bytes());
  }
  return packets;
}

function putChannel(bits: BitWriter, lines: Float32Array): void {
  const loudest = lines.reduce((most, line) => Math.max(most, Math.abs(line)), 0);
  const isSilent = loudest < 1;
  bits.put(isSilent ? UNITY : Math.min(255, Math.max(0, Math.round(UNITY + 4 * Math.log2(loudest * 0.6)))), 8);
  bits.put(0, 1 + 2 + 1); // reserved, long window, sine
  bits.put(BANDS, 6);
  bits.put(0, 1); // no prediction
  bits.put(isSilent ? 0 : 1, 4); // the codebook of all bands
  bits.put(BANDS, 5);
  if (!isSilent) bits.put(0, BANDS); // every scale factor as the one before
  bits.put(0, 3); // no pulses, no noise shaping, no gain control
  if (isSilent) return;
  for (let at = 0; at < LINES; at += 4) {
    let index = 0;
    for (let next = at; next < at + 4; next++) {
      const line = (lines[next] ?? 0) / loudest;
      index = index * 3 + 1 + (Math.abs(line) < HEARD ? 0 : Math.sign(line));
    }
    bits.put(CODES[index] ?? 0, LENGTHS[index] ?? 0);
  }
}

/** The lowest lines of the modified cosine transform under a sine window. */
function linesOf(samples: Float32Array): Float32Array {
  const n = 2 * PACKET_SAMPLES;
  const windowed = samples.map((value, at) => value * SCALE * Math.sin((Math.PI * (at + 0.5)) / n));
  if (windowed.every((value) => value === 0)) return new Float32Array(LINES);
  return Float32Array.from({ length: LINES }, (_, line) => {
    // A turning phasor, so that no cosine is computed inside.
    const step = ((2 * Math.PI) / n) * (line + 0.5);
    let [re, im] = [Math.cos(step * (0.5 + n / 4)), Math.sin(step * (0.5 + n / 4))];
    const [cosine, sine] = [Math.cos(step), Math.sin(step)];
    let sum = 0;
    for (let at = 0; at < n; at++) {
      sum += (windowed[at] as number) * re;
      const turned = re * cosine - im * sine;
      im = re * sine + im * cosine;
      re = turned;
    }
    return 2 * sum;
  });
}

class BitWriter {
  readonly #bytes: number[] = [];
  #rest = 0;
  #count = 0;

  put(value: number, width: number): void {
    for (let bit = width - 1; bit >= 0; bit--) {
      this.#rest = (this.#rest << 1) | ((value >> bit) & 1);
      if (++this.#count < 8) continue;
      this.#bytes.push(this.#rest);
      this.#rest = 0;
      this.#count = 0;
    }
  }

  bytes(): Uint8Array {
    if (this.#count > 0) this.put(0, 8 - this.#count);
    return Uint8Array.from(this.#bytes);
  }
}

/** Codebook 1: four lines of -1, 0 or 1, the first one weighing 27. */
const LENGTHS = [
  11, 9, 11, 10, 7, 10, 11, 9, 11, 10, 7, 10, 7, 5, 7, 9, 7, 10, 11, 9, 11, 9, 7, 9, 11, 9, 11, 9, 7, 9, 7, 5, 7, 9, 7,
  9, 7, 5, 7, 5, 1, 5, 7, 5, 7, 9, 7, 9, 7, 5, 7, 9, 7, 9, 11, 9, 11, 9, 7, 9, 11, 9, 11, 10, 7, 9, 7, 5, 7, 9, 7, 10,
  11, 9, 11, 10, 7, 9, 11, 9, 11,
];
const CODES = [
  0x7f8, 0x1f1, 0x7fd, 0x3f5, 0x68, 0x3f0, 0x7f7, 0x1ec, 0x7f5, 0x3f1, 0x72, 0x3f4, 0x74, 0x11, 0x76, 0x1eb, 0x6c,
  0x3f6, 0x7fc, 0x1e1, 0x7f1, 0x1f0, 0x61, 0x1f6, 0x7f2, 0x1ea, 0x7fb, 0x1f2, 0x69, 0x1ed, 0x77, 0x17, 0x6f, 0x1e6,
  0x64, 0x1e5, 0x67, 0x15, 0x62, 0x12, 0x0, 0x14, 0x65, 0x16, 0x6d, 0x1e9, 0x63, 0x1e4, 0x6b, 0x13, 0x71, 0x1e3, 0x70,
  0x1f3, 0x7fe, 0x1e7, 0x7f3, 0x1ef, 0x60, 0x1ee, 0x7f0, 0x1e2, 0x7fa, 0x3f3, 0x6a, 0x1e8, 0x75, 0x10, 0x73, 0x1f4,
  0x6e, 0x3f7, 0x7f6, 0x1e0, 0x7f9, 0x3f2, 0x66, 0x1f5, 0x7ff, 0x1f7, 0x7f4,
];
