import { sql } from "kysely";
import type { Db } from "../../db/database.ts";

/** Queue of the nightly look at the log of what was sent; its payload is empty. */
export const PRUNE_ATTEMPTS = "prune-attempts";

/** How long attempts are kept; the last one of each write-back stays for as long as that. */
const KEPT_DAYS = 90;
/** Removed at once: each batch is a short statement. */
const PRUNED_AT_ONCE = 5_000;

/** Forgets old attempts, but the last one of each write-back; gives their count. */
export async function pruneAttempts(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * 24 * 60 * 60_000);
  let pruned = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from write_back_attempts where id in (
        select old.id from write_back_attempts old
        where old.started_at < ${before} and exists (
          select from write_back_attempts newer where newer.write_back_id = old.write_back_id
            and (newer.started_at, newer.id) > (old.started_at, old.id))
        limit ${PRUNED_AT_ONCE})
    `.execute(db);
    pruned += Number(numAffectedRows);
    if (numAffectedRows < PRUNED_AT_ONCE) return pruned;
  }
}
