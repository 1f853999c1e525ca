import type { Selectable } from "kysely";
import { v7 as newId } from "uuid";
import type { Db } from "../../db/database.ts";
import type { DeliveriesTable } from "../../db/tables/crm.ts";

/** One arrival, as a person sees it. */
export type Delivery = Pick<Selectable<DeliveriesTable>, "id" | "outcome" | "reason"> & {
  receivedAt: Date;
  callId: string | null;
  /** What nobody could read, as text with replacement characters; else null. */
  body: string | null;
};

/** Of a body that nobody could read so much is kept. */
export const KEPT_BODY_BYTES_MAX = 65_536;
const REASON_CHARACTERS_MAX = 500;
/** How long arrivals are remembered for people; that a call is known does not rest on them. */
const KEPT_DAYS = 30;
/** Removed at once: each batch is a short statement. */
const PRUNED_AT_ONCE = 5_000;

/** Keeps what nobody could read, for study; `reason` is the public sentence the sender was told. */
export async function keepUnreadable(
  db: Db,
  { source, reason, body }: { source: string; reason: string; body: Uint8Array },
): Promise<void> {
  await db
    .insertInto("deliveries")
    .values({
      id: newId(),
      source,
      outcome: "unreadable",
      reason: reason.slice(0, REASON_CHARACTERS_MAX),
      body: Buffer.from(body.subarray(0, KEPT_BODY_BYTES_MAX)),
    })
    .execute();
}

/** The newest arrivals of a source; `outcome` narrows to one. */
export async function listDeliveries(
  db: Db,
  { source, outcome, limit }: { source: string; outcome: Delivery["outcome"] | null; limit: number },
): Promise<Delivery[]> {
  let query = db.selectFrom("deliveries").selectAll().where("source", "=", source);
  if (outcome !== null) query = query.where("outcome", "=", outcome);
  const rows = await query.orderBy("received_at", "desc").orderBy("id", "desc").limit(limit).execute();
  return rows.map(({ id, outcome: what, reason, received_at, call_id, body }) => ({
    id,
    outcome: what,
    reason,
    receivedAt: received_at,
    callId: call_id,
    body: body?.toString("utf8") ?? null,
  }));
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
