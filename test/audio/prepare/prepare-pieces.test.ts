import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AudioPiece, SpeechInterval } from "../../../src/audio/audio.ts";
import { decodeAudio } from "../../../src/audio/decode/decode-audio.ts";
import { soundMsOf } from "../../../src/audio/piece-time.ts";
import { Resampler } from "../../../src/audio/prepare/resample.ts";
import { pieceMsWithin } from "../../../src/audio/prepare/write-pieces.ts";
import { probeAudio } from "../../../src/audio/probe-audio.ts";
import { call, LONG, mixed, noiseSource, prepareSound, readWave, type Sound, TURN } from "./prepare-world.ts";

describe("pieces hold the sound of their place", () => {
  it("by turns: WAV, sample by sample", async () => {
    const sound = call("call1_flowers");
    const { directory, pieces } = await prepareSound(sound);
    expect(pieces.length).toBe(12);
    for (const { file, channel, startMs, endMs, sizeBytes } of pieces) {
      const piece = readWave(join(directory, file));
      expect(piece.sampleRate).toBe(8_000);
      const source = sound.channels[channel]?.slice(startMs * 8, endMs * 8) as Float32Array;
      expect(Buffer.from(source.buffer).equals(Buffer.from(piece.channels[0]?.buffer as ArrayBuffer))).toBe(true);
      expect(statSync(join(directory, file)).size).toBe(sizeBytes);
    }
  });

  it("long: MP3 of the same length, each part of it in its place, at 8,000 and at 16,000 Hz", async () => {
    for (const sound of [call("call3_dentist"), atRate(call("call3_dentist"), 16_000)]) {
      const { directory, pieces } = await prepareSound(sound, { plan: LONG });
      expect(pieces.length).toBe(2);
      for (const piece of pieces) {
        const path = join(directory, piece.file);
        const decoded = await decodeAll(path);
        expect(decoded.channels).toHaveLength(1);
        const samples = decoded.channels[0] as Float32Array;
        const perMs = sound.sampleRate / 1_000;
        const source = soundOf(piece, sound);
        expect(samples.length).toBe(source.length);
        expect(samples.length).toBe(soundMsOf(piece) * perMs);
        expect(samples.length).toBeLessThan(0.8 * (piece.endMs - piece.startMs) * perMs);
        const said = piece.speech.filter(({ startMs, endMs }) => endMs - startMs > 1_500);
        expect(said.length).toBeGreaterThan(2);
        for (const { startMs } of said) {
          const from = placeInSound(piece, startMs) * perMs;
          expect(bestLag(source, samples, from)).toBe(0);
          expect(likeness(source, samples, 0, from)).toBeGreaterThan(0.95);
        }
        expect(statSync(path).size).toBe(piece.sizeBytes);
      }
    }
  });

  it("long, of two sides: silent where the side is, so that the other's echo is not written down again", async () => {
    const { channels, sampleRate } = call("call2_ceilings");
    const leaking = [mixed(channels[0], channels[1], -15), mixed(channels[1], channels[0], -15)];
    const { directory, pieces } = await prepareSound({ channels: leaking, sampleRate }, { plan: LONG });
    const [piece] = pieces as [(typeof pieces)[0]];
    const samples = (await decodeAll(join(directory, piece.file))).channels[0] ?? new Float32Array(0);
    const pauses = piece.speech.slice(1).map((next, at) => ({ last: piece.speech[at] as SpeechInterval, next }));
    const { last, next } = pauses.find((one) => one.next.startMs - one.last.endMs > 2_000) ?? pauses[0] ?? {};
    if (!last || !next) throw new Error("there is no pause in the piece");
    const power = (from: number, to: number) => samples.slice(from * 8, to * 8).reduce((sum, x) => sum + x * x, 0);
    const silentFrom = placeInSound(piece, last.endMs) + 300;
    const silentTo = placeInSound(piece, next.startMs) - 300;
    expect(silentTo - silentFrom).toBe(400);
    const spoken = power(placeInSound(piece, last.startMs), placeInSound(piece, last.endMs));
    expect(power(silentFrom, silentTo)).toBeLessThan(1e-5 * spoken);
  });

  it("of one sound in both channels: the mean of them", async () => {
    const { channels } = call("call1_flowers");
    const sound = mixed(channels[0], channels[1]);
    const softer = sound.map((value) => value / 2);
    const { directory, pieces } = await prepareSound({ channels: [sound, softer], sampleRate: 8_000 });
    const [{ file, startMs, endMs }] = pieces as [(typeof pieces)[0]];
    const piece = readWave(join(directory, file)).channels[0] ?? new Float32Array(0);
    const wanted = sound.slice(startMs * 8, endMs * 8).map((value) => value * 0.75);
    expect(Math.max(...piece.map((value, at) => Math.abs(value - (wanted[at] ?? 0))))).toBeLessThan(2 / 32_768);
  });

  it("from any sample rate: at 16,000 Hz, in time", async () => {
    const original = atRate(call("call1_flowers"), 16_000);
    const sound = atRate(call("call1_flowers"), 44_100);
    const { directory, pieces } = await prepareSound(sound);
    expect(pieces.length).toBe(12);
    for (const { file, channel, startMs, endMs } of pieces.slice(0, 4)) {
      const piece = readWave(join(directory, file));
      expect(piece.sampleRate).toBe(16_000);
      const source = original.channels[channel]?.slice(startMs * 16, endMs * 16) as Float32Array;
      expect(bestLag(source, piece.channels[0] as Float32Array)).toBe(0);
      expect(likeness(source, piece.channels[0] as Float32Array, 0)).toBeGreaterThan(0.999);
    }
  });

  it("and none is larger than its plan allows, by bytes or by time", async () => {
    for (const kind of ["turn", "long"] as const) {
      const plan = { kind, pieceMsMax: 8_000, pieceBytesMax: 30_000 };
      const { pieces } = await prepareSound(call("call2_ceilings"), { plan });
      expect(Math.max(...pieces.map(({ sizeBytes }) => sizeBytes))).toBeLessThanOrEqual(30_000);
      expect(Math.max(...pieces.map(soundMsOf))).toBeLessThanOrEqual(8_000);
      expect(pieces.map(({ number }) => number)).toEqual([...pieces.keys()]);
    }
    expect(pieceMsWithin(25_000_000, "mp3", 16_000)).toBeGreaterThan(4_000_000);
  });
});

