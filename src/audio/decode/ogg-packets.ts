import { type ByteSource, lettersAt, viewOf } from "./read-bytes.ts";

/** A page of an Ogg file (RFC 3533). `granule` counts samples up to its end, null where no packet ends on it. */
export interface OggPage {
  serial: number;
  isFirst: boolean;
  isLast: boolean;
  /** Whether its first packet began on the page before. */
  isContinued: boolean;
  granule: bigint | null;
  /** Lengths of the pieces of packets; one of 255 goes on in the next piece. */
  lacing: Uint8Array;
  body: Uint8Array;
  /** Place of the page behind it. */
  next: number;
}

const HEADER_BYTES = 27;
const PAGE_BYTES_MAX = HEADER_BYTES + 255 + 255 * 255;
const SEARCH_BYTES_MAX = 1024 * 1024;
/** Longer than any packet of sound or tags; a longer one is dropped. */
const PACKET_BYTES_MAX = 16 * 1024 * 1024;
const READ_BYTES = 128 * 1024;

/** Pages from `start` on. Bytes between pages are skipped up to a limit; a page that is cut ends the file. */
export async function* oggPages(source: ByteSource, start = 0): AsyncGenerator<OggPage> {
  let at = start;
  let windowAt = start;
  let bytes = new Uint8Array();
  let skipped = 0;
  while (at + HEADER_BYTES <= source.size && skipped < SEARCH_BYTES_MAX) {
    if (at + PAGE_BYTES_MAX > windowAt + bytes.length && windowAt + bytes.length < source.size) {
      bytes = (await source.read(at, READ_BYTES)) as Uint8Array<ArrayBuffer>;
      windowAt = at;
    }
    const page = pageAt(bytes, at - windowAt);
    if (page === "cut") return;
    if (page === null) {
      const from = at - windowAt + 1;
      const next = indexOfMark(bytes, from);
      skipped += next - from + 1;
      at = windowAt + next;
      continue;
    }
    skipped = 0;
    yield { ...page, next: page.next + windowAt };
    at = windowAt + page.next;
  }
}

/** The place of the next mark, else the first place behind what can hold one. */
function indexOfMark(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 4 <= bytes.length; at++) if (isMark(bytes, at)) return at;
  return Math.max(from, bytes.length - 3);
}

function isMark(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x4f && lettersAt(bytes, at, 4) === "OggS";
}

function pageAt(bytes: Uint8Array, at: number): OggPage | "cut" | null {
  if (at + HEADER_BYTES > bytes.length) return "cut";
  if (!isMark(bytes, at) || bytes[at + 4] !== 0) return null;
  const flags = bytes[at + 5] as number;
  const bodyAt = at + HEADER_BYTES + (bytes[at + 26] as number);
  const lacing = bytes.subarray(at + HEADER_BYTES, bodyAt);
  const next = lacing.reduce((sum, length) => sum + length, bodyAt);
  if (next > bytes.length) return "cut";
  const view = viewOf(bytes);
  const granule = view.getBigInt64(at + 6, true);
  return {
    serial: view.getUint32(at + 14, true),
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    isContinued: (flags & 1) !== 0,
    granule: granule < 0n ? null : granule,
    lacing,
    body: bytes.subarray(bodyAt, next),
    next,
  };
}

/** The packets that end on one page; `granule` and `isLast` are the page's. */
export interface OggPackets {
  packets: Uint8Array[];
  granule: bigint | null;
  isLast: boolean;
}

/** Whole packets of one stream, page by page, up to the end of the stream. What is cut is left out. */
export async function* oggPackets(source: ByteSource, serial: number): AsyncGenerator<OggPackets> {
  let open: Uint8Array | null = null;
  for await (const { serial: of, isContinued, lacing, body, granule, isLast } of oggPages(source)) {
    if (of !== serial) continue;
    const packets: Uint8Array[] = [];
    let from = 0;
    let to = 0;
    let isLost = isContinued && open === null;
    if (!isContinued) open = null;
    for (const length of lacing) {
      to += length;
      if (length === 255) continue;
      if (!isLost) packets.push(joined(open, body.subarray(from, to)));
      open = null;
      isLost = false;
      from = to;
    }
    if (from < to && !isLost) open = joined(open, body.slice(from, to));
    if (open !== null && open.length > PACKET_BYTES_MAX) open = null;
    if (packets.length > 0) yield { packets, granule, isLast };
    if (isLast) return;
  }
}

function joined(head: Uint8Array | null, tail: Uint8Array): Uint8Array {
  if (head === null) return tail;
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

/** What the first packet of a stream says it is. */
export type OggCodec = "opus" | "vorbis" | "flac" | "speex";

/** The first stream of sound. Streams of pictures and skeletons may stand beside it. Null when there is none. */
export interface OggStream {
  serial: number;
  codec: OggCodec;
  /** Its first packet. */
  head: Uint8Array;
  /** Whether it is the only stream. */
  isAlone: boolean;
}

/** Reads the first pages, which name all streams. */
export async function findOggStream(source: ByteSource): Promise<OggStream | null> {
  let streams = 0;
  let found: Omit<OggStream, "isAlone"> | null = null;
  for await (const { isFirst, serial, body } of oggPages(source)) {
    if (!isFirst) break;
    streams++;
    const codec = codecOf(body);
    if (codec !== null) found ??= { serial, codec, head: body.slice() };
  }
  return found === null ? null : { ...found, isAlone: streams === 1 };
}

function codecOf(head: Uint8Array): OggCodec | null {
  if (lettersAt(head, 0, 8) === "OpusHead") return "opus";
  if (lettersAt(head, 0, 7) === "\x01vorbis") return "vorbis";
  if (lettersAt(head, 0, 5) === "\x7fFLAC") return "flac";
  if (lettersAt(head, 0, 8) === "Speex   ") return "speex";
  return null;
}

/** The last granule of a stream, read from the end of the file; null when the last pages do not tell. */
export async function lastGranule(source: ByteSource, serial: number): Promise<bigint | null> {
  let last: bigint | null = null;
  for await (const page of oggPages(source, Math.max(0, source.size - 2 * PAGE_BYTES_MAX)))
    if (page.serial === serial && page.granule !== null) last = page.granule;
  return last;
}
