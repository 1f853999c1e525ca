import { createHash } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { storageFault } from "../storage-fault.ts";

/** A file that is on the disk; `sha256` is lower-case hex. */
export interface HashedFile {
  sizeBytes: number;
  sha256: string;
}

/** `onPiece` is called before a piece is written, with the bytes of the file so far; what it throws ends the writing. */
export interface HashedFileOptions {
  onPiece?: (sizeBytes: number) => void;
}

/**
 * Writes a stream to a new file of this process's user alone, counted and hashed on the way, and flushes it to the disk.
 * Whatever fails, the source included, no file is left. Throws `out_of_storage` (retryable), what the source threw, or
 * Node's own errors, for example EEXIST when the path is taken.
 */
export async function writeHashedFile(
  path: string,
  source: AsyncIterable<Uint8Array>,
  { onPiece }: HashedFileOptions = {},
): Promise<HashedFile> {
  const file = await open(path, "wx", 0o600).catch((error) => {
    throw storageFault(error);
  });
  try {
    const written = await writePieces(file, source, onPiece);
    await file.sync();
    await file.close();
    return written;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(path, { force: true });
    throw storageFault(error);
  }
}

async function writePieces(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  onPiece?: (sizeBytes: number) => void,
): Promise<HashedFile> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for await (const piece of source) {
    sizeBytes += piece.byteLength;
    onPiece?.(sizeBytes);
    hash.update(piece);
    for (let from = 0; from < piece.byteLength; ) {
      const { bytesWritten } = await file.write(piece, from, piece.byteLength - from);
      from += bytesWritten;
    }
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}
