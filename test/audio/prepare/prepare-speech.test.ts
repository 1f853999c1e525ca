import { describe, expect, it } from "vitest";
import { call, faultsOf, mixed, noiseSource, prepareSound, withGain, withNoise } from "./prepare-world.ts";

const RATE = 8_000;
type Sides = [Float32Array, Float32Array];

const both = ([left, right]: Sides, change: (samples: Float32Array, side: number) => Float32Array): Sides => [
  change(left, 0),
  change(right, 1),
];
/** Mains hum of 50 Hz with its harmonics, as bad cabling brings it. */
const withHum = (samples: Float32Array, dbfs: number) =>
  samples.map((value, at) => {
    const angle = (2 * Math.PI * 50 * at) / RATE;
    const hum = Math.sin(angle) + 0.4 * Math.sin(2 * angle) + 0.15 * Math.sin(3 * angle);
    return value + Math.SQRT2 * 10 ** (dbfs / 20) * hum;
  });
const later = (samples: Float32Array, ms: number) => samples.map((_, at) => samples[at - (ms * RATE) / 1_000] ?? 0);

describe("turns are found within 150 ms and nothing else is", () => {
  const cases: [string, (sides: Sides) => Sides][] = [
    ["under line noise at -60 dBFS", (sides) => both(sides, (one, side) => withNoise(one, -60, side + 1))],
    ["under line noise at -45 dBFS", (sides) => both(sides, (one, side) => withNoise(one, -45, side + 1))],
    ["20 dB softer", (sides) => both(sides, (one) => withGain(one, -20))],
    ["with one side 20 dB softer", ([left, right]) => [left, withGain(right, -20)]],
    ["under mains hum as loud as speech", (sides) => both(sides, (one) => withHum(one, -25))],
    ["with DC", ([left, right]) => [left.map((value) => value + 0.1), right.map((value) => value - 0.05)]],
    ["clipped hard", (sides) => both(sides, (one) => one.map((value) => Math.max(-1, Math.min(1, 30 * value))))],
    ["with the other side leaking in at -25 dB", ([l, r]) => [mixed(l, r, -25), mixed(r, l, -25)]],
    ["with the other side leaking in at -12 dB", ([l, r]) => [mixed(l, r, -12), mixed(r, l, -12)]],
    ["with an echo of 150 ms at -25 dB", ([l, r]) => [mixed(l, later(r, 150), -25), mixed(r, later(l, 150), -25)]],
  ];
  for (const [name, change] of cases)
    for (const dialogue of ["call1_flowers", "call2_ceilings", "call3_dentist"])
      it(`${dialogue} ${name}`, async () => {
        const { channels } = call(dialogue);
        const prepared = await prepareSound({ channels: change(channels), sampleRate: RATE });
        expect(prepared.layout).toBe("stereo");
        expect(faultsOf(prepared, dialogue, 150)).toEqual([]);
      });
});

describe("what is no speech", () => {
  const seconds = (count: number) => new Float32Array(count * RATE);

  for (const dbfs of [-60, -40, -20])
    it(`steady noise at ${dbfs} dBFS has no pieces`, async () => {
      const { pieces } = await prepareSound({ channels: [withNoise(seconds(30), dbfs)], sampleRate: RATE });
      expect(pieces).toEqual([]);
    });

  it("hum and DC have no pieces", async () => {
    const sound = withHum(seconds(30), -15).map((value) => value + 0.2);
    expect((await prepareSound({ channels: [sound], sampleRate: RATE })).pieces).toEqual([]);
  });

  it("clicks of 50 ms have no pieces, and half a second of voice has one", async () => {
    const voice = call("call1_flowers").channels[0];
    const sound = withNoise(seconds(20), -65);
    for (let at = 2; at < 18; at += 2) sound.set(voice.subarray(5_200, 5_200 + 0.05 * RATE), at * RATE);
    expect((await prepareSound({ channels: [sound], sampleRate: RATE })).pieces).toEqual([]);
    sound.set(voice.subarray(5_200, 5_200 + 0.5 * RATE), 19 * RATE);
    const { pieces } = await prepareSound({ channels: [sound], sampleRate: RATE });
    expect(pieces).toHaveLength(1);
    expect(Math.abs((pieces[0]?.speech[0]?.startMs ?? 0) - 19_000)).toBeLessThanOrEqual(20);
  });

  it("the noise of a line that opens after silence is not speech", async () => {
    const [left, right] = call("call1_flowers").channels;
    const opened = (side: Float32Array, seed: number) => {
      const sound = seconds(20 + side.length / RATE);
      sound.set(withNoise(side, -50, seed), 20 * RATE);
      return sound;
    };
    const prepared = await prepareSound({ channels: [opened(left, 1), opened(right, 2)], sampleRate: RATE });
    const starts = prepared.channels.map(({ speech }) => speech[0]?.startMs ?? 0);
    expect(Math.abs((starts[0] ?? 0) - 20_500)).toBeLessThanOrEqual(150);
    expect(Math.abs((starts[1] ?? 0) - 23_788)).toBeLessThanOrEqual(150);
  });
});

describe("the sanity report", () => {
  const faultsWith = async (channels: Float32Array[], format = {}) =>
    (await prepareSound({ channels, sampleRate: RATE }, { format })).sanity.faults;
  const [left, right] = call("call1_flowers").channels;

  it("finds nothing wrong with a good call", async () => {
    expect(await faultsWith([left, right])).toEqual([]);
  });

  it("tells clipping, softness, noise and what a header claims", async () => {
    expect(await faultsWith([left.map((value) => Math.max(-1, Math.min(1, 40 * value))), right])).toEqual(["clipping"]);
    expect(await faultsWith([withGain(left, -25), right])).toEqual(["quiet"]);
    expect(await faultsWith([withNoise(left, -36), right])).toEqual(["noisy"]);
    expect(await faultsWith([left, right], { durationMs: 60_000 })).toEqual(["truncated", "duration_differs"]);
    expect(await faultsWith([left, right], { durationMs: 30_000 })).toEqual(["duration_differs"]);
    expect(await faultsWith([left, right], { durationMs: 43_000 })).toEqual([]);
  });

  it("tells the muffled sound of a bad codec chain", async () => {
    const muffled = both([left, right], (one) => lowPassed(lowPassed(lowPassed(one))));
    expect(await faultsWith(muffled)).toEqual(["narrow_band"]);
  });

  it("measures levels as they are", async () => {
    const next = noiseSource();
    const tone = Float32Array.from({ length: 20 * RATE }, (_, at) => {
      const isOn = at % (4 * RATE) < 2 * RATE;
      return (
        (isOn ? 0.1 * Math.SQRT2 * Math.sin((2 * Math.PI * 1_000 * at) / RATE) : 0) + 0.001 * Math.sqrt(3) * next()
      );
    });
    const [channel] = (await prepareSound({ channels: [tone], sampleRate: RATE })).sanity.channels;
    expect(channel?.speechDbfs).toBeCloseTo(-20, 0);
    expect(channel?.noiseDbfs).toBeCloseTo(-60, 0);
    expect(Math.abs((channel?.speechMs ?? 0) - 10_000)).toBeLessThanOrEqual(200);
  });
});

/** A moving mean over five samples: nothing is left around 1,600 and 3,200 Hz. */
function lowPassed(samples: Float32Array): Float32Array {
  return samples.map((_, at) => {
    let sum = 0;
    for (let back = 0; back < 5; back++) sum += samples[at - back] ?? 0;
    return sum / 5;
  });
}
