import { decodeGsm, GSM_GROUPS, type GsmPacking } from "./decode/decode-gsm.ts";
import { GSM_FRAME_SAMPLES } from "./decode/gsm.ts";
import { type ByteSource, openBytes } from "./decode/read-bytes.ts";
import { readWavHeader } from "./decode/wav-header.ts";
import { PCM_WAV_HEADER_BYTES, pcmWavHeader } from "./pcm-wav.ts";

const SAMPLE_RATE = 8_000;
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
  const source = await openBytes(path);
  try {
    return PCM_WAV_HEADER_BYTES + soundBytesOf(await findFrames(source));
  } finally {
    await source.close();
  }
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
    if (first < PCM_WAV_HEADER_BYTES) yield pcmWavHeader(soundBytesOf(frames), SAMPLE_RATE).subarray(first, last + 1);
    const stretchBytes = STRETCH_GROUPS * samplesOf(frames.packing) * 2;
    const from = Math.max(0, first - PCM_WAV_HEADER_BYTES);
    const end = last + 1 - PCM_WAV_HEADER_BYTES;
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
  const { groupBytes } = GSM_GROUPS[packing];
  const first = stretch * STRETCH_GROUPS;
  const from = Math.max(0, first - RUN_UP_GROUPS);
  const to = Math.min(groups, first + STRETCH_GROUPS);
  const out = new DataView(new ArrayBuffer((to - first) * samplesOf(packing) * 2));
  let at = (from - first) * samplesOf(packing);
  const blocks = decodeGsm(source, packing, start + from * groupBytes, start + to * groupBytes);
  for await (const { channelData } of blocks)
    for (const sample of channelData[0] ?? []) {
      if (at >= 0) out.setInt16(2 * at, Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))), true);
      at += 1;
    }
  return new Uint8Array(out.buffer);
}

async function findFrames(source: ByteSource): Promise<GsmFrames> {
  const riff = new TextDecoder("latin1").decode(await source.read(0, 4));
  if (riff !== "RIFF")
    return { packing: "plain", start: 0, groups: Math.floor(source.size / GSM_GROUPS.plain.groupBytes) };
  const { dataStart, dataBytes } = await readWavHeader(source);
  return { packing: "wav49", start: dataStart, groups: Math.floor(dataBytes / GSM_GROUPS.wav49.groupBytes) };
}

function samplesOf(packing: GsmPacking): number {
  return GSM_GROUPS[packing].groupFrames * GSM_FRAME_SAMPLES;
}

function soundBytesOf({ packing, groups }: GsmFrames): number {
  return groups * samplesOf(packing) * 2;
}
