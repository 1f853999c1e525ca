import { STATUSES_AT_WORK } from "../../calls/call.ts";
import type { Db } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import type { RunningJob } from "../../jobs/jobs.ts";
import type { ImportHead, ImportWork } from "./import.ts";
import type { ListedCalls } from "./listed-calls.ts";
import {
  findNamedCall,
  listWaitingRows,
  moveRow,
  nameManager,
  type RowOutcome,
  settleRows,
  type WaitingRow,
} from "./row-store.ts";
import { findImport, lockImport, moveImport } from "./store.ts";

/** What making calls of rows needs. */
export interface FeedDeps {
  db: Db;
  calls: ListedCalls;
}

/** Calls of one list at work at once at most: so many are with the queue when the list is stopped. */
export const CALLS_AT_ONCE = 50;
const LOOK_AGAIN_SECONDS = 2;

/**
 * Makes calls of the next rows of a list, as many as may be at work at once, and comes back for more. The work on them
 * can wait for anything fresh. A row that a dead process had begun with brings its call once. A list whose source takes
 * nothing any more is stopped.
 */
export async function feedImport(deps: FeedDeps, job: RunningJob<ImportWork>): Promise<void> {
  const list = await findImport(deps.db, job.payload.importId);
  if (list?.status !== "running") return endUnlessRunning(deps, job);
  if ((await deps.calls.findRules(list.source)) === null) {
    await moveImport(deps.db, list.id, { from: ["running"], to: "stopped" });
    return endUnlessRunning(deps, job);
  }
  const room = CALLS_AT_ONCE - (await settleRows(deps.db, list.id));
  const rows = room > 0 ? await listWaitingRows(deps.db, list.id, room) : [];
  for (const row of rows) {
    if (job.signal.aborted || job.isStopping()) break;
    await moveRow(deps.db, list.id, row.number, await acceptRow(deps, list, row));
  }
  const isOver = room === CALLS_AT_ONCE && rows.length === 0;
  if (isOver) await moveImport(deps.db, list.id, { from: ["running"], to: "done" });
  else await job.snooze(deps.db, { seconds: LOOK_AGAIN_SECONDS, reason: "calls of the list are at work" });
}

/** Somebody may go on with the list just now, who took this job for one that is at work. */
async function endUnlessRunning({ db }: FeedDeps, job: RunningJob<ImportWork>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if ((await lockImport(tx, job.payload.importId)) === "running")
      await job.snooze(tx, { seconds: 0, reason: "the list goes on" });
    else await job.complete(tx);
  });
}

async function acceptRow(deps: FeedDeps, list: ImportHead, row: WaitingRow): Promise<RowOutcome> {
  const { told } = row;
  const known = await findNamedCall(deps.db, list.source, told.fields.call_id ?? "");
  const isWithdrawn = known !== null && known.callId === row.callId && known.isCancelled;
  const isOwn = known !== null && known.importId === list.id && !isWithdrawn;
  if (known && isOwn) return { state: "accepted", callId: known.callId };
  if (known && !isWithdrawn && !known.isAwaiting) return { state: "known", callId: known.callId };
  try {
    const { callId, status } = await deps.calls.accept(list, row);
    if (callId === null) return { state: "refused", fault: "erased" };
    const managerId = told.fields.manager_id ?? null;
    if (told.managerName !== null && managerId !== null)
      await nameManager(deps.db, list.source, managerId, told.managerName);
    return { state: STATUSES_AT_WORK.includes(status) ? "accepted" : "settled", callId };
  } catch (error) {
    if (error instanceof AppError && !error.retryable) return { state: "refused", fault: error.code };
    throw error;
  }
}