describe("the picture of a recording", () => {
  it("has at most 2,000 points, each the loudest sample of its step", async () => {
    const sound = new Float32Array(8_000 * 61);
    sound[8_000 * 30] = 0.5;
    const { waveform, durationMs } = await prepareSound({ channels: [sound], sampleRate: 8_000 }, { plan: TURN });
    expect(waveform.stepMs).toBe(40);
    expect(waveform.peaks[0]?.length).toBe(Math.ceil(durationMs / 40));
    expect(waveform.peaks[0]?.findIndex((peak) => peak > 0)).toBe(30_000 / 40);
    expect(Math.max(...(waveform.peaks[0] ?? []))).toBe(128);
  });
});

describe("another sample rate", () => {
  for (const from of [6_000, 11_025, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000])
    it(`${from} Hz keeps speech as it is and in time, and mirrors nothing into it`, () => {
      const to = from < 8_000 ? 8_000 : 16_000;
      for (const hz of [300, 1_000, 2_400]) {
        const { levelDb, errorDb } = tone(from, to, hz);
        expect(Math.abs(levelDb)).toBeLessThan(0.1);
        expect(errorDb).toBeLessThan(-40);
      }
      for (const hz of [10_000, 12_000, 15_000, 21_000].filter((one) => one < from / 2))
        expect(tone(from, to, hz).levelDb).toBeLessThan(-40);
    });

  it("gives the same whatever the blocks", () => {
    const next = noiseSource();
    const samples = Float32Array.from({ length: 44_100 }, () => next());
    const whole = resampled(samples, 44_100, 16_000, samples.length);
    expect(whole.length).toBe(16_000);
    for (const block of [1, 7, 1_152, 5_000]) expect(resampled(samples, 44_100, 16_000, block)).toEqual(whole);
  });
});

/** The samples of the recording that a piece is made of. */
function soundOf(piece: AudioPiece, { channels, sampleRate }: Sound): Float32Array {
  const perMs = sampleRate / 1_000;
  const parts = piece.parts ?? [piece];
  return joined(
    parts.map(({ startMs, endMs }) => (channels[piece.channel] as Float32Array).slice(startMs * perMs, endMs * perMs)),
  );
}

/** Where a time of the recording is in the sound of a piece, in milliseconds. */
function placeInSound(piece: AudioPiece, atMs: number): number {
  const before = (piece.parts ?? [piece]).map(({ startMs, endMs }) => Math.max(0, Math.min(endMs, atMs) - startMs));
  return before.reduce((sum, ms) => sum + ms, 0);
}

function resampled(samples: Float32Array, from: number, to: number, block: number): Float32Array {
  const resampler = new Resampler(from, to);
  const parts: Float32Array[] = [];
  for (let at = 0; at < samples.length; at += block)
    parts.push(resampler.push(samples.subarray(at, at + block)).slice());
  return joined([...parts, resampler.finish()]);
}

/** Level of a tone that went through, and of the difference to the same tone made at the other rate, against it. */
function tone(from: number, to: number, hz: number) {
  const made = (rate: number) =>
    Float32Array.from({ length: rate }, (_, at) => Math.sin((2 * Math.PI * hz * at) / rate + 0.7));
  const given = resampled(made(from), from, to, 4_096).subarray(to / 10, to - to / 10);
  const wanted = made(to).subarray(to / 10, to - to / 10);
  const mean = (value: (at: number) => number) => given.reduce((sum, _, at) => sum + value(at) ** 2, 0) / given.length;
  return {
    levelDb: 10 * Math.log10(2 * mean((at) => given[at] ?? 0) + 1e-12),
    errorDb: 10 * Math.log10(2 * mean((at) => (given[at] ?? 0) - (wanted[at] ?? 0)) + 1e-12),
  };
}

function atRate({ channels, sampleRate }: Sound, to: number): Sound {
  return { channels: channels.map((one) => resampled(one, sampleRate, to, 4_096)), sampleRate: to };
}

async function decodeAll(path: string): Promise<Sound> {
  const format = await probeAudio(path);
  const parts: Float32Array[][] = [];
  let sampleRate = 0;
  for await (const block of decodeAudio(path, format)) {
    parts.push(block.channelData.map((one) => one.slice()));
    sampleRate = block.sampleRate;
  }
  const channels = (parts[0] ?? []).map((_, side) => joined(parts.map((part) => part[side] as Float32Array)));
  return { channels, sampleRate };
}

function joined(parts: Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Correlation of two sounds, the second one `lag` samples later, over 4,000 samples. */
function likeness(a: Float32Array, b: Float32Array, lag: number, from = Math.min(16_000, a.length >> 1)): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let at = from; at < from + 4_000; at++) {
    const x = a[at] ?? 0;
    const y = b[at + lag] ?? 0;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb + 1e-12);
}

function bestLag(a: Float32Array, b: Float32Array, from?: number): number {
  let best = { lag: 0, likeness: -1 };
  for (let lag = -1_200; lag <= 1_200; lag++) {
    const here = likeness(a, b, lag, from);
    if (here > best.likeness) best = { lag, likeness: here };
  }
  return best.lag;
}
