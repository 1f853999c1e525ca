import { type Enqueue, PROCESS_RECORDING } from "../../calls/recording.ts";
import type { Db } from "../../db/database.ts";
import { jobsOf } from "./accept-event.ts";
import { pruneDeliveries } from "./delivery-store.ts";
import { endWaitForDetails, endWaitForRecordings, forgetSkippedAddresses } from "./event-store.ts";

/** Queue of the look at calls that wait for further events, once a minute; its payload is empty. */
export const SWEEP_AWAITING = "sweep-awaiting";

/** An event that belongs to a recording comes within seconds where all is well. */
const DETAILS_MAX_MS = 10 * 60_000;
/** As long as a recording that is told is looked for. */
const RECORDING_MAX_MS = 24 * 60 * 60_000;

/** What the sweep needs. */
export interface SweepAwaitingDeps {
  db: Db;
  enqueue: Enqueue<Db>;
  now: () => Date;
}

/** Ends the waits that took too long, and forgets old arrivals. */
export async function sweepAwaiting({ db, enqueue, now }: SweepAwaitingDeps): Promise<void> {
  const before = (ms: number) => new Date(now().getTime() - ms);
  let isMore = true;
  while (isMore)
    isMore = await db.transaction().execute(async (tx) => {
      const calls = await endWaitForDetails(tx, before(DETAILS_MAX_MS));
      for (const { work, key } of calls.flatMap(jobsOf)) await enqueue(tx, PROCESS_RECORDING, work, { key });
      return calls.length > 0;
    });
  while (!(await endWaitForRecordings(db, before(RECORDING_MAX_MS))).isAll);
  await forgetSkippedAddresses(db, before(RECORDING_MAX_MS));
  await pruneDeliveries(db, now());
}
