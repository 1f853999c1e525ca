import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { AudioFormat } from "../../../src/audio/audio.ts";
import { decodeAudio } from "../../../src/audio/decode/decode-audio.ts";
import { probeAudio } from "../../../src/audio/probe-audio.ts";

/** A recording with all its samples. */
export interface Decoded {
  format: AudioFormat;
  channelData: Float32Array[];
  sampleRate: number;
  durationMs: number;
  /** Samples per channel of the largest block. */
  largestBlock: number;
}

/** Probes and decodes a whole file. */
export async function decodeWhole(path: string): Promise<Decoded> {
  const format = await probeAudio(path);
  const blocks: Float32Array[][] = [];
  let sampleRate = 0;
  for await (const block of decodeAudio(path, format)) {
    sampleRate = block.sampleRate;
    blocks.push(block.channelData);
  }
  const channels = blocks[0]?.length ?? 0;
  const channelData = Array.from({ length: channels }, (_, channel) => joined(blocks.map((one) => one[channel])));
  const samples = channelData[0]?.length ?? 0;
  return {
    format,
    channelData,
    sampleRate,
    durationMs: (samples * 1_000) / sampleRate,
    largestBlock: Math.max(...blocks.map((one) => one[0]?.length ?? 0)),
  };
}

function joined(parts: (Float32Array | undefined)[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + (part?.length ?? 0), 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part ?? [], at);
    at += part?.length ?? 0;
  }
  return whole;
}

/** A place for files that are gone after the tests of the file. */
export function filesForTests(): (name: string, content: Uint8Array | string) => string {
  const directory = mkdtempSync(join(tmpdir(), "audio-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  };
}

/** Path of a file of the audio fixtures. */
export function fixture(name: string): string {
  return join(import.meta.dirname, "../../fixtures/audio", name);
}

/** Bytes of a file of the audio fixtures. */
export function fixtureBytes(name: string): Buffer {
  return readFileSync(fixture(name));
}

/** Samples at half the rate, so that Opus can be laid beside its source. */
export function halved(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: samples.length >> 1 }, (_, at) => {
    return ((samples[2 * at] ?? 0) + (samples[2 * at + 1] ?? 0)) / 2;
  });
}

/** The mean of all channels. */
export function mixed(channelData: readonly Float32Array[]): Float32Array {
  return Float32Array.from({ length: channelData[0]?.length ?? 0 }, (_, at) => {
    return channelData.reduce((sum, samples) => sum + (samples[at] ?? 0), 0) / channelData.length;
  });
}

/** By how many samples `sound` is later than `reference`, and how alike the two are there (1: the same). */
export function shiftBetween(
  reference: Float32Array,
  sound: Float32Array,
  { from, length, lagMax }: { from: number; length: number; lagMax: number },
): { lag: number; likeness: number } {
  let best = { lag: 0, likeness: -1 };
  for (let lag = -lagMax; lag <= lagMax; lag++) {
    const likeness = likenessAt(reference, sound, from, length, lag);
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return best;
}

function likenessAt(reference: Float32Array, sound: Float32Array, from: number, length: number, lag: number): number {
  let product = 0;
  let ours = 0;
  let theirs = 0;
  for (let at = from; at < from + length; at++) {
    const a = reference[at] ?? 0;
    const b = sound[at + lag] ?? 0;
    product += a * b;
    ours += a * a;
    theirs += b * b;
  }
  return ours === 0 || theirs === 0 ? 0 : product / Math.sqrt(ours * theirs);
}
