import { decoder } from "@audio/decode-flac";
import type { AudioBlock } from "../audio.ts";
import type { FlacHeader } from "./flac-header.ts";
import type { ByteSource } from "./read-bytes.ts";

/** A frame of silence takes a dozen bytes and gives 65,535 samples a channel; so little is read at once. */
const READ_BYTES = 4 * 1024;
/** Longer than the header of a frame can be. */
const HEADER_BYTES_MAX = 17;
/** More than any frame has; the decoder would search such a gap again and again. */
const SILENT_BYTES_MAX = 2 * 1024 * 1024;

/**
 * Decodes FLAC frames. `pieces` are frames one after the other, cut anywhere but inside a frame's header: there the
 * decoder (1.3.5) does not see the frame.
 */
export async function* decodeFlac(header: FlacHeader, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<AudioBlock> {
  const flac = await decoder();
  let silentBytes = 0;
  try {
    flac.decode(header.plain);
    for await (const bytes of pieces) {
      const block = flac.decode(bytes);
      silentBytes = block.channelData.length === 0 ? silentBytes + bytes.length : 0;
      if (silentBytes > SILENT_BYTES_MAX) return;
      yield block;
    }
    yield flac.flush();
  } finally {
    flac.free();
  }
}

/** The bytes of a FLAC file from `start` on, in pieces that never end in the header of a frame. */
export async function* flacPieces(source: ByteSource, start: number): AsyncGenerator<Uint8Array> {
  let at = start;
  while (at < source.size) {
    const bytes = await source.read(at, READ_BYTES);
    if (bytes.length === 0) return;
    const length = at + bytes.length < source.size ? cutBeforeHeader(bytes) : bytes.length;
    yield bytes.subarray(0, length);
    at += length;
  }
}

/** The length of `bytes` without what may be the start of a header at their end. */
function cutBeforeHeader(bytes: Uint8Array): number {
  for (let at = Math.max(1, bytes.length - HEADER_BYTES_MAX); at < bytes.length; at++) {
    const next = bytes[at + 1];
    if (bytes[at] === 0xff && (next === undefined || (next & 0xfe) === 0xf8)) return at;
  }
  return bytes.length;
}
