import { sql } from "kysely";
import type { Db } from "../../db/database.ts";

/** Who sends to an endpoint just now, so that one run at a time does. Leases are told by the clock of the database. */
export interface Claim {
  endpointId: string;
  /** Of the run that holds it. */
  runId: string;
}

/** An endpoint with something due that nobody sends to. */
export interface DueEndpoint {
  id: string;
  /** Whether the last attempt found nobody at work there. */
  isDoubtful: boolean;
}

/** Endpoints with something due at `now` that no run holds: those not doubtful first, the one with the oldest first. */
export async function listDueEndpoints(db: Db, now: Date, limit: number): Promise<DueEndpoint[]> {
  const { rows } = await sql<DueEndpoint>`
    select endpoints.id, endpoints.outages > 0 as "isDoubtful"
    from endpoints cross join lateral (
      select next_attempt_at from write_backs
      where endpoint_id = endpoints.id and status = 'pending' and next_attempt_at <= ${now}
      order by next_attempt_at limit 1
    ) as oldest
    where removed_at is null and disabled_at is null and (paused_until is null or paused_until <= ${now})
      and (claimed_until is null or claimed_until <= clock_timestamp())
    order by outages > 0, oldest.next_attempt_at limit ${limit}
  `.execute(db);
  return rows;
}

/** Takes an endpoint for a run unless another one holds it; `leaseMs` from now. Null when it cannot be had. */
export async function claimEndpoint(
  db: Db,
  { endpointId, runId }: Claim,
  { leaseMs, now }: { leaseMs: number; now: Date },
): Promise<{ outages: number } | null> {
  const row = await db
    .updateTable("endpoints")
    .set({ claimed_by: runId, claimed_until: leaseEnd(leaseMs) })
    .where("id", "=", endpointId)
    .where("removed_at", "is", null)
    .where("disabled_at", "is", null)
    .where((eb) => eb.or([eb("paused_until", "is", null), eb("paused_until", "<=", now)]))
    .where((eb) => eb.or([eb("claimed_until", "is", null), eb("claimed_until", "<=", sql<Date>`clock_timestamp()`)]))
    .returning("outages")
    .executeTakeFirst();
  return row ?? null;
}

/** Holds a claim longer; false when it is not the run's any more. */
export async function renewClaim(db: Db, { endpointId, runId }: Claim, leaseMs: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("endpoints")
    .set({ claimed_until: leaseEnd(leaseMs) })
    .where("id", "=", endpointId)
    .where("claimed_by", "=", runId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Gives an endpoint back. */
export async function releaseClaim(db: Db, { endpointId, runId }: Claim): Promise<void> {
  await db
    .updateTable("endpoints")
    .set({ claimed_by: null, claimed_until: null })
    .where("id", "=", endpointId)
    .where("claimed_by", "=", runId)
    .execute();
}

/** Ends every claim: for the start on a database that only one process can hold. */
export async function endClaims(db: Db): Promise<void> {
  await db
    .updateTable("endpoints")
    .set({ claimed_by: null, claimed_until: null })
    .where("claimed_by", "is not", null)
    .execute();
}

function leaseEnd(leaseMs: number) {
  return sql<Date>`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`;
}
