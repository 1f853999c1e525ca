import { createHash } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Contents } from "./contents.ts";
import { type DumpHeader, FORMAT, FORMAT_VERSION } from "./dump-format.ts";
import { LineSum, type TableSum } from "./rows.ts";

/** Ending of a backup that is still being written. */
export const PART = ".part";
/** Texts in JSON shrink well at little cost; higher levels take twice the time for a tenth of the size. */
const GZIP_LEVEL = 3;

/** A backup that was written. */
export interface WrittenDump {
  sizeBytes: number;
  tables: TableSum[];
}

/**
 * Writes what a database holds into a file that only this user can read. It appears under its name whole and safe on the
 * disk, replacing what is there, or not at all; whatever fails, nothing half-written is left. Throws Node's own errors, for
 * example ENOSPC.
 */
export async function writeDump(contents: Contents, path: string, madeAt: Date): Promise<WrittenDump> {
  const part = `${path}${PART}`;
  const file = await open(part, "w", 0o600);
  try {
    const tables: TableSum[] = [];
    const sizeBytes = await pour(file, dumpLines(contents, madeAt, tables));
    await file.sync();
    await file.close();
    await rename(part, path);
    await flushDirectory(dirname(path));
    return { sizeBytes, tables };
  } catch (error) {
    await file.close().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
}

async function pour(file: FileHandle, text: AsyncIterable<string>): Promise<number> {
  let sizeBytes = 0;
  const gzip = createGzip({ level: GZIP_LEVEL, chunkSize: 256 * 1024 });
  const source = Readable.from(text, { objectMode: false });
  source.on("error", (error) => gzip.destroy(error));
  try {
    for await (const piece of source.pipe(gzip) as AsyncIterable<Buffer>) {
      for (let from = 0; from < piece.byteLength; )
        from += (await file.write(piece, from, piece.byteLength - from)).bytesWritten;
      sizeBytes += piece.byteLength;
    }
    return sizeBytes;
  } finally {
    source.destroy();
    gzip.destroy();
  }
}

/** The text of a backup, piece by piece; `sums` is filled on the way. */
async function* dumpLines(contents: Contents, madeAt: Date, sums: TableSum[]): AsyncGenerator<string> {
  const hash = createHash("sha256");
  const hashed = (text: string) => {
    hash.update(text);
    return text;
  };
  yield hashed(`${JSON.stringify(headerOf(contents, madeAt))}\n`);
  for (const shape of contents.tables) {
    yield hashed(`${JSON.stringify({ table: shape.name })}\n`);
    const sum = new LineSum();
    for await (const lines of contents.pages(shape)) {
      sum.add(lines);
      yield hashed(`${lines.join("\n")}\n`);
    }
    const { rows, sha256 } = sum.end(shape.name);
    sums.push({ name: shape.name, rows, sha256 });
    yield hashed(`${JSON.stringify({ rows, sha256 })}\n`);
  }
  yield `${JSON.stringify({ end: true, sha256: hash.digest("hex") })}\n`;
}

function headerOf({ migrations, installation, tables, sequences }: Contents, madeAt: Date): DumpHeader {
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    made_at: madeAt.toISOString(),
    migrations: [...migrations],
    installation: installation && {
      secret_key_fingerprint: installation.secretKeyFingerprint,
      data_dir_id: installation.dataDirId,
    },
    tables: tables.map(({ name, columns, key }) => ({ name, columns: [...columns], key: [...key] })),
    sequences: sequences.map(({ name, last, isCalled }) => ({ name, last, is_called: isCalled })),
  };
}

async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
