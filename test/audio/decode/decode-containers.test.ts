import {
  AdtsOutputFormat,
  type EncodedPacket,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  WebMOutputFormat,
} from "mediabunny";
import { describe, expect, test } from "vitest";
import { loadAac } from "../../../src/audio/decode/decode-aac.ts";
import { decodeAudio } from "../../../src/audio/decode/decode-audio.ts";
import { probeAudio } from "../../../src/audio/probe-audio.ts";
import { AppError } from "../../../src/errors.ts";
import { decodeWhole, filesForTests, fixture, fixtureBytes, halved, mixed, shiftBetween } from "./decoded.ts";
import { remux } from "./remux.ts";

const place = filesForTests();
const SOURCE_MS = 42_810;
const source = decodeWhole(fixture("call1_flowers.wav"));

describe("the same packets in other containers are the same sound at the same time", () => {
  test.each([
    ["Opus in MP4", "call1_flowers.ogg", () => new Mp4OutputFormat(), "mp4", "opus", 10],
    ["Opus in WebM", "call1_flowers.ogg", () => new WebMOutputFormat(), "webm", "opus", 5],
    ["Opus in Ogg", "call1_flowers.webm", () => new OggOutputFormat(), "ogg", "opus", 5],
    ["FLAC in MP4", "call1_flowers.flac", () => new Mp4OutputFormat(), "mp4", "flac", 0],
    ["FLAC in Matroska", "call1_flowers.flac", () => new MkvOutputFormat(), "webm", "flac", 0],
    ["AAC in Matroska", "call1_flowers.m4a", () => new MkvOutputFormat(), "webm", "aac", 150],
    [
      "AAC in a fragmented MP4",
      "call1_flowers.m4a",
      () => new Mp4OutputFormat({ fastStart: "fragmented" }),
      "mp4",
      "aac",
      150,
    ],
    [
      "AAC with the index at the end",
      "call1_flowers.m4a",
      () => new Mp4OutputFormat({ fastStart: false }),
      "mp4",
      "aac",
      150,
    ],
    ["AAC without a container", "call1_flowers.m4a", () => new AdtsOutputFormat(), "aac", "aac", 150],
    ["MP3 in MP4", "call1_flowers_mono.mp3", () => new Mp4OutputFormat(), "mp4", "mp3", 180],
    ["PCM in QuickTime", "call1_flowers.wav", () => new MovOutputFormat(), "mp4", "pcm", 0],
    ["µ-law in QuickTime", "call1_flowers_mulaw.wav", () => new MovOutputFormat(), "mp4", "mulaw", 0],
  ] as const)("%s", async (name, file, format, container, codec, longerMs) => {
    const decoded = await decodeWhole(place(name, await remux(fixture(file), format())));
    expect(decoded.format).toMatchObject({ container, codec });
    expect(Math.abs(decoded.durationMs - SOURCE_MS)).toBeLessThanOrEqual(longerMs);
    const reference = mixed((await source).channelData);
    const samples = mixed(decoded.channelData);
    const sound = decoded.sampleRate === 16_000 ? halved(samples) : samples;
    const { lag, likeness } = shiftBetween(reference, sound, { from: 8_000, length: 4_000, lagMax: 1_200 });
    expect(likeness).toBeGreaterThan(0.85);
    expect(Math.abs(lag / 8)).toBeLessThanOrEqual(longerMs === 0 ? 0 : 150);
  });
});

