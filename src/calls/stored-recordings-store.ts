import type { Db } from "../db/database.ts";

/** A recording that must be on the disk. */
export interface StoredRecording {
  id: string;
  sizeBytes: number;
  /** Lower-case hex. */
  sha256: string;
}

/** Recordings whose files must be there, in the order of their ids, behind the one given. */
export async function listStoredRecordings(db: Db, after: string | null, limit: number): Promise<StoredRecording[]> {
  const rows = await db
    .selectFrom("recordings")
    .select(["id", "size_bytes", "sha256"])
    .where("removed_at", "is", null)
    .where("sha256", "is not", null)
    .$if(after !== null, (query) => query.where("id", ">", after ?? ""))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id, size_bytes, sha256 }) => ({ id, sizeBytes: size_bytes ?? 0, sha256: sha256 ?? "" }));
}
