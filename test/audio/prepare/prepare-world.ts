import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { AudioBlock, AudioFormat, CutPlan, PreparedAudio, SpeechInterval } from "../../../src/audio/audio.ts";
import { decodeAudio } from "../../../src/audio/decode/decode-audio.ts";
import { prepare } from "../../../src/audio/prepare/preparation.ts";
import { pieceFileName, writePieces } from "../../../src/audio/prepare/write-pieces.ts";
import { probeAudio } from "../../../src/audio/probe-audio.ts";

/** Where the fixtures lie. */
export const FIXTURES = new URL("../../fixtures/audio/", import.meta.url).pathname;

/** Plans as speech engines have them. */
export const TURN: CutPlan = { kind: "turn", pieceMsMax: 60_000, pieceBytesMax: 25_000_000 };
export const LONG: CutPlan = { kind: "long", pieceMsMax: 1_400_000, pieceBytesMax: 25_000_000 };

export interface Turn {
  n: number;
  channel: "left" | "right";
  start_ms: number;
  end_ms: number;
}
export interface TrueFile {
  expect: string;
  codec?: string;
  channels?: number;
  dialogue?: string;
  duration_ms_decoded?: number;
  segments?: { dialogue: string; offset_ms: number }[];
}
interface Truth {
  dialogues: Record<string, { duration_ms: number; turns: Turn[]; overlaps: { start_ms: number; end_ms: number }[] }>;
  files: Record<string, TrueFile>;
}

/** What the fixtures are, by their maker. */
export const TRUTH = JSON.parse(readFileSync(join(FIXTURES, "truth.json"), "utf8")) as Truth;

/** Sound to be prepared: one array per channel. */
export interface Sound {
  channels: Float32Array[];
  sampleRate: number;
}

/** Samples of a 16-bit WAV file whose samples begin at byte 44, as the fixtures' and our pieces do. */
export function readWave(path: string): Sound {
  const bytes = readFileSync(path);
  const count = bytes.readUInt16LE(22);
  const samples = new Int16Array(new Uint8Array(bytes.subarray(44)).buffer, 0, Math.floor((bytes.length - 44) / 2));
  const channels = Array.from({ length: count }, () => new Float32Array(Math.floor(samples.length / count)));
  for (const [channel, one] of channels.entries())
    for (let at = 0; at < one.length; at++) one[at] = (samples[at * count + channel] as number) / 32_768;
  return { channels, sampleRate: bytes.readUInt32LE(24) };
}

const calls = new Map<string, Sound>();

/** A call of the fixtures, left and right, read once: its samples are not to be changed. */
export function call(name: string): Sound & { channels: [Float32Array, Float32Array] } {
  const sound = calls.get(name) ?? readWave(join(FIXTURES, `${name}.wav`));
  calls.set(name, sound);
  const { channels, sampleRate } = sound;
  return { channels: [channels[0] as Float32Array, channels[1] as Float32Array], sampleRate };
}

/** A folder that is gone when the test is. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "razbor-prepare-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export async function* blocksOf({ channels, sampleRate }: Sound, length = 4_096): AsyncGenerator<AudioBlock> {
  for (let at = 0; at < (channels[0]?.length ?? 0); at += length)
    yield { channelData: channels.map((one) => one.subarray(at, at + length)), sampleRate };
}

/** Decodes and prepares a file in this thread. */
export async function prepareFile(path: string, { plan = TURN, durationMsMax = 7_200_000, write = writePieces } = {}) {
  const format = await probeAudio(path);
  return prepareBlocks(decodeAudio(path, format), format, { plan, durationMsMax, write });
}

/** In place of `writePieces` where only the times of pieces are looked at. */
export const writeNothing: typeof writePieces = async ({ cuts, format }) =>
  cuts.map(({ number }) => ({ number, file: pieceFileName(number, format), sizeBytes: 0 }));

