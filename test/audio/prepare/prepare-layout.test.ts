import { describe, expect, it } from "vitest";
import { call, LONG, mixed, prepareSound, readWave, withGain, withNoise } from "./prepare-world.ts";

const RATE = 8_000;
const [left, right] = call("call2_ceilings").channels;
const everybody = mixed(left, right);
const silence = new Float32Array(left.length);
const layoutOf = async (...channels: Float32Array[]) => (await prepareSound({ channels, sampleRate: RATE })).layout;

describe("one sound in both channels is one channel", () => {
  const cases: [string, Float32Array][] = [
    ["the same", everybody],
    ["12 dB softer", withGain(everybody, -12)],
    ["6 dB louder", withGain(everybody, 6)],
    ["turned over", everybody.map((value) => -value)],
    ["turned over and softer", everybody.map((value) => -0.4 * value)],
    ["with noise of its own", withNoise(everybody, -48, 5)],
    ["coded as µ-law would", everybody.map(coarse)],
  ];
  for (const [name, second] of cases)
    it(`the second ${name}`, async () => {
      const prepared = await prepareSound({ channels: [everybody, second], sampleRate: RATE });
      expect(prepared.layout).toBe("false_stereo");
      expect(prepared.sanity.faults).toContain("false_stereo");
      expect(prepared.channels.map(({ channel }) => channel)).toEqual([0]);
      expect(prepared.waveform.peaks).toHaveLength(1);
      const mono = await prepareSound({ channels: [everybody], sampleRate: RATE });
      const talk = (one: typeof mono) => one.sanity.channels[0]?.speechMs ?? 0;
      expect(Math.abs(talk(prepared) - talk(mono))).toBeLessThan(0.1 * talk(mono));
    });

  it("and a copy turned over does not cancel it out", async () => {
    const turned = everybody.map((value) => -value);
    const { directory, pieces } = await prepareSound({ channels: [everybody, turned], sampleRate: RATE });
    const loudest = pieces.map(({ file }) => loudestOf(readWave(`${directory}/${file}`).channels[0]));
    expect(Math.min(...loudest)).toBeGreaterThan(0.05);
  });
});

describe("one sound that comes later in one channel is one channel", () => {
  const late = (samples: Float32Array, count: number) => {
    const delayed = new Float32Array(samples.length);
    delayed.set(samples.subarray(0, -count), count);
    return delayed;
  };
  const cases: [string, Float32Array, Float32Array, number][] = [
    ["the second by a sample", everybody, late(everybody, 1), 0],
    ["the first by a sample", late(everybody, 1), everybody, 0],
    ["the second by 5 ms, softer", everybody, late(withGain(everybody, -6), 40), 0],
    ["the first by 5 ms, softer", late(withGain(everybody, -6), 40), everybody, 1],
    [
      "the second by 19 ms, turned over, with noise of its own",
      everybody,
      withNoise(
        late(
          withGain(
            everybody.map((value) => -value),
            -3,
          ),
          152,
        ),
        -48,
        5,
      ),
      0,
    ],
  ];
  for (const [name, first, second, used] of cases)
    it(name, async () => {
      const prepared = await prepareSound({ channels: [first, second], sampleRate: RATE });
      expect(prepared.layout).toBe("false_stereo");
      expect(prepared.channels.map(({ channel }) => channel)).toHaveLength(1);
      if (name.includes("softer")) expect(prepared.pieces[0]?.channel).toBe(used);
      const mono = await prepareSound({ channels: [everybody], sampleRate: RATE });
      expect(prepared.pieces.length).toBe(mono.pieces.length);
    });

  it("at 16,000 Hz too, and two sides with a late echo stay two", async () => {
    const twice = (samples: Float32Array) =>
      Float32Array.from({ length: 2 * samples.length }, (_, at) => samples[at >> 1] ?? 0);
    const wide = { channels: [twice(everybody), twice(late(everybody, 20))], sampleRate: 2 * RATE };
    expect((await prepareSound(wide)).layout).toBe("false_stereo");
    expect(await layoutOf(mixed(left, late(right, 80), -8), mixed(right, late(left, 80), -8))).toBe("stereo");
    expect(await layoutOf(left, mixed(right, late(left, 40), -6))).toBe("stereo");
  });
});

describe("one silent side", () => {
  const cases: [string, Float32Array][] = [
    ["digital silence", silence],
    ["noise", withNoise(silence, -50)],
    ["hum of its own and a faint leak of the other side", withNoise(withGain(left, -25), -60)],
    ["a faint clean leak of the other side", withGain(left, -30)],
  ];
  for (const [name, other] of cases)
    it(`is told by ${name}, whichever side it is`, async () => {
      for (const [speaking, channels] of [
        [0, [left, other]],
        [1, [other, left]],
      ] as const) {
        const prepared = await prepareSound({ channels: [...channels], sampleRate: RATE });
        expect(prepared.layout).toBe("one_side_silent");
        expect(prepared.channels.map(({ channel }) => channel)).toEqual([speaking]);
        expect(new Set(prepared.pieces.map(({ channel }) => channel))).toEqual(new Set([speaking]));
        expect(prepared.sanity.faults[0]).toBe("one_side_silent");
      }
    });

  it("is not a side that says little", async () => {
    const yes = new Float32Array(left.length);
    yes.set(right.subarray(4_600 * 8, 5_400 * 8), 14_000 * 8);
    const prepared = await prepareSound({ channels: [left, yes], sampleRate: RATE });
    expect(prepared.layout).toBe("stereo");
    expect(prepared.channels[1]?.speech.length).toBeGreaterThan(0);
  });
});

describe("two sides stay two", () => {
  for (const db of [-40, -25, -12, -8])
    it(`when they leak into each other at ${db} dB`, async () => {
      expect(await layoutOf(mixed(left, right, db), mixed(right, left, db))).toBe("stereo");
    });

  it("when only one leaks into the other", async () => {
    expect(await layoutOf(mixed(left, right, -10), right)).toBe("stereo");
  });

  it("when one of them speaks a twentieth of the time and hears the other loudly", async () => {
    const little = new Float32Array(left.length);
    little.set(right.subarray(4_536 * 8, 7_464 * 8), 4_536 * 8);
    expect(await layoutOf(left, mixed(little, left, -10))).toBe("stereo");
  });
});

describe("silence in both", () => {
  it("has no pieces and no faults, by either plan", async () => {
    for (const plan of [LONG, { ...LONG, kind: "turn" as const }]) {
      const prepared = await prepareSound({ channels: [silence, silence], sampleRate: RATE }, { plan });
      expect(prepared.pieces).toEqual([]);
      expect(prepared.sanity.faults).toEqual([]);
    }
  });
});

function loudestOf(samples: Float32Array = new Float32Array(0)): number {
  return samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** 16-bit samples coarsened to steps of a 64th of their size. */
function coarse(value: number): number {
  if (value === 0) return 0;
  const step = 2 ** Math.floor(Math.log2(Math.abs(value))) / 32;
  return Math.round(value / step) * step;
}
