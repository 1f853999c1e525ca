import type { Db } from "../../db/database.ts";
import { raiseWriteBacks, takeUntold } from "./change-store.ts";

/** Changes taken up by one statement. */
const TAKEN_AT_ONCE = 1_000;

/**
 * Holds what a restored backup was still to send: receivers may have heard it after the backup was made, or newer things
 * since. A person sends it again. Gives how many. Within the transaction of the restore.
 */
export async function holdWriteBacks(db: Db): Promise<number> {
  for (;;) {
    const { taken, told } = await takeUntold(db, TAKEN_AT_ONCE);
    if (taken === 0) break;
    await raiseWriteBacks(db, told, new Date());
  }
  const { numUpdatedRows } = await db
    .updateTable("write_backs")
    .set({ status: "exhausted", next_attempt_at: null })
    .where("status", "=", "pending")
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
