import type { AudioBlock } from "../audio.ts";
import { createGsmDecoder, GSM_FRAME_PARAMETERS, GSM_FRAME_SAMPLES, GSM_PARAMETER_BITS } from "./gsm.ts";
import type { ByteSource } from "./read-bytes.ts";

/** How frames are packed: `wav49` two of them in 65 bytes from the lowest bit on, `plain` each in 33 behind four marking bits. */
export type GsmPacking = "wav49" | "plain";

/** Bytes of what is packed together, and the frames in it. */
export const GSM_GROUPS: Record<GsmPacking, { groupBytes: number; groupFrames: number }> = {
  wav49: { groupBytes: 65, groupFrames: 2 },
  plain: { groupBytes: 33, groupFrames: 1 },
};

const SAMPLE_RATE = 8_000;
const GROUPS_PER_READ = 512;
const PLAIN_FRAME_BYTES = GSM_GROUPS.plain.groupBytes;
const FRAME_BITS = 260;
const MARK_BITS = 4;
/** The upper half of the first byte of every plain frame. */
const MARK = 0xd;
const FRAMES_TO_SNIFF = 50;

/** Decodes GSM 06.10 from `start` to `end`; a part of a frame at the end is left out. */
export async function* decodeGsm(
  source: ByteSource,
  packing: GsmPacking,
  start = 0,
  end = source.size,
): AsyncGenerator<AudioBlock> {
  const decoder = createGsmDecoder();
  const parameters = new Uint8Array(GSM_FRAME_PARAMETERS);
  const { groupBytes, groupFrames } = GSM_GROUPS[packing];
  for (let at = start; at < end; at += GROUPS_PER_READ * groupBytes) {
    const bytes = await source.read(at, Math.min(GROUPS_PER_READ * groupBytes, end - at));
    const groups = Math.floor(bytes.length / groupBytes);
    const samples = new Float32Array(groups * groupFrames * GSM_FRAME_SAMPLES);
    for (let frame = 0; frame < groups * groupFrames; frame++) {
      if (packing === "wav49") unpackFromLow(bytes, frame * FRAME_BITS, parameters);
      else unpackFromHigh(bytes, frame * PLAIN_FRAME_BYTES * 8 + MARK_BITS, parameters);
      decoder.decode(parameters, samples, frame * GSM_FRAME_SAMPLES);
    }
    yield { channelData: [samples], sampleRate: SAMPLE_RATE };
  }
}

/** Whether the file is a second or more of plain GSM frames: it has no header, but each frame is marked. */
export async function isPlainGsm(source: ByteSource): Promise<boolean> {
  const bytes = await source.read(0, 2 * FRAMES_TO_SNIFF * PLAIN_FRAME_BYTES);
  const frames = Math.floor(bytes.length / PLAIN_FRAME_BYTES);
  for (let frame = 0; frame < frames; frame++)
    if ((bytes[frame * PLAIN_FRAME_BYTES] as number) >> 4 !== MARK) return false;
  return frames >= FRAMES_TO_SNIFF;
}

function unpackFromLow(bytes: Uint8Array, firstBit: number, parameters: Uint8Array): void {
  let bit = firstBit;
  for (let index = 0; index < GSM_FRAME_PARAMETERS; index++) {
    let value = 0;
    const width = GSM_PARAMETER_BITS[index] as number;
    for (let place = 0; place < width; place++, bit++)
      value |= (((bytes[bit >> 3] as number) >> (bit & 7)) & 1) << place;
    parameters[index] = value;
  }
}

function unpackFromHigh(bytes: Uint8Array, firstBit: number, parameters: Uint8Array): void {
  let bit = firstBit;
  for (let index = 0; index < GSM_FRAME_PARAMETERS; index++) {
    let value = 0;
    const width = GSM_PARAMETER_BITS[index] as number;
    for (let place = 0; place < width; place++, bit++)
      value = (value << 1) | (((bytes[bit >> 3] as number) >> (7 - (bit & 7))) & 1);
    parameters[index] = value;
  }
}
