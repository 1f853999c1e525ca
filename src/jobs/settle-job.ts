import type { PgBoss } from "pg-boss";
import type { Sql } from "./connections.ts";
import { JobLost } from "./jobs.ts";
import { QUARANTINE } from "./queues.ts";
import { type Claim, countEnd, countWaits, type QuarantineRecord } from "./store.ts";

/**
 * The ends that a claimed job can come to. Each takes the claim as it was fetched and throws `JobLost` when another worker
 * has the job by now: a worker that was frozen cannot overwrite what its successor did. All but `completeJob` are several
 * statements and belong into a transaction.
 */
interface Settling {
  boss: PgBoss;
  claim: Claim;
}

/** The job is done. */
export async function completeJob({ boss, claim }: Settling, db: Sql): Promise<void> {
  requireHeld(claim, await boss.complete(claim.name, claim, null, { db }));
}

/** Puts the job off by exactly so many seconds from now, in the database's time; `mark` is that of the start that ends. */
export async function snoozeJob(
  { boss, claim }: Settling,
  db: Sql,
  { seconds, reason, mark, waits }: { seconds: number; reason: string; mark: string; waits: Record<string, number> },
): Promise<void> {
  const { name, id } = claim;
  await giveUpClaim({ boss, claim }, db, reason);
  await boss.update(name, undefined, { id, startAfter: seconds, db });
  await countEnd(db, claim, mark);
  await countWaits(db, claim, waits);
}

/** Puts the job back for any worker to take at once, as if this one had never taken it. */
export async function handBackJob({ boss, claim }: Settling, db: Sql, mark: string): Promise<void> {
  await giveUpClaim({ boss, claim }, db, "handed back");
  await countEnd(db, claim, mark);
}

/** Puts the job away for a person to see, under the same id. */
export async function quarantineJob({ boss, claim }: Settling, db: Sql, record: QuarantineRecord): Promise<void> {
  requireHeld(claim, await boss.deleteJob(claim.name, claim, { db }));
  const data = { ...record, reason: storable(record.reason) };
  await boss.insert(QUARANTINE, [{ id: claim.id, data, singletonKey: claim.id }], { db });
}

async function giveUpClaim({ boss, claim }: Settling, db: Sql, reason: string): Promise<void> {
  requireHeld(claim, await boss.fail(claim.name, claim, { reason: storable(reason) }, { db }));
}

/** How many jobs a command of the queue found as it expected them; its types keep silent about it. */
export function affectedBy(response: object): number {
  return (response as { affected: number }).affected;
}

function requireHeld(claim: Claim, response: object): void {
  if (affectedBy(response) === 0) throw new JobLost(claim);
}

const REASON_CHARACTERS_MAX = 1_000;

/** A text that the database takes, whatever an error had to say. */
function storable(reason: string): string {
  return reason.slice(0, REASON_CHARACTERS_MAX).toWellFormed().replaceAll("\0", "");
}
