import { decodeGsm, type GsmPacking } from "./decode/decode-gsm.ts";
import { GSM_FRAME_SAMPLES } from "./decode/gsm.ts";
import { type ByteSource, openBytes } from "./decode/read-bytes.ts";
import { readWavHeader } from "./decode/wav-header.ts";

/** Bytes and frames that are packed together. */
const GROUPS: Record<GsmPacking, { bytes: number; frames: number }> = {
  wav49: { bytes: 65, frames: 2 },
  plain: { bytes: 33, frames: 1 },
};
const SAMPLE_RATE = 8_000;
const HEADER_BYTES = 44;
/** Decoded at once, in groups; and as many before them that are not kept, after which a decoder has forgotten its start. */
const STRETCH_GROUPS = 50;
const RUN_UP_GROUPS = 25;

/** Where the frames of a recording lie. */
interface GsmFrames {
  packing: GsmPacking;
  start: number;
  groups: number;
}

/** Length in bytes of a GSM recording as a WAV. Throws what reading its header throws. */
export async function gsmWaveBytes(path: string): Promise<number> {
  return opened(path, async (source) => sizeOf(await findFrames(source)));
}

/**
 * A GSM 06.10 recording (WAV or bare frames), which no browser plays, as a WAV of 16-bit samples: the bytes from `first` to
 * `last`, decoded as they are asked for. A byte is the same whatever range it is in. The file is open only while somebody reads.
 */
export async function* readGsmWave(
  path: string,
  { first, last }: { first: number; last: number },
): AsyncGenerator<Uint8Array> {
  const source = await openBytes(path);
  try {
    const frames = await findFrames(source);
    if (first < HEADER_BYTES) yield waveHeader(sizeOf(frames)).subarray(first, last + 1);
    const stretchBytes = STRETCH_GROUPS * samplesOf(frames.packing) * 2;
    const from = Math.max(0, first - HEADER_BYTES);
    const end = last + 1 - HEADER_BYTES;
    for (let stretch = Math.floor(from / stretchBytes); stretch * stretchBytes < end; stretch++) {
      const at = stretch * stretchBytes;
      const bytes = await decodeStretch(source, frames, stretch);
      yield bytes.subarray(Math.max(0, from - at), end - at);
    }
  } finally {
    await source.close();
  }
}

async function decodeStretch(source: ByteSource, frames: GsmFrames, stretch: number): Promise<Uint8Array> {
  const { packing, start, groups } = frames;
  const { bytes } = GROUPS[packing];
  const first = stretch * STRETCH_GROUPS;
  const from = Math.max(0, first - RUN_UP_GROUPS);
  const to = Math.min(groups, first + STRETCH_GROUPS);
  const blocks: Float32Array[] = [];
  for await (const { channelData } of decodeGsm(source, packing, start + from * bytes, start + to * bytes))
    blocks.push(...channelData);
  const samples = blocks.flatMap((block) => [...block]).slice((first - from) * samplesOf(packing));
  const out = new DataView(new ArrayBuffer(samples.length * 2));
  for (const [at, sample] of samples.entries())
    out.setInt16(2 * at, Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))), true);
  return new Uint8Array(out.buffer);
}

async function findFrames(source: ByteSource): Promise<GsmFrames> {
  const riff = new TextDecoder("latin1").decode(await source.read(0, 4));
  if (riff !== "RIFF") return { packing: "plain", start: 0, groups: Math.floor(source.size / GROUPS.plain.bytes) };
  const { dataStart, dataBytes } = await readWavHeader(source);
  return { packing: "wav49", start: dataStart, groups: Math.floor(dataBytes / GROUPS.wav49.bytes) };
}

function samplesOf(packing: GsmPacking): number {
  return GROUPS[packing].frames * GSM_FRAME_SAMPLES;
}

function sizeOf({ packing, groups }: GsmFrames): number {
  return HEADER_BYTES + groups * samplesOf(packing) * 2;
}

function waveHeader(sizeBytes: number): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write("RIFF\0\0\0\0WAVEfmt ", "latin1");
  header.writeUInt32LE(sizeBytes - 8, 4);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(sizeBytes - HEADER_BYTES, 40);
  return header;
}

async function opened<T>(path: string, work: (source: ByteSource) => Promise<T>): Promise<T> {
  const source = await openBytes(path);
  try {
    return await work(source);
  } finally {
    await source.close();
  }
}
