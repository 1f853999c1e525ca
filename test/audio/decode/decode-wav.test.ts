import { describe, expect, test } from "vitest";
import { chunk, waveFile, waveFormat, waveOf } from "../../helpers/wave-file.ts";
import { decodeWhole, filesForTests, fixtureBytes } from "./decoded.ts";

const place = filesForTests();
const SAMPLE_RATE = 8_000;
const tone = Float32Array.from({ length: 16_001 }, (_, at) => 0.7 * Math.sin(at / 7));
const other = Float32Array.from({ length: 16_001 }, (_, at) => 0.3 * Math.cos(at / 3));
const stereo = [tone, other];

describe("samples of every width come out as they went in", () => {
  test.each([
    ["8 bits", { bits: 8 }, 1 / 100],
    ["16 bits", { bits: 16 }, 1 / 16_000],
    ["24 bits", { bits: 24 }, 1e-6],
    ["32 bits", { bits: 32 }, 1e-6],
    ["floats", { bits: 32, isFloat: true }, 0],
  ] as const)("%s", async (name, width, tolerance) => {
    const path = place(`${name}.wav`, waveFile({ channelData: stereo, sampleRate: SAMPLE_RATE, ...width }));
    const { format, channelData } = await decodeWhole(path);
    expect(format).toEqual({ container: "wav", codec: "pcm", channels: 2, sampleRate: SAMPLE_RATE, durationMs: 2_000 });
    for (const [channel, samples] of stereo.entries())
      expect(largestDifference(channelData[channel], samples)).toBeLessThanOrEqual(tolerance);
  });

  test("an extensible header means the codec it holds", async () => {
    const guid = Buffer.from("01000000000010008000 00aa00389b71".replaceAll(" ", ""), "hex");
    const extension = Buffer.concat([Buffer.from([22, 0, 16, 0, 3, 0, 0, 0]), guid]);
    const format = waveFormat({ tag: 0xff_fe, channels: 1, sampleRate: SAMPLE_RATE, bits: 16 }, extension);
    const { channelData } = await decodeWhole(place("extensible.wav", waveOf(format, Buffer.alloc(400, 0x11))));
    expect(channelData).toEqual([new Float32Array(200).fill(0x11_11 / 32_767)]);
  });

  test("A-law and µ-law follow G.711", async () => {
    for (const [tag, codec, codes, values] of [
      [0x06, "alaw", [0xd5, 0x55, 0x80, 0xaa], [8, -8, 5_504, 32_256]],
      [0x07, "mulaw", [0xff, 0x7f, 0x80, 0x00], [0, 0, 32_124, -32_124]],
    ] as const) {
      const format = waveFormat({ tag, channels: 1, sampleRate: SAMPLE_RATE, bits: 8 });
      const { format: probed, channelData } = await decodeWhole(place("law.wav", waveOf(format, Buffer.from(codes))));
      expect(probed.codec).toBe(codec);
      expect([...(channelData[0] ?? [])].map((sample) => sample * 32_768)).toEqual(values);
    }
  });
});

