import type { ByteSource } from "./read-bytes.ts";

/** Elements that stand side by side in a segment, by their ids (RFC 9559 §5.1). */
const LEVEL_1 = new Set([
  0x11_4d_9b_74, 0x15_49_a9_66, 0x16_54_ae_6b, 0x1f_43_b6_75, 0x1c_53_bb_6b, 0x19_41_a4_69, 0x10_43_a7_70,
  0x12_54_c3_67,
]);
const HEAD = 0x1a_45_df_a3;
const SEGMENT = 0x18_53_80_67;
const CLUSTER = 0x1f_43_b6_75;
const VOID = 0xec;
/** What may stand in a cluster: time, places, sizes, blocks, checksums and fillers. */
const IN_CLUSTER = new Set([0xe7, 0xa7, 0xab, 0xa3, 0xa0, 0xaf, 0x58_54, 0xbf, VOID]);
const WINDOW_BYTES = 4 * 1024;
const HEADER_BYTES_MAX = 12;

interface Element {
  id: number;
  /** Bytes of its header. */
  headBytes: number;
  /** Bytes of its content, null when a streaming writer left that open. */
  size: number | null;
}

/**
 * The place up to which a WebM or Matroska file is a chain of whole element headers. Behind it there is junk, in which the
 * demultiplexer (1.61.0) would look for the next element for ever; so it is shown the file up to here.
 */
export async function endOfWebmElements(source: ByteSource): Promise<number> {
  const elementAt = elementReader(source);
  const head = await elementAt(0);
  if (head?.id !== HEAD || head.size === null) return 0;
  const segmentAt = head.headBytes + head.size;
  const segment = await elementAt(segmentAt);
  if (segment?.id !== SEGMENT) return 0;
  let at = segmentAt + segment.headBytes;
  while (at < source.size) {
    const element = await elementAt(at);
    if (element === null || !(LEVEL_1.has(element.id) || element.id === VOID)) return at;
    if (element.size !== null) at += element.headBytes + element.size;
    else if (element.id === CLUSTER) at = await endOfOpenCluster(elementAt, at + element.headBytes);
    else return at;
  }
  return source.size;
}

/** A cluster of unknown size ends where something stands that cannot be in it. */
async function endOfOpenCluster(elementAt: (at: number) => Promise<Element | null>, start: number): Promise<number> {
  let at = start;
  for (let inner = await elementAt(at); inner !== null; inner = await elementAt(at)) {
    if (!IN_CLUSTER.has(inner.id) || inner.size === null) break;
    at += inner.headBytes + inner.size;
  }
  return at;
}

/** Reads headers of elements one behind the other, some at a time. */
function elementReader(source: ByteSource): (at: number) => Promise<Element | null> {
  let bytes = new Uint8Array();
  let from = 0;
  return async (at) => {
    if (at < from || at + HEADER_BYTES_MAX > from + bytes.length) {
      bytes = (await source.read(at, WINDOW_BYTES)) as Uint8Array<ArrayBuffer>;
      from = at;
    }
    return elementIn(bytes, at - from);
  };
}

function elementIn(bytes: Uint8Array, at: number): Element | null {
  const idBytes = Math.clz32(bytes[at] ?? 0) - 23;
  const sizeBytes = Math.clz32(bytes[at + idBytes] ?? 0) - 23;
  if (idBytes > 4 || sizeBytes > 8 || at + idBytes + sizeBytes > bytes.length) return null;
  let id = 0;
  for (let index = 0; index < idBytes; index++) id = id * 256 + (bytes[at + index] as number);
  let size = (bytes[at + idBytes] as number) & (0xff >> sizeBytes);
  let isOpen = size === 0xff >> sizeBytes;
  for (let index = 1; index < sizeBytes; index++) {
    const byte = bytes[at + idBytes + index] as number;
    isOpen &&= byte === 0xff;
    size = size * 256 + byte;
  }
  return { id, headBytes: idBytes + sizeBytes, size: isOpen ? null : size };
}
