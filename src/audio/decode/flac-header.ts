import { AppError } from "../../errors.ts";
import { assertSoundShape } from "./audio-limits.ts";
import { type ByteSource, lettersAt } from "./read-bytes.ts";

/** What the head of a FLAC stream says (RFC 9639 §8). */
export interface FlacHeader {
  channels: number;
  sampleRate: number;
  /** Samples per channel, 0 when the encoder did not know. */
  samples: number;
  /** The mark and the stream info block alone, marked as the last block: a header without pictures and tags. */
  plain: Uint8Array;
}

const INFO_BYTES = 34;
const BLOCKS_MAX = 1_000;

/**
 * Parses the 38 bytes of a stream info block with its own header.
 * @throws AppError `invalid_input` when it is cut or contradicts itself.
 */
export function parseFlacInfo(block: Uint8Array): FlacHeader {
  if (block.length < 4 + INFO_BYTES || ((block[0] as number) & 0x7f) !== 0) throw broken();
  const at = (index: number): number => block[4 + index] as number;
  const channels = ((at(12) >> 1) & 7) + 1;
  const sampleRate = (at(10) << 12) | (at(11) << 4) | (at(12) >> 4);
  assertSoundShape(channels, sampleRate);
  const low = ((at(14) << 24) | (at(15) << 16) | (at(16) << 8) | at(17)) >>> 0;
  const plain = new Uint8Array(4 + 4 + INFO_BYTES);
  plain.set([...new TextEncoder().encode("fLaC"), 0x80, 0, 0, INFO_BYTES]);
  plain.set(block.subarray(4, 4 + INFO_BYTES), 8);
  return { channels, sampleRate, samples: (at(13) & 0x0f) * 2 ** 32 + low, plain };
}

/**
 * Reads the head of a FLAC file whose mark stands at `start`, and tells where its frames begin.
 * @throws AppError `invalid_input` when it is cut.
 */
export async function readFlacHeader(source: ByteSource, start: number): Promise<FlacHeader & { framesAt: number }> {
  const header = parseFlacInfo(await source.read(start + 4, 4 + INFO_BYTES));
  let at = start + 4;
  for (let block = 0; block < BLOCKS_MAX; block++) {
    const head = await source.read(at, 4);
    if (head.length < 4) throw broken();
    const [flags = 0, a = 0, b = 0, c = 0] = head;
    at += 4 + ((a << 16) | (b << 8) | c);
    if (flags & 0x80) return { ...header, framesAt: at };
  }
  throw broken();
}

/** Whether a FLAC stream starts here. */
export function isFlac(head: Uint8Array): boolean {
  return lettersAt(head, 0, 4) === "fLaC";
}

function broken(): AppError {
  return new AppError("invalid_input", "The FLAC file is cut off or broken: its header does not hold what it must.");
}