describe("AMR", () => {
  /** Frames of the highest rate with nothing but zeros in them: what they sound like is the decoder's affair. */
  const narrow = Buffer.concat(
    Array.from({ length: 250 }, () => Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)])),
  );
  const wide = Buffer.concat(Array.from({ length: 250 }, () => Buffer.concat([Buffer.from([0x44]), Buffer.alloc(60)])));

  test.each([
    ["narrow band", "#!AMR\n", narrow, 8_000],
    ["wide band", "#!AMR-WB\n", wide, 16_000],
  ])("%s: 20 ms for each frame", async (name, mark, frames, sampleRate) => {
    const { format, durationMs } = await decodeWhole(place(name, Buffer.concat([Buffer.from(mark), frames])));
    expect(format).toEqual({ container: "amr", codec: "amr", channels: 1, sampleRate, durationMs: null });
    expect(durationMs).toBe(5_000);
  });

  test("in 3GP, as telephones record: the same as in a file of its own", async () => {
    const at = (index: number) => narrow.subarray(32 * index, 32 * index + 32);
    const retimed = (packet: EncodedPacket, index: number) =>
      index < 250 ? packet.clone({ data: at(index), timestamp: index / 50, duration: 1 / 50 }) : null;
    const file = await remux(fixture("call1_flowers.m4a"), new Mp4OutputFormat(), retimed);
    file.write("samr", file.indexOf("mp4a"), "latin1");
    const { format, channelData } = await decodeWhole(place("call.3gp", file));
    expect(format).toMatchObject({ container: "mp4", codec: "amr", channels: 2 });
    const alone = await decodeWhole(place("alone.amr", Buffer.concat([Buffer.from("#!AMR\n"), narrow])));
    expect(channelData).toEqual(alone.channelData);
  });
});

describe("what is cut is decoded up to the cut", () => {
  test.each(["wav", "ogg", "webm", "m4a", "flac"])("%s", async (kind) => {
    const bytes = fixtureBytes(`call1_flowers.${kind}`);
    const { durationMs, format } = await decodeWhole(place(`cut.${kind}`, bytes.subarray(0, bytes.length >> 1)));
    expect(durationMs).toBeGreaterThan(0.4 * SOURCE_MS);
    expect(durationMs).toBeLessThan(0.6 * SOURCE_MS);
    if (kind !== "ogg") expect(Math.abs((format.durationMs ?? 0) - SOURCE_MS)).toBeLessThan(10);
  });

  test("mp3, whose header still claims the whole", async () => {
    const bytes = fixtureBytes("call1_flowers_mono.mp3");
    const { durationMs, format } = await decodeWhole(place("cut.mp3", bytes.subarray(0, bytes.length >> 1)));
    expect(durationMs / SOURCE_MS).toBeCloseTo(0.5, 1);
    expect(format.durationMs).toBe(SOURCE_MS);
  });

  test("junk between the frames is passed over", async () => {
    const bytes = fixtureBytes("call1_flowers_mono.mp3");
    const junk = Buffer.alloc(3_000, 0x55);
    const whole = Buffer.concat([bytes.subarray(0, 40_000), junk, bytes.subarray(40_000)]);
    expect((await decodeWhole(place("junk.mp3", whole))).durationMs).toBeGreaterThan(SOURCE_MS - 500);
    const ogg = fixtureBytes("call1_flowers.ogg");
    const broken = Buffer.concat([ogg.subarray(0, 40_000), junk, ogg.subarray(40_000)]);
    expect((await decodeWhole(place("junk.ogg", broken))).durationMs).toBeGreaterThan(SOURCE_MS - 2_500);
  });
});

test("three hours of silence in 0.3 MB come in small blocks and can be stopped", async () => {
  const path = fixture("bad/silence_3h.opus");
  const format = await probeAudio(path);
  expect(format).toMatchObject({ codec: "opus", channels: 1, durationMs: 10_799_994 });
  const stop = new AbortController();
  let seconds = 0;
  const decoding = async () => {
    for await (const { channelData, sampleRate } of decodeAudio(path, format, stop.signal)) {
      expect((channelData[0]?.length ?? 0) / sampleRate).toBeLessThanOrEqual(31);
      seconds += (channelData[0]?.length ?? 0) / sampleRate;
      if (seconds > 120) stop.abort(new Error("enough"));
    }
  };
  await expect(decoding()).rejects.toThrow("enough");
  expect(seconds).toBeLessThan(152);
});

test("without the optional AAC package the refusal says what to install", async () => {
  const missing = loadAac(() => Promise.reject(new Error("Cannot find package")));
  await expect(missing).rejects.toBeInstanceOf(AppError);
  await expect(missing).rejects.toMatchObject({
    code: "unsupported_media_type",
    detail: expect.stringContaining("npm install @audio/decode-aac") as string,
  });
});
