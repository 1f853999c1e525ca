import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type { z } from "zod";
import { AppError } from "../../errors.ts";
import type { Contents } from "./contents.ts";
import { DumpHeader, FORMAT_VERSION, TableEnd, TableStart, Trailer } from "./dump-format.ts";
import { LineSum, type TableSum } from "./rows.ts";

/** A backup whose every line was read and found to be as it was written. */
export interface CheckedDump {
  madeAt: string;
  tables: TableSum[];
  /** Reads it again; each time from its beginning. Call `close` on what it gives when not all of it was read. */
  open(): Promise<Contents & { close(): Promise<void> }>;
}

/** No row is longer; what has no end of line is no backup. */
const LINE_BYTES_MAX = 512 * 1024 * 1024;
/** Lines given on at once, about. */
const PAGE_BYTES = 128 * 1024;
const NEWLINE = 0x0a;
const ROW_START = "[";

/**
 * Reads a backup to its end and compares its counts and hashes, before anybody writes anything that it says. Throws
 * `invalid_input` when it is none of ours, cut short or changed, `conflict` when a newer program wrote it, and `not_found`
 * when there is no such file.
 */
export async function checkDump(path: string): Promise<CheckedDump> {
  const reader = new DumpReader(path);
  try {
    const contents = await reader.contents();
    const tables: TableSum[] = [];
    for (const shape of contents.tables) {
      const sum = new LineSum();
      for await (const lines of contents.pages(shape)) sum.add(lines);
      const found = sum.end(shape.name);
      if (found.rows !== reader.tableEnd?.rows || found.sha256 !== reader.tableEnd.sha256) throw notWhole();
      tables.push(found);
    }
    await reader.end();
    return {
      madeAt: reader.madeAt,
      tables,
      open: async () => {
        const again = new DumpReader(path);
        return { ...(await again.contents()), close: () => again.close() };
      },
    };
  } catch (error) {
    throw readFault(error);
  } finally {
    await reader.close();
  }
}

class DumpReader {
  readonly #lines: AsyncGenerator<Buffer>;
  readonly #hash = createHash("sha256");
  madeAt = "";
  /** What the end of the last table said. */
  tableEnd: z.infer<typeof TableEnd> | null = null;

  constructor(path: string) {
    this.#lines = splitLines(unpack(path));
  }

  async contents(): Promise<Contents> {
    const line = await this.#take();
    const given = parseAs(DumpHeader, line);
    if (given === null) throw new AppError("invalid_input", "This file is no backup of Razbor.");
    if (given.version > FORMAT_VERSION)
      throw new AppError("conflict", "A newer version of this program made this backup.");
    this.madeAt = given.made_at;
    const { installation } = given;
    return {
      migrations: given.migrations,
      installation: installation && {
        secretKeyFingerprint: installation.secret_key_fingerprint,
        dataDirId: installation.data_dir_id,
      },
      tables: given.tables,
      sequences: given.sequences.map(({ name, last, is_called }) => ({ name, last, isCalled: is_called })),
      pages: ({ name }) => this.#pages(name),
    };
  }

  async *#pages(name: string): AsyncGenerator<string[]> {
    if (parseAs(TableStart, await this.#take())?.table !== name) throw notWhole();
    let page: string[] = [];
    let bytes = 0;
    for (;;) {
      const line = await this.#take();
      if (!line.startsWith(ROW_START)) {
        if (page.length > 0) yield page;
        this.tableEnd = parseAs(TableEnd, line);
        if (this.tableEnd === null) throw notWhole();
        return;
      }
      page.push(line);
      bytes += line.length;
      if (bytes < PAGE_BYTES) continue;
      yield page;
      page = [];
      bytes = 0;
    }
  }

  /** Reads the trailer, behind which nothing may stand. */
  async end(): Promise<void> {
    const expected = this.#hash.copy().digest("hex");
    const trailer = parseAs(Trailer, await this.#take());
    if (trailer?.sha256 !== expected || !(await this.#lines.next()).done) throw notWhole();
  }

  async close(): Promise<void> {
    await this.#lines.return(undefined);
  }

  async #take(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done || value === undefined) throw notWhole();
    this.#hash.update(value).update("\n");
    return value.toString("utf8");
  }
}

async function* unpack(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  const gunzip = createGunzip();
  file.on("error", (error) => gunzip.destroy(error));
  // Whoever reads meets it; a fault that comes when nobody reads any more is nobody's.
  gunzip.on("error", () => {});
  file.pipe(gunzip);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } finally {
    file.destroy();
    gunzip.destroy();
  }
}

/** Whole lines without their ends; what follows the last end of line is dropped unless empty. */
async function* splitLines(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of source) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      const tail = chunk.subarray(from, at);
      yield rest.length === 0 ? tail : Buffer.concat([...rest, tail]);
      rest = [];
      restBytes = 0;
      from = at + 1;
    }
    if (from === chunk.length) continue;
    rest.push(chunk.subarray(from));
    restBytes += chunk.length - from;
    if (restBytes > LINE_BYTES_MAX) throw notWhole();
  }
  if (rest.length > 0) throw notWhole();
}

function parseAs<Schema extends z.ZodType>(schema: Schema, line: string): z.infer<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function notWhole(cause?: unknown): AppError {
  return new AppError("invalid_input", "This backup is not whole: it was cut short or changed.", { cause });
}

function readFault(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  if (code === "ENOENT") return new AppError("not_found", "There is no such file.", { cause: error });
  if (code === "Z_DATA_ERROR" || code === "Z_BUF_ERROR") return notWhole(error);
  return error;
}
