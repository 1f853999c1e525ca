import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EncodedAudioPacketSource, EncodedPacket, FilePathTarget, Mp4OutputFormat, Output } from "mediabunny";
import { createMp3Encoder } from "wasm-media-encoders";
import { Resampler } from "../../src/audio/prepare/resample.ts";
import { AAC_CONFIG, makeAacPackets, PACKET_SAMPLES } from "./aac-packets.ts";

const FIXTURES = new URL(
  `${import.meta.url.includes("/dist/") ? "../../../" : "../../"}test/fixtures/audio/`,
  import.meta.url,
).pathname;
const CALLS = ["call1_flowers", "call2_ceilings", "call3_dentist"];

/**
 * A stereo MP3 of constant bitrate: the calls of the fixtures, coded once at the rate and repeated as bytes.
 * @returns its length in minutes.
 */
export async function makeMp3(path: string, minutes: number, sampleRate: number, kbps: 64 | 128): Promise<number> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate, channels: 2, bitrate: kbps });
  const sides = CALLS.map(stereoOf).map((sides) => sides.map((side) => atRate(side, sampleRate)));
  const round = Buffer.concat([
    ...sides.map((channels) => Buffer.from(encoder.encode(channels))),
    Buffer.from(encoder.finalize()),
  ]);
  const roundS = sides.reduce((sum, [left]) => sum + (left?.length ?? 0), 0) / sampleRate;
  const rounds = Math.ceil((minutes * 60) / roundS);
  const file = openSync(path, "w");
  for (let done = 0; done < rounds; done++) writeSync(file, round);
  closeSync(file);
  return (rounds * roundS) / 60;
}

/** A stereo WAV of 16 bits, the calls repeated. */
export async function makeWav(path: string, minutes: number): Promise<number> {
  const data = Buffer.concat(CALLS.map((name) => readFileSync(join(FIXTURES, `${name}.wav`)).subarray(44)));
  const rounds = Math.ceil((minutes * 60 * 32_000) / data.length);
  const header = readFileSync(join(FIXTURES, `${CALLS[0]}.wav`)).subarray(0, 44);
  header.writeUInt32LE(36 + rounds * data.length, 4);
  header.writeUInt32LE(rounds * data.length, 40);
  await writeFile(path, header);
  const file = openSync(path, "a");
  for (let done = 0; done < rounds; done++) writeSync(file, data);
  closeSync(file);
  return (rounds * data.length) / 32_000 / 60;
}

/** A stereo m4a of 44,100 Hz with its index at the end: the packets of `aac-packets.ts`, repeated. */
export async function makeM4a(path: string, minutes: number): Promise<number> {
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: false }), target: new FilePathTarget(path) });
  const source = new EncodedAudioPacketSource("aac");
  output.addAudioTrack(source);
  await output.start();
  const round = CALLS.map(stereoOf).flatMap(([left, right]) =>
    makeAacPackets(atRate(left, 44_100), atRate(right, 44_100)),
  );
  const decoderConfig = { codec: "mp4a.40.2", sampleRate: 44_100, numberOfChannels: 2, description: AAC_CONFIG };
  const duration = PACKET_SAMPLES / 44_100;
  const count = Math.ceil((minutes * 60) / duration);
  for (let number = 0; number < count; number++) {
    const data = round[number % round.length] as Uint8Array;
    await source.add(new EncodedPacket(data, "key", number * duration, duration), { decoderConfig });
  }
  await output.finalize();
  return (count * duration) / 60;
}

function stereoOf(name: string): [Float32Array, Float32Array] {
  const bytes = readFileSync(join(FIXTURES, `${name}.wav`));
  const frames = (bytes.length - 44) >> 2;
  const side = (channel: number) =>
    Float32Array.from({ length: frames }, (_, at) => bytes.readInt16LE(44 + 4 * at + 2 * channel) / 32_768);
  return [side(0), side(1)];
}

function atRate(samples: Float32Array, sampleRate: number): Float32Array {
  if (sampleRate === 8_000) return samples;
  const resampler = new Resampler(8_000, sampleRate);
  const [first, rest] = [resampler.push(samples).slice(), resampler.finish()];
  const all = new Float32Array(first.length + rest.length);
  all.set(first);
  all.set(rest, first.length);
  return all;
}
