import type { Selectable } from "kysely";
import type { Db } from "../../db/database.ts";
import type { DeliveriesTable } from "../../db/tables/crm.ts";
import { newId } from "../../new-id.ts";
import type { UnreadableFault } from "./unreadable.ts";

/** One arrival, as a person sees it. */
export type Delivery = Pick<Selectable<DeliveriesTable>, "id" | "outcome" | "reason" | "pointer" | "detail"> & {
  receivedAt: Date;
  callId: string | null;
  /** What nobody could read, as text with replacement characters; else null. */
  body: string | null;
};

/** Of a body that nobody could read so much is kept. */
export const KEPT_BODY_BYTES_MAX = 65_536;
const DETAIL_CHARACTERS_MAX = 500;
const POINTER_CHARACTERS_MAX = 200;
/** How long arrivals are remembered for people; that a call is known does not rest on them. */
const KEPT_DAYS = 30;
/** Removed at once: each batch is a short statement. */
const PRUNED_AT_ONCE = 5_000;

/** Keeps what nobody could read, for study. */
export async function keepUnreadable(
  db: Db,
  { source, fault, body }: { source: string; fault: UnreadableFault; body: Uint8Array },
): Promise<void> {
  await db
    .insertInto("deliveries")
    .values({
      id: newId(),
      source,
      outcome: "unreadable",
      reason: fault.reason,
      pointer: fault.pointer?.slice(0, POINTER_CHARACTERS_MAX) ?? null,
      detail: fault.detail.slice(0, DETAIL_CHARACTERS_MAX),
      body: Buffer.from(body.subarray(0, KEPT_BODY_BYTES_MAX)),
    })
    .execute();
}

/** Where a page of arrivals ends: the next one begins after it. */
export type DeliveryCursor = Pick<Delivery, "id" | "receivedAt">;

/** Arrivals of a source, newest first, after the cursor; `outcome` narrows to one. */
export async function listDeliveries(
  db: Db,
  { source, outcome, limit, after = null }: DeliveriesQuery,
): Promise<Delivery[]> {
  let query = db.selectFrom("deliveries").selectAll().where("source", "=", source);
  if (outcome !== null) query = query.where("outcome", "=", outcome);
  if (after)
    query = query.where((eb) => eb(eb.refTuple("received_at", "id"), "<", eb.tuple(after.receivedAt, after.id)));
  const rows = await query.orderBy("received_at", "desc").orderBy("id", "desc").limit(limit).execute();
  return rows.map(({ id, outcome: what, reason, pointer, detail, received_at, call_id, body }) => ({
    id,
    outcome: what,
    reason,
    pointer,
    detail,
    receivedAt: received_at,
    callId: call_id,
    body: body?.toString("utf8") ?? null,
  }));
}

interface DeliveriesQuery {
  /** Key of the source. */
  source: string;
  /** Null: any. */
  outcome: Delivery["outcome"] | null;
  limit: number;
  /** Null or absent: from the newest on. */
  after?: DeliveryCursor | null;
}

/** How many arrivals of each outcome a source had since then, and when the last one came. */
export async function countDeliveries(
  db: Db,
  since: Date,
): Promise<Map<string, { counts: Partial<Record<Delivery["outcome"], number>>; lastAt: Date }>> {
  const rows = await db
    .selectFrom("deliveries")
    .select(["source", "outcome"])
    .select(({ fn }) => [fn.countAll<string>().as("count"), fn.max("received_at").as("last_at")])
    .where("received_at", ">=", since)
    .groupBy(["source", "outcome"])
    .execute();
  const bySource = new Map<string, { counts: Partial<Record<Delivery["outcome"], number>>; lastAt: Date }>();
  for (const { source, outcome, count, last_at } of rows) {
    const known = bySource.get(source) ?? { counts: {}, lastAt: last_at };
    known.counts[outcome] = Number(count);
    if (last_at > known.lastAt) known.lastAt = last_at;
    bySource.set(source, known);
  }
  return bySource;
}

/** When the last arrival of each source came, by its key; the index answers, however many there are. */
export async function listLastArrivals(db: Db): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom("sources")
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("deliveries")
          .select("received_at")
          .whereRef("deliveries.source", "=", "sources.key")
          .orderBy("received_at", "desc")
          .limit(1)
          .as("last"),
      (join) => join.onTrue(),
    )
    .select(["sources.key", "last.received_at"])
    .execute();
  return new Map(rows.map(({ key, received_at }) => [key, received_at]));
}

/** Forgets old arrivals; gives their count. */
export async function pruneDeliveries(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * 24 * 60 * 60_000);
  let pruned = 0;
  for (;;) {
    const { numDeletedRows } = await db
      .deleteFrom("deliveries")
      .where("id", "in", (eb) =>
        eb.selectFrom("deliveries").select("id").where("received_at", "<", before).limit(PRUNED_AT_ONCE),
      )
      .executeTakeFirstOrThrow();
    pruned += Number(numDeletedRows);
    if (numDeletedRows < PRUNED_AT_ONCE) return pruned;
  }
}
