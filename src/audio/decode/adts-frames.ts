import { skipId3 } from "./mpeg-frames.ts";
import type { ByteSource } from "./read-bytes.ts";

/** What the header of an ADTS frame says (ISO/IEC 14496-3 §1.A.2.2). */
export interface AdtsFrame {
  sampleRate: number;
  channels: number;
  frameBytes: number;
}

const FRAMES_IN_CHAIN = 4;
const SEARCH_BYTES = 64 * 1024;
const SAMPLE_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/** The frame that starts at `at`, null where none does. */
export function adtsFrameAt(bytes: Uint8Array, at: number): AdtsFrame | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes.subarray(at, at + 6);
  const sampleRate = SAMPLE_RATES[(c >> 2) & 0x0f];
  const channels = ((c & 1) << 2) | (d >> 6);
  const frameBytes = ((d & 3) << 11) | (e << 3) | (f >> 5);
  if (a !== 0xff || (b & 0xf6) !== 0xf0 || sampleRate === undefined || channels === 0 || frameBytes < 7) return null;
  return { sampleRate, channels: channels === 7 ? 8 : channels, frameBytes };
}

/** Where ADTS frames start that follow each other and agree; null when they do not. */
export async function findAdts(source: ByteSource): Promise<{ start: number; frame: AdtsFrame } | null> {
  const start = await skipId3(source);
  const bytes = await source.read(start, SEARCH_BYTES);
  const first = adtsFrameAt(bytes, 0);
  if (first === null) return null;
  let at = 0;
  for (let frames = 0; frames < FRAMES_IN_CHAIN; frames++) {
    const frame = adtsFrameAt(bytes, at);
    if (frame?.sampleRate !== first.sampleRate || frame.channels !== first.channels) return null;
    at += frame.frameBytes;
  }
  return { start, frame: first };
}
