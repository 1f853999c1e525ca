import { type FileHandle, open } from "node:fs/promises";

/** A file open for reading at given places. `size` is what it was when opened. */
export interface ByteSource {
  size: number;
  /** Up to `length` bytes from `start`; fewer where the file ends. Nothing is kept. */
  read(start: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Opens a file. Errors are those of the file system. */
export async function openBytes(path: string): Promise<ByteSource> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    return { size, read: (start, length) => readAt(handle, start, length), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readAt(handle: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** The characters of `length` bytes as Latin-1, to compare four-letter names. */
export function lettersAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** A view for numbers, whatever the bytes are a part of. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The bytes from `start` to `end` in pieces of at most `pieceBytes`. */
export async function* piecesOf(
  source: ByteSource,
  pieceBytes: number,
  start = 0,
  end = source.size,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += pieceBytes) {
    const bytes = await source.read(at, Math.min(pieceBytes, end - at));
    if (bytes.length === 0) return;
    yield bytes;
  }
}
