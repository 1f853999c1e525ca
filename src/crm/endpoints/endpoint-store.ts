import { type ExpressionBuilder, sql } from "kysely";
import type { Db } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import type { Endpoint, OffReason } from "./endpoint.ts";

/** A new row; `credentialsSealed` by `credentialsPlace(id)`. */
export interface NewEndpoint {
  id: string;
  name: string;
  kind: string;
  source: string | null;
  address: string;
  credentialsSealed: Buffer;
}

/** Whether there is a source with this key. */
export async function isSource(db: Db, key: string): Promise<boolean> {
  return (await db.selectFrom("sources").select("key").where("key", "=", key).executeTakeFirst()) !== undefined;
}

/** Writes an endpoint down. From now on it hears of what is evaluated. */
export async function insertEndpoint(db: Db, made: NewEndpoint): Promise<void> {
  const { credentialsSealed, ...row } = made;
  await db
    .insertInto("endpoints")
    .values({ ...row, credentials_sealed: credentialsSealed })
    .execute();
}

/** How many endpoints there are, without the removed ones. */
export async function countEndpoints(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom("endpoints")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Every endpoint that was not removed, in the order in which they came. */
export async function listEndpoints(db: Db): Promise<Endpoint[]> {
  return (await selectEndpoints(db).orderBy("created_at").orderBy("id").execute()).map(toEndpoint);
}

/** One endpoint; null when there is none or it was removed. */
export async function findEndpoint(db: Db, id: string): Promise<Endpoint | null> {
  const row = await selectEndpoints(db).where("id", "=", id).executeTakeFirst();
  return row ? toEndpoint(row) : null;
}

/** What a target needs of an endpoint; null as with `findEndpoint`. */
export async function findCredentials(
  db: Db,
  id: string,
): Promise<{ kind: string; name: string; sealed: Buffer } | null> {
  const row = await db
    .selectFrom("endpoints")
    .select(["kind", "name", "credentials_sealed"])
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  return row?.credentials_sealed ? { kind: row.kind, name: row.name, sealed: row.credentials_sealed } : null;
}

/** Puts other credentials in the place of those that were read; tells whether they still stood there. */
export async function replaceCredentials(db: Db, id: string, sealed: { old: Buffer; new: Buffer }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("endpoints")
    .set({ credentials_sealed: sealed.new })
    .where("id", "=", id)
    .where("credentials_sealed", "=", sealed.old)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Sends nothing to it any more; one that is off stays as it is. */
export async function turnOff(db: Db, id: string, reason: OffReason): Promise<void> {
  await db
    .updateTable("endpoints")
    .set({ disabled_at: sql<Date>`now()`, disabled_reason: reason })
    .where("id", "=", id)
    .where("disabled_at", "is", null)
    .execute();
}

/** Begins anew with it, whatever was before: what waits is due as it was. */
export async function turnOn(db: Db, id: string): Promise<void> {
  await db
    .updateTable("endpoints")
    .set({ disabled_at: null, disabled_reason: null, failures: 0, outages: 0, failing_since: null, paused_until: null })
    .where("id", "=", id)
    .execute();
}

/** Lets an endpoint that rests be asked at once. */
export async function endRest(db: Db, id: string): Promise<void> {
  await db.updateTable("endpoints").set({ paused_until: null }).where("id", "=", id).execute();
}

/** Removes it and forgets its credentials; its write-backs stay readable, and those that wait are withdrawn. */
export async function removeEndpoint(db: Db, id: string): Promise<void> {
  await sql`
    with removed as (
      update endpoints set removed_at = now(), credentials_sealed = null, claimed_by = null, claimed_until = null
      where id = ${id} and removed_at is null returning id
    )
    update write_backs set status = 'withdrawn', next_attempt_at = null
    from removed where write_backs.endpoint_id = removed.id and write_backs.status = 'pending'
  `.execute(db);
}

function selectEndpoints(db: Db) {
  const count = (status: "pending" | "exhausted") => (eb: ExpressionBuilder<Tables, "endpoints">) =>
    eb
      .selectFrom("write_backs")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .whereRef("write_backs.endpoint_id", "=", "endpoints.id")
      .where("write_backs.status", "=", sql.lit(status))
      .as(status);
  return db
    .selectFrom("endpoints")
    .selectAll("endpoints")
    .select([count("pending"), count("exhausted")])
    .where("removed_at", "is", null);
}

type EndpointRow = Awaited<ReturnType<ReturnType<typeof selectEndpoints>["execute"]>>[number];

function toEndpoint(row: EndpointRow): Endpoint {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    source: row.source,
    address: row.address,
    createdAt: row.created_at,
    off: row.disabled_at && { since: row.disabled_at, reason: row.disabled_reason as OffReason },
    failingSince: row.failing_since,
    failures: row.failures,
    restsUntil: row.paused_until,
    pending: Number(row.pending),
    exhausted: Number(row.exhausted),
  };
}
