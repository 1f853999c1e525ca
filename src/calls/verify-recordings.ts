import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Db } from "../db/database.ts";
import { listStoredRecordings, type StoredRecording } from "./stored-recordings-store.ts";

/** How the recordings on the disk compare with the rows. */
export interface VerifiedRecordings {
  right: number;
  wrong: { id: string; fault: "missing" | "other size" | "other bytes" }[];
}

const ROWS_AT_ONCE = 500;

/** Looks for the file of every stored recording in `directory` and compares size and, if asked, SHA-256. */
export async function verifyRecordings({
  db,
  directory,
  isHashing,
}: {
  db: Db;
  directory: string;
  isHashing: boolean;
}): Promise<VerifiedRecordings> {
  const found: VerifiedRecordings = { right: 0, wrong: [] };
  let after: string | null = null;
  for (;;) {
    const recordings: StoredRecording[] = await listStoredRecordings(db, after, ROWS_AT_ONCE);
    for (const recording of recordings) {
      const fault = await faultOf(recording, join(directory, recording.id), isHashing);
      if (fault === null) found.right++;
      else found.wrong.push({ id: recording.id, fault });
    }
    if (recordings.length < ROWS_AT_ONCE) return found;
    after = recordings.at(-1)?.id ?? null;
  }
}

async function faultOf({ sizeBytes, sha256 }: StoredRecording, path: string, isHashing: boolean) {
  const file = await stat(path).catch((error) => (error.code === "ENOENT" ? null : Promise.reject(error)));
  if (file === null) return "missing";
  if (file.size !== sizeBytes) return "other size";
  return isHashing && (await hashOf(path)) !== sha256 ? "other bytes" : null;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(piece);
  return hash.digest("hex");
}
