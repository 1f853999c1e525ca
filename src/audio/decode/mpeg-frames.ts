import { type ByteSource, lettersAt, viewOf } from "./read-bytes.ts";

/** What the four bytes before an MPEG audio frame say (ISO/IEC 11172-3, 13818-3, and MPEG 2.5). */
export interface MpegFrame {
  /** 1, 2 or 2.5. */
  version: number;
  layer: number;
  sampleRate: number;
  channels: number;
  /** Length of the frame with its header. */
  frameBytes: number;
  /** Samples per channel. */
  samples: number;
}

/** Frames that must follow each other before bytes count as MPEG audio; chance makes three in no file that fits a disk. */
const FRAMES_IN_CHAIN = 4;
/** How far behind the tags the first frame may stand. */
const SEARCH_BYTES = 128 * 1024;
const TAGS_MAX = 8;

const BIT_RATES: Record<string, readonly number[]> = {
  "1-1": [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  "1-2": [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  "1-3": [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  "2-1": [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  "2-2": [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  "2-3": [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const SAMPLE_RATES = [44_100, 48_000, 32_000];

/** The frame that starts at `at`, null where none does. Free format (no bit rate told) counts as none. */
export function mpegFrameAt(bytes: Uint8Array, at: number): MpegFrame | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  const layer = 4 - ((second >> 1) & 3);
  const version = [2.5, 0, 2, 1][(second >> 3) & 3] ?? 0;
  const baseRate = SAMPLE_RATES[(third >> 2) & 3];
  if (first !== 0xff || second < 0xe0 || layer === 4 || version === 0 || baseRate === undefined) return null;
  const kilobits = BIT_RATES[`${version === 1 ? 1 : 2}-${layer}`]?.[third >> 4] ?? 0;
  if (kilobits === 0) return null;
  const sampleRate = version === 1 ? baseRate : version === 2 ? baseRate / 2 : baseRate / 4;
  const padding = (third >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 2 || version === 1 ? 1_152 : 576;
  const slotBytes = layer === 1 ? 4 : 1;
  const frameBytes = (Math.floor((samples * kilobits * 1_000) / 8 / slotBytes / sampleRate) + padding) * slotBytes;
  return { version, layer, sampleRate, channels: fourth >> 6 === 3 ? 1 : 2, frameBytes, samples };
}

/** Where MPEG sound starts, its first frame, and the channels of the frames looked at. Null when there is none. */
export async function findMpegSound(
  source: ByteSource,
  from = 0,
): Promise<{ start: number; frame: MpegFrame; channels: number } | null> {
  const base = await skipId3(source, from);
  const bytes = await source.read(base, SEARCH_BYTES);
  const isWhole = base + bytes.length >= source.size;
  for (let at = 0; at + 4 <= bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const chain = chainAt(bytes, at);
    const enough = chain.frames.length >= FRAMES_IN_CHAIN || (isWhole && at === 0 && endsCleanly(bytes, chain));
    const [frame] = chain.frames;
    if (!enough || frame === undefined) continue;
    return { start: base + at, frame, channels: Math.max(...chain.frames.map(({ channels }) => channels)) };
  }
  return null;
}

/** Frames that follow each other and agree on version, layer and sample rate. */
function chainAt(bytes: Uint8Array, from: number): { frames: MpegFrame[]; end: number } {
  const frames: MpegFrame[] = [];
  let at = from;
  for (let frame = mpegFrameAt(bytes, at); frame !== null; frame = mpegFrameAt(bytes, at)) {
    const [first = frame] = frames;
    if (frame.version !== first.version || frame.layer !== first.layer || frame.sampleRate !== first.sampleRate) break;
    frames.push(frame);
    at += frame.frameBytes;
  }
  return { frames, end: at };
}

/** A clip of a few frames counts when nothing but a tag, or the cut in its last frame, follows them. */
function endsCleanly(bytes: Uint8Array, { frames, end }: { frames: MpegFrame[]; end: number }): boolean {
  return frames.length >= 2 && (end >= bytes.length || /^(?:TAG|APETAGEX)/.test(lettersAt(bytes, end, 8)));
}

/** The place behind ID3v2 tags; a length runs over the file when the tag is cut, and then nothing follows. */
export async function skipId3(source: ByteSource, from = 0): Promise<number> {
  let at = from;
  for (let tag = 0; tag < TAGS_MAX; tag++) {
    const head = await source.read(at, 10);
    if (head.length < 10 || lettersAt(head, 0, 3) !== "ID3") break;
    const [flags = 0, a = 0, b = 0, c = 0, d = 0] = head.subarray(5);
    const size = ((a & 0x7f) << 21) | ((b & 0x7f) << 14) | ((c & 0x7f) << 7) | (d & 0x7f);
    at += 10 + size + (flags & 0x10 ? 10 : 0);
  }
  return at;
}

/**
 * Samples the first frame says there are, encoder delay and padding taken off: the Xing or Info tag with LAME's extension,
 * or Fraunhofer's VBRI. Null when it does not say.
 */
export function mpegSamplesClaimed(frame: MpegFrame, bytes: Uint8Array): number | null {
  const view = viewOf(bytes);
  const sideBytes = frame.version === 1 ? (frame.channels === 1 ? 17 : 32) : frame.channels === 1 ? 9 : 17;
  const xing = 4 + sideBytes;
  if (bytes.length >= xing + 12 && /^(?:Xing|Info)$/.test(lettersAt(bytes, xing, 4))) {
    const flags = view.getUint32(xing + 4);
    if ((flags & 1) === 0) return null;
    const samples = view.getUint32(xing + 8) * frame.samples;
    const fields = 8 + 4 + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
    return samples - gaplessSamples(bytes, xing + fields);
  }
  if (bytes.length >= 54 && lettersAt(bytes, 36, 4) === "VBRI") return view.getUint32(50) * frame.samples;
  return null;
}

/** Delay and padding stand in twelve bits each, 21 bytes into LAME's extension. */
function gaplessSamples(bytes: Uint8Array, at: number): number {
  if (!/^(?:LAME|Lavf|Lavc)/.test(lettersAt(bytes, at, 4))) return 0;
  const [a = 0, b = 0, c = 0] = bytes.subarray(at + 21, at + 24);
  return ((a << 4) | (b >> 4)) + (((b & 0x0f) << 8) | c);
}
