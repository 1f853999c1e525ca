import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeAudio } from "../../src/audio/decode/decode-audio.ts";
import { gsmWaveBytes, readGsmWave } from "../../src/audio/gsm-wave.ts";
import { probeAudio } from "../../src/audio/probe-audio.ts";
import { encodeGsm, plainGsmFile, wav49File } from "./decode/gsm-frames.ts";
import { call, folder } from "./prepare/prepare-world.ts";

const FRAMES = encodeGsm(call("call1_flowers").channels[0].subarray(0, 8_000 * 7));

async function read(path: string, first: number, last: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of readGsmWave(path, { first, last })) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function decoded(path: string): Promise<number[]> {
  const samples: number[] = [];
  for await (const { channelData } of decodeAudio(path, await probeAudio(path)))
    samples.push(...(channelData[0] ?? []));
  return samples;
}

describe.each([
  ["call.wav", wav49File(FRAMES)],
  ["call.gsm", plainGsmFile(FRAMES)],
])("GSM as a WAV, of %s", (name, bytes) => {
  it("is the sound that is decoded, whole and in any range", async () => {
    const path = join(folder(), name);
    await writeFile(path, bytes);
    const size = await gsmWaveBytes(path);
    const whole = await read(path, 0, size - 1);
    expect(whole).toHaveLength(size);
    const wave = join(folder(), "heard.wav");
    await writeFile(wave, whole);
    const [heard, wanted] = [await decoded(wave), await decoded(path)];
    expect(heard).toHaveLength(wanted.length);
    const off = heard.map((sample, at) => Math.abs(sample - (wanted[at] ?? 0)));
    // Each stretch begins with a decoder that has only just run up.
    expect(Math.max(...off)).toBeLessThan(0.02);
    for (const [first, last] of [
      [0, 0],
      [10, 43],
      [40, 50],
      [44, 45],
      [31_999, 32_100],
      [size - 3, size - 1],
      [12_345, size - 1],
    ] as const)
      expect((await read(path, first, last)).equals(whole.subarray(first, last + 1)), `${first}-${last}`).toBe(true);
    expect(await readFile(path)).toHaveLength(bytes.length);
  });
});