/** Decodes a file once and prepares it as it is and with its channels swapped. */
export async function prepareBothWays(path: string): Promise<[Prepared, Prepared]> {
  const format = await probeAudio(path);
  const blocks: AudioBlock[] = [];
  for await (const { channelData, sampleRate } of decodeAudio(path, format))
    blocks.push({ channelData: channelData.map((one) => one.slice()), sampleRate });
  const swapped = blocks.map((block) => ({ ...block, channelData: block.channelData.toReversed() }));
  return [await prepareBlocks(blocks, format), await prepareBlocks(swapped, format)];
}

/** A result and the folder its pieces are in. */
export type Prepared = PreparedAudio & { directory: string };

async function prepareBlocks(
  blocks: AsyncIterable<AudioBlock> | Iterable<AudioBlock>,
  format: AudioFormat,
  { plan = TURN, durationMsMax = 36_000_000, directory = folder(), write = writePieces } = {},
): Promise<Prepared> {
  async function* given() {
    yield* blocks;
  }
  const onProgress = () => undefined;
  const limits = { durationMsMax };
  const job = { format, blocks: given(), directory, plan, limits, write, onProgress };
  return { ...(await prepare(job)), directory };
}

/** Prepares samples in this thread; what the other threads do is tested by `prepare-audio.test.ts`. */
export async function prepareSound(
  sound: Sound,
  { plan = TURN, format = {} as Partial<AudioFormat> } = {},
): Promise<Prepared> {
  const { channels, sampleRate } = sound;
  const whole = { container: "wav" as const, codec: "pcm", channels: channels.length, sampleRate, durationMs: null };
  return prepareBlocks(blocksOf(sound), { ...whole, ...format }, { plan });
}

/** A generator of numbers from −1 to 1, the same at every run. */
export function noiseSource(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2_147_483_648;
  };
}

/** White noise of a level in dBFS added to samples. */
export function withNoise(samples: Float32Array, dbfs: number, seed = 1): Float32Array {
  const next = noiseSource(seed);
  const gain = Math.sqrt(3) * 10 ** (dbfs / 20);
  return samples.map((value) => value + gain * next());
}

export function withGain(samples: Float32Array, db: number): Float32Array {
  return samples.map((value) => value * 10 ** (db / 20));
}

export function mixed(a: Float32Array, b: Float32Array, gainDb = 0): Float32Array {
  return a.map((value, at) => value + (b[at] ?? 0) * 10 ** (gainDb / 20));
}

/** How far the nearest border is from a turn's. */
export function bordersOff(turn: Turn, speech: SpeechInterval[], offsetMs = 0): number {
  const nearest = (ms: number, borders: number[]) => Math.min(...borders.map((one) => Math.abs(one - ms)));
  return Math.max(
    nearest(
      turn.start_ms + offsetMs,
      speech.map(({ startMs }) => startMs),
    ),
    nearest(
      turn.end_ms + offsetMs,
      speech.map(({ endMs }) => endMs),
    ),
  );
}

/** Turns whose borders are farther off than `toleranceMs`, and stretches of speech that lie in no turn of their channel. */
export function faultsOf(prepared: PreparedAudio, dialogue: string, toleranceMs: number, isSwapped = false): string[] {
  const turns = TRUTH.dialogues[dialogue]?.turns ?? [];
  const faults: string[] = [];
  for (const { channel, speech } of prepared.channels) {
    const own = turns.filter((turn) => (turn.channel === "left" ? 0 : 1) === (isSwapped ? 1 - channel : channel));
    for (const turn of own) {
      const off = bordersOff(turn, speech);
      if (off > toleranceMs) faults.push(`turn ${turn.n} is off by ${off} ms`);
    }
    for (const { startMs, endMs } of speech)
      if (!own.some((turn) => startMs > turn.start_ms - toleranceMs - 1 && endMs < turn.end_ms + toleranceMs + 1))
        faults.push(`speech at ${startMs}-${endMs} of channel ${channel} is in no turn`);
  }
  return faults;
}