describe("sizes that are not true", () => {
  const whole = { channelData: stereo, sampleRate: SAMPLE_RATE };
  test.each([
    ["0, as a dying recorder leaves it", 0, null],
    ["all ones, as a streaming one writes it", 0xff_ff_ff_ff, null],
    ["more than is there", 640_000, 20_000],
    ["almost four gigabytes", 0xff_ff_ff_00, 134_217_720],
  ])("%s: what is there is decoded", async (name, claimedBytes, durationMs) => {
    const decoded = await decodeWhole(place(`${name}.wav`, waveFile({ ...whole, claimedBytes })));
    expect(decoded.format.durationMs).toBe(durationMs);
    expect(decoded.channelData[0]).toHaveLength(tone.length);
  });

  test("less than is there: the rest is not sound", async () => {
    const behind = chunk("LIST", Buffer.alloc(3_001, 0x7f));
    const decoded = await decodeWhole(place("list.wav", waveFile({ ...whole, behind })));
    expect(decoded.channelData[0]).toHaveLength(tone.length);
  });

  test("no sound and a chunk behind it is no recording, though the size is 0 as well", async () => {
    const file = waveFile({
      channelData: [new Float32Array()],
      sampleRate: 8_000,
      behind: chunk("LIST", Buffer.alloc(64)),
    });
    await expect(decodeWhole(place("empty.wav", file))).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("chunks before the sound are passed over, odd lengths padded", async () => {
    const before = Buffer.concat([chunk("bext", Buffer.alloc(601)), chunk("junk", Buffer.alloc(7))]);
    const { channelData } = await decodeWhole(place("before.wav", waveFile({ ...whole, before })));
    expect(channelData[0]).toHaveLength(tone.length);
    expect(largestDifference(channelData[1], other)).toBeLessThan(1 / 16_000);
  });

  test("the 64-bit size of an RF64 file counts", async () => {
    const sizes = Buffer.alloc(28);
    sizes.writeBigUInt64LE(4_000n, 8);
    const format = waveFormat({ tag: 1, channels: 1, sampleRate: SAMPLE_RATE, bits: 16 });
    const plain = waveOf(format, Buffer.alloc(6_000, 3), { claimedBytes: 0xff_ff_ff_ff });
    const file = Buffer.concat([
      Buffer.from("RF64\xff\xff\xff\xffWAVE", "latin1"),
      chunk("ds64", sizes),
      plain.subarray(12),
    ]);
    const { format: probed, channelData } = await decodeWhole(place("rf64.wav", file));
    expect(probed.durationMs).toBe(250);
    expect(channelData[0]).toHaveLength(2_000);
  });

  test("a cut inside a sample leaves the samples before it", async () => {
    const file = waveFile(whole);
    const { channelData } = await decodeWhole(place("cut.wav", file.subarray(0, 44 + 4 * 1_000 + 3)));
    expect(channelData[0]).toHaveLength(1_000);
  });
});

describe("ADPCM", () => {
  test("IMA blocks give a header sample and eight for every four bytes", async () => {
    const block = Buffer.concat([Buffer.from([0xe8, 0x03, 0, 0]), Buffer.alloc(252)]);
    const format = waveFormat(
      { tag: 0x11, channels: 1, sampleRate: SAMPLE_RATE, bits: 4, blockBytes: 256 },
      Buffer.from([2, 0, 0xf9, 0x01]),
    );
    const { format: probed, channelData } = await decodeWhole(
      place("ima.wav", waveOf(format, Buffer.concat([block, block]))),
    );
    expect(probed).toMatchObject({ codec: "adpcm", durationMs: 126 });
    expect(channelData[0]).toHaveLength(2 * 505);
    expect(channelData[0]?.[505]).toBe(1_000 / 32_768);
  });

  test("Microsoft's blocks start with their second and first sample", async () => {
    const block = Buffer.from([0, 16, 0, 0x10, 0x27, 0xe8, 0x03, ...Buffer.alloc(25)]);
    const format = waveFormat(
      { tag: 0x02, channels: 1, sampleRate: SAMPLE_RATE, bits: 4, blockBytes: 32 },
      Buffer.from([4, 0, 52, 0, 0, 0]),
    );
    const { channelData } = await decodeWhole(place("ms.wav", waveOf(format, block)));
    expect([...(channelData[0] ?? [])].slice(0, 3)).toEqual([1_000, 10_000, 10_000].map((value) => value / 32_768));
    expect(channelData[0]).toHaveLength(52);
  });

  test("a block that claims more samples than it holds is refused before anything is allocated", async () => {
    for (const tag of [0x02, 0x11]) {
      const format = waveFormat(
        { tag, channels: 1, sampleRate: SAMPLE_RATE, bits: 4, blockBytes: 8 },
        Buffer.from([2, 0, 0xff, 0xff]),
      );
      const refused = decodeWhole(place("bomb.wav", waveOf(format, Buffer.alloc(100_000))));
      await expect(refused).rejects.toMatchObject({ code: "invalid_input" });
    }
  });
});

test("MP3 inside of a WAV is decoded as MP3", async () => {
  const format = waveFormat({ tag: 0x55, channels: 1, sampleRate: SAMPLE_RATE, bits: 0, blockBytes: 1 });
  const file = waveOf(format, fixtureBytes("call1_flowers_mono.mp3"), { behind: chunk("LIST", Buffer.alloc(90)) });
  const { format: probed, durationMs } = await decodeWhole(place("mp3.wav", file));
  expect(probed).toEqual({ container: "wav", codec: "mp3", channels: 1, sampleRate: SAMPLE_RATE, durationMs: 42_810 });
  expect(durationMs).toBe(42_810);
});

test("more channels than two become one, and each is heard in it", async () => {
  const three = [tone, other, new Float32Array(16_001)];
  const { format, channelData } = await decodeWhole(
    place("three.wav", waveFile({ channelData: three, sampleRate: SAMPLE_RATE })),
  );
  expect(format.channels).toBe(3);
  const mean = tone.map((sample, at) => (sample + (other[at] ?? 0)) / 3);
  expect(channelData).toHaveLength(1);
  expect(largestDifference(channelData[0], mean)).toBeLessThan(1 / 16_000);
});

function largestDifference(some: Float32Array = new Float32Array(), others: Float32Array): number {
  if (some.length !== others.length) return Number.POSITIVE_INFINITY;
  return some.reduce((largest, sample, at) => Math.max(largest, Math.abs(sample - (others[at] ?? 0))), 0);
}
