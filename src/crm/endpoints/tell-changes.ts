import type { Db } from "../../db/database.ts";
import { isAnythingUntold, raiseWriteBacks, takeUntold } from "./change-store.ts";

/** Changes told in one transaction. */
const CHANGES_AT_ONCE = 200;

/**
 * Turns every change of a current evaluation into one write-back for each endpoint that hears of it. Mark and
 * write-backs are written in one transaction; of several workers each takes changes of its own. Gives how many changes
 * were taken.
 */
export async function tellChanges({ db, now }: { db: Db; now: () => Date }, signal?: AbortSignal): Promise<number> {
  let count = 0;
  while (!signal?.aborted && (await isAnythingUntold(db))) {
    const taken = await db.transaction().execute(async (tx) => {
      const changes = await takeUntold(tx, CHANGES_AT_ONCE);
      await raiseWriteBacks(tx, changes.told, now());
      return changes.taken;
    });
    count += taken;
    // The rest is in another worker's hands.
    if (taken === 0) break;
  }
  return count;
}
