import { sql } from "kysely";
import type { Db } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import type { ReasonCount, UnreadableDelivery } from "./set-aside.ts";

/** Of each body a list reads so much; one that is looked at alone is read whole. */
const LISTED_BODY_BYTES = 8_192;
/** As much as is ever kept of one. */
const WHOLE_BODY_BYTES = 65_536;

/** Where a page of unreadable arrivals ends: the next one begins after it. */
export interface UnreadableCursor {
  createdAt: Date;
  id: string;
}

/** Arrivals that nobody could read, of every source, newest first. */
export async function listUnreadable(
  db: Db,
  { limit, after }: { limit: number; after: UnreadableCursor | null },
): Promise<{ deliveries: UnreadableDelivery[]; next: UnreadableCursor | null }> {
  let query = selectUnreadable(db, LISTED_BODY_BYTES)
    .orderBy("received_at", "desc")
    .orderBy("deliveries.id", "desc")
    .limit(limit + 1);
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple("received_at", "deliveries.id"), "<", eb.tuple(after.createdAt, after.id)),
    );
  const found = (await query.execute()).map(toUnreadable);
  const deliveries = found.slice(0, limit);
  const last = found.length > limit ? deliveries.at(-1) : undefined;
  return { deliveries, next: last ? { createdAt: last.receivedAt, id: last.id } : null };
}

/** One of them with all that is kept of its body. Throws `not_found`. */
export async function findUnreadable(db: Db, id: string): Promise<UnreadableDelivery> {
  const row = await selectUnreadable(db, WHOLE_BODY_BYTES).where("deliveries.id", "=", id).executeTakeFirst();
  if (!row) throw notThere();
  return toUnreadable(row);
}

/** How many there are, by reason, most first. */
export async function countUnreadable(db: Db): Promise<ReasonCount[]> {
  const rows = await db
    .selectFrom("deliveries")
    .select(({ fn }) => ["reason", fn.countAll<string>().as("count")])
    .where(IS_UNREADABLE)
    .groupBy("reason")
    .orderBy("count", "desc")
    .execute();
  return rows.map(({ reason, count }) => ({ reason, count: Number(count) }));
}

/** Forgets one. Throws `not_found`. */
export async function discardUnreadable(db: Db, id: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom("deliveries")
    .where(IS_UNREADABLE)
    .where("id", "=", id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw notThere();
}

/** Forgets those of one reason, the oldest first, at most `limit`; gives their count. */
export async function discardUnreadableOf(db: Db, reason: string, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("deliveries")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("deliveries")
        .select("id")
        .where(IS_UNREADABLE)
        .where("reason", "=", reason)
        .orderBy("received_at")
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** The condition of the index `deliveries_unreadable`. */
const IS_UNREADABLE = sql<boolean>`deliveries.outcome = 'unreadable'`;

function selectUnreadable(db: Db, bodyBytes: number) {
  return db
    .selectFrom("deliveries")
    .innerJoin("sources", "sources.key", "deliveries.source")
    .select(["deliveries.id", "source", "sources.name as sourceName", "received_at", "reason", "pointer", "detail"])
    .select(sql<Buffer>`substring(body from 1 for ${sql.lit(bodyBytes)})`.as("body"))
    .select(sql<number>`octet_length(body)`.as("bodyBytes"))
    .where(IS_UNREADABLE);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectUnreadable>["execute"]>>[number];

function toUnreadable({ received_at: receivedAt, reason, body, ...rest }: Row): UnreadableDelivery {
  return { ...rest, receivedAt, reason: reason ?? "", body: body.toString("utf8") };
}

function notThere(): AppError {
  return new AppError("not_found", "There is no such arrival (any more).");
}
