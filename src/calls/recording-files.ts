import { mkdir, open, opendir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { validate as isId } from "uuid";
import { storageFault } from "../http/storage-fault.ts";
import { newId } from "../new-id.ts";

/** Which of the ids have a recording in the database; asked for some hundreds at a time. */
export type KnownRecordings = (ids: readonly string[]) => Promise<ReadonlySet<string>>;

/** What a sweep removed: parts of dead uploads and downloads, and recordings that nothing knows. */
export interface SweptFiles {
  parts: number;
  recordings: number;
}

const INCOMING = "incoming";
const PART = ".part";
/** Folder of what was made from a recording, beside it. */
const PREPARED = ".prepared";
/** Ids asked for at once. */
const SWEEP_BATCH = 500;

/**
 * The recordings on the disk, by ids of ours: names of senders never become paths. What comes in is written to
 * `incoming/` and becomes a recording by one rename, so that what bears an id is whole. Several processes may share the
 * folder.
 */
export class RecordingFiles {
  readonly #dir: string;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  /** Opens the folder and makes it where it is missing. Throws `out_of_storage` (retryable). */
  static async open(dir: string): Promise<RecordingFiles> {
    await orStorageFault(mkdir(join(dir, INCOMING), { recursive: true, mode: 0o700 }));
    return new RecordingFiles(dir);
  }

  /** Where uploads write. */
  get incomingDir(): string {
    return join(this.#dir, INCOMING);
  }

  /** A fresh path to write to; nothing is there yet. */
  newPartPath(): string {
    return join(this.incomingDir, `${newId()}${PART}`);
  }

  /** Where the recording of that id is or will be. */
  path(recordingId: string): string {
    return join(this.#dir, asId(recordingId));
  }

  /** Folder for what is made from the recording; whoever writes there makes it. It goes when the recording goes. */
  preparedDir(recordingId: string): string {
    return `${this.path(recordingId)}${PREPARED}`;
  }

  /**
   * Makes an incoming file the recording of that id, safe from a power cut once it resolves; gives its path. Adopting
   * the same part again is no fault. Throws `out_of_storage` (retryable) or Node's ENOENT when there is neither.
   */
  async adopt(partPath: string, recordingId: string): Promise<string> {
    const path = this.path(recordingId);
    try {
      await flush(partPath);
      await orStorageFault(rename(partPath, path));
    } catch (error) {
      if (!isMissing(error) || !(await isThere(path))) throw error;
    }
    await flush(this.#dir);
    return path;
  }

  /** Removes the recording and what was made from it; one that is not there is no fault. */
  async remove(recordingId: string): Promise<void> {
    await rm(this.path(recordingId), { force: true });
    await rm(this.preparedDir(recordingId), { recursive: true, force: true });
  }

  /** Removes an incoming file that will not be adopted; one that is not there is no fault. */
  async removePart(partPath: string): Promise<void> {
    await rm(partPath, { force: true });
  }

  /**
   * Removes what nothing will ask for: parts nobody writes to any more, and recordings, with what was made from them,
   * that `known` does not name. Nothing that changed within `olderThanMs` goes: its row may not be committed yet.
   * Files of other names are left alone. When `known` fails, no recording goes.
   */
  async sweep({ known, olderThanMs }: { known: KnownRecordings; olderThanMs: number }): Promise<SweptFiles> {
    const before = Date.now() - olderThanMs;
    return { parts: await this.#sweepParts(before), recordings: await this.#sweepRecordings(before, known) };
  }

  async #sweepParts(before: number): Promise<number> {
    let removed = 0;
    for await (const { name } of await opendir(this.incomingDir)) {
      const path = join(this.incomingDir, name);
      if (!name.endsWith(PART) || !(await isOlder(path, before))) continue;
      await rm(path, { force: true });
      removed++;
    }
    return removed;
  }

  async #sweepRecordings(before: number, known: KnownRecordings): Promise<number> {
    let removed = 0;
    let ids: string[] = [];
    const removeUnknown = async () => {
      if (ids.length === 0) return;
      const kept = await known(ids);
      for (const id of ids) {
        if (kept.has(id)) continue;
        await this.remove(id);
        removed++;
      }
      ids = [];
    };
    for await (const { name } of await opendir(this.#dir)) {
      const id = name.endsWith(PREPARED) ? name.slice(0, -PREPARED.length) : name;
      if (!isId(id) || ids.includes(id) || !(await isOlder(join(this.#dir, name), before))) continue;
      ids.push(id);
      if (ids.length === SWEEP_BATCH) await removeUnknown();
    }
    await removeUnknown();
    return removed;
  }
}

/** An id becomes a path; anything else must not. */
function asId(recordingId: string): string {
  if (!isId(recordingId)) throw new TypeError("a recording's id is a UUID");
  return recordingId.toLowerCase();
}

/** A rename changes the time of the last change of status, not that of the content. */
async function isOlder(path: string, before: number): Promise<boolean> {
  try {
    const { mtimeMs, ctimeMs } = await stat(path);
    return Math.max(mtimeMs, ctimeMs) < before;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await orStorageFault(file.sync());
  } finally {
    await file.close();
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function isMissing(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "ENOENT";
}

async function orStorageFault<T>(done: Promise<T>): Promise<T> {
  return done.catch((error) => {
    throw storageFault(error);
  });
}
