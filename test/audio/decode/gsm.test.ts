import decodeAiff from "@audio/decode-aiff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createGsmDecoder, GSM_FRAME_SAMPLES, GSM_PARAMETER_BITS } from "../../../src/audio/decode/gsm.ts";
import { decodeWhole, filesForTests, fixture, mixed, shiftBetween } from "./decoded.ts";
import { aifcFile, encodeGsm, type GsmFrame, levelStep, plainGsmFile, wav49File } from "./gsm-frames.ts";

const place = filesForTests();

/** Keeps block maxima below those in whose rounding the other port differs. */
const QUIETER = 0.4;

describe("GSM 06.10", () => {
  test("random frames give the samples of another port of the reference code, bit for bit", () => {
    fc.assert(
      fc.property(fc.array(randomFrame(), { minLength: 1, maxLength: 40 }), (frames) => {
        expect(firstDifference(ours(frames), theirs(frames))).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  test("frames of a call give the samples of the other port, bit for bit", async () => {
    const { channelData } = await decodeWhole(fixture("call1_flowers.wav"));
    const frames = channelData.flatMap((samples) =>
      encodeGsm(samples.subarray(0, 160_000).map((sample) => sample * QUIETER)),
    );
    expect(frames.length).toBe(2_000);
    expect(firstDifference(ours(frames), theirs(frames))).toBeNull();
  });

  /** There the other port leaves out a half that the standard adds before the last shift (§5.3.1, APCM inverse quantization). */
  test.each([48, 49, 50, 51, 52, 53, 54, 55])(
    "pulses of block maximum %i are rounded as the standard says",
    (maximum) => {
      const pulses = Array.from({ length: 13 }, () => 3);
      const frame = [...GSM_PARAMETER_BITS.slice(0, 8).map(() => 0), 40, 0, 0, maximum, 7, ...pulses.slice(1)];
      const rest = [1, 2, 3].flatMap(() => [40, 0, 0, 0, ...pulses]);
      const [first = 0] = ours([[...frame, ...rest]]);
      expect(first * 32_768).toBe(2 * 7 * levelStep(maximum));
    },
  );

  test("a call as Asterisk records it (WAV with GSM) is the call", async () => {
    const source = mixed((await decodeWhole(fixture("call1_flowers.wav"))).channelData);
    const frames = encodeGsm(source);
    const { format, channelData, durationMs } = await decodeWhole(place("call.wav", wav49File(frames)));
    expect(format).toMatchObject({ container: "wav", codec: "gsm", channels: 1, sampleRate: 8_000 });
    expect(format.durationMs).toBe(durationMs);
    expect(durationMs).toBe(Math.floor(frames.length / 2) * 40);
    const { lag, likeness } = shiftBetween(source, channelData[0] ?? new Float32Array(), {
      from: 8_000,
      length: 48_000,
      lagMax: 80,
    });
    expect(lag).toBe(0);
    expect(likeness).toBeGreaterThan(0.6);
  });

  test("both ways of packing give the same samples, whatever is read at once", async () => {
    const frames = encodeGsm((await decodeWhole(fixture("call2_ceilings.wav"))).channelData[0] ?? new Float32Array());
    const pairs = frames.slice(0, 2 * Math.floor(frames.length / 2));
    const packed = await decodeWhole(place("two.wav", wav49File(pairs)));
    const plain = await decodeWhole(place("one.gsm", plainGsmFile(pairs)));
    expect(plain.format).toMatchObject({ container: "gsm", codec: "gsm", channels: 1, durationMs: null });
    expect(firstDifference(packed.channelData[0], ours(pairs))).toBeNull();
    expect(firstDifference(plain.channelData[0], ours(pairs))).toBeNull();
  });

  test("what is cut inside a frame ends with the frame before", async () => {
    const frames = encodeGsm(new Float32Array(1_600).map((_, at) => Math.sin(at / 5) / 2));
    const whole = wav49File(frames);
    const { durationMs, format } = await decodeWhole(place("cut.wav", whole.subarray(0, whole.length - 30)));
    expect(format.durationMs).toBe(200);
    expect(durationMs).toBe(160);
  });
});

/** Any frame but those in whose rounding the other port differs. */
function randomFrame(): fc.Arbitrary<GsmFrame> {
  return fc.tuple(
    ...GSM_PARAMETER_BITS.map((bits, index) =>
      fc
        .integer({ min: 0, max: 2 ** bits - 1 })
        .map((code) => (isMaximum(index) && code >= 48 && code < 56 ? code - 8 : code)),
    ),
  );
}

function isMaximum(index: number): boolean {
  return index >= 8 && (index - 8) % 17 === 3;
}

function ours(frames: readonly GsmFrame[]): Float32Array {
  const decoder = createGsmDecoder();
  const samples = new Float32Array(frames.length * GSM_FRAME_SAMPLES);
  for (const [at, frame] of frames.entries()) decoder.decode(Uint8Array.from(frame), samples, at * GSM_FRAME_SAMPLES);
  return samples;
}

function theirs(frames: readonly GsmFrame[]): Float32Array {
  return decodeAiff(aifcFile(frames)).channelData[0] ?? new Float32Array();
}

/** Where two runs of samples differ first, in place or length; null when they do not. */
function firstDifference(some: Float32Array = new Float32Array(), others: Float32Array): number | null {
  const length = Math.max(some.length, others.length);
  for (let at = 0; at < length; at++) if (some[at] !== others[at]) return at;
  return null;
}
