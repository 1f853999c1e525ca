import type { Db } from "../../db/database.ts";
import type { WriteBack, WriteBackAttempt, WriteBackCursor } from "./write-back.ts";
import { listAttempts, listWriteBacks, type WriteBackFilter } from "./write-back-store.ts";

/** Attempts of one write-back that are shown: a whole schedule, a replay of it and more. */
export const ATTEMPTS_SHOWN_MAX = 50;

/** One page of write-backs, newest first; `next` is where the page after it begins, null when there is none. */
export async function showWriteBacks(
  db: Db,
  filter: WriteBackFilter,
  { limit, after }: { limit: number; after: WriteBackCursor | null },
): Promise<{ items: WriteBack[]; next: WriteBackCursor | null }> {
  const found = await listWriteBacks(db, filter, { limit: limit + 1, after });
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1) ?? null) : null };
}

/** The attempts of one write-back, newest first. */
export async function showAttempts(db: Db, id: string): Promise<WriteBackAttempt[]> {
  return (await listAttempts(db, [id], ATTEMPTS_SHOWN_MAX)).get(id) ?? [];
}

/** Write-backs of one call that are shown: several endpoints times several scorecards. */
const OF_CALL_MAX = 100;

/** What endpoints were told of a call and how often, newest first. */
export async function showCallWriteBacks(
  db: Db,
  callId: string,
): Promise<{ one: WriteBack; attempts: WriteBackAttempt[] }[]> {
  const filter = { endpointId: null, callId, status: null };
  const found = await listWriteBacks(db, filter, { limit: OF_CALL_MAX, after: null });
  const ids = found.map(({ id }) => id);
  const attempts = await listAttempts(db, ids, ATTEMPTS_SHOWN_MAX);
  return found.map((one) => ({ one, attempts: attempts.get(one.id) ?? [] }));
}
