import { describe, expect, test } from "vitest";
import truth from "../../fixtures/audio/truth.json" with { type: "json" };
import { type Decoded, decodeWhole, fixture, halved, mixed, shiftBetween } from "./decoded.ts";

interface FileTruth {
  container?: string;
  codec?: string;
  channels?: number;
  sample_rate?: number;
  duration_ms_header?: number;
  duration_ms_decoded?: number;
  duration_ms_real?: number;
  decoded_shift_ms?: number;
  dialogue?: string;
  expect: string;
}

const CONTAINERS: Record<string, string> = { "mov,mp4,m4a,3gp,3g2,mj2": "mp4", "matroska,webm": "webm" };
const CODECS: Record<string, string> = { pcm_s16le: "pcm", pcm_mulaw: "mulaw" };

/** The two long ones have a test of their own. */
const files = Object.entries(truth.files as Record<string, FileTruth>).filter(
  ([name, { expect: verdict }]) => verdict !== "refuse" && !/^(?:long_32min|bad\/silence_3h)/.test(name),
);
const isLossless = ({ codec = "" }: FileTruth) => /^(?:pcm|flac)/.test(codec);

const decodedFiles = new Map<string, Promise<Decoded>>();
function decodedOnce(name: string): Promise<Decoded> {
  const decoded = decodedFiles.get(name) ?? decodeWhole(fixture(name));
  decodedFiles.set(name, decoded);
  return decoded;
}

describe("every fixture that is to be accepted", () => {
  test.each(files)("%s: container, codec, channels and length are the true ones", async (name, told) => {
    const { format, channelData, durationMs, largestBlock, sampleRate } = await decodedOnce(name);
    expect(format.container).toBe(CONTAINERS[told.container ?? ""] ?? told.container);
    expect(format.codec).toBe(CODECS[told.codec ?? ""] ?? told.codec);
    expect(format.channels).toBe(told.channels);
    expect(channelData).toHaveLength(told.channels ?? 0);
    expect(format.sampleRate).toBe(told.sample_rate);
    const source = sourceLength(name) ?? told.duration_ms_real ?? shorterLength(told);
    expect(Math.abs(durationMs - source)).toBeLessThan(isLossless(told) ? 1 : 5);
    if (told.duration_ms_real === undefined)
      expect(Math.abs((format.durationMs ?? 0) - source)).toBeLessThan(isLossless(told) ? 1 : 10);
    expect(largestBlock).toBeLessThan(10 * Math.max(sampleRate, 16_000));
  });
});

/** Headers and decoders that do not trim count the padding; the shorter of the two is the length of the source. */
function shorterLength({ duration_ms_header: header = 0, duration_ms_decoded: decoded = 0 }: FileTruth): number {
  return Math.min(header, decoded);
}

/** Encoders pad what they are given; the length is that of the sound that was given to them. */
function sourceLength(name: string): number | undefined {
  const call = /^(call\d_[a-z]+)/.exec(name)?.[1];
  return call === undefined ? undefined : truth.dialogues[call as keyof typeof truth.dialogues].duration_ms;
}

describe("sound stands where it stood in the source", () => {
  const calls = ["call1_flowers", "call2_ceilings", "call3_dentist"];
  const kinds = ["_mulaw.wav", ".ogg", ".m4a", ".webm", ".flac", "_mono.mp3"];
  const pairs = calls.flatMap((call) => kinds.map((kind) => [`${call}${kind}`, call] as const));
  test.each(pairs)("%s: left is left, right is right, and nothing is later by a millisecond", async (name, call) => {
    const source = await decodedOnce(`${call}.wav`);
    const decoded = await decodedOnce(name);
    expect(shiftsMs(source, decoded).every(({ likeness }) => likeness > 0.85)).toBe(true);
    for (const { shiftMs } of shiftsMs(source, decoded)) expect(Math.abs(shiftMs)).toBeLessThanOrEqual(1);
  });

  test("the first seconds of a call behind a large picture and in a video", async () => {
    const { channelData } = await decodedOnce("call1_flowers.wav");
    const short = { channelData: channelData.map((samples) => samples.subarray(0, 80_000)), sampleRate: 8_000 };
    for (const name of ["valid_odd/art_200k.mp3", "valid_odd/video_with_audio.mp4"])
      for (const { likeness, shiftMs } of shiftsMs(short, await decodedOnce(name))) {
        expect(likeness).toBeGreaterThan(0.85);
        expect(Math.abs(shiftMs)).toBeLessThanOrEqual(1);
      }
  });
});

/** Per channel, measured over seconds in which both sides speak. */
function shiftsMs(source: Pick<Decoded, "channelData">, decoded: Pick<Decoded, "channelData" | "sampleRate">) {
  const references = decoded.channelData.length === 1 ? [mixed(source.channelData)] : source.channelData;
  return references.map((reference, channel) => {
    const samples = decoded.channelData[channel] ?? new Float32Array();
    const sound = decoded.sampleRate === 16_000 ? halved(samples) : samples;
    const { lag, likeness } = shiftBetween(reference, sound, { from: 8_000, length: 48_000, lagMax: 80 });
    return { shiftMs: lag / 8, likeness };
  });
}
