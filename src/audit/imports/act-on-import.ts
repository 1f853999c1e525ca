import type { Db } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import { markCancelled } from "../call-store.ts";
import type { ImportHead } from "./import.ts";
import { findImport, listRunning, listUntouchedCalls, moveImport, withdrawRow } from "./store.ts";

/** What starting and stopping a list needs. */
export interface ImportActionsDeps {
  db: Db;
  /** Puts the work on a list into its queue, once however often it is asked. */
  enqueueFeed(db: Db, importId: string): Promise<unknown>;
  nudge(): void;
  wake(callId: string, round?: number): void;
}

/** Begins with a list, or goes on with one that was stopped. Throws `not_found`, and `conflict` when it is done. */
export async function startImport(deps: ImportActionsDeps, id: string): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const isMoved = await moveImport(tx, id, { from: ["checked", "stopped"], to: "running" });
    if (isMoved) await deps.enqueueFeed(tx, id);
    else await requireStatus(tx, id, "running", "The list is done.");
  });
  deps.nudge();
}

/**
 * Stops a list: rows that nobody has begun with wait, and of the calls at work those whose recording nobody has fetched
 * are withdrawn. What has begun goes on to its end. Throws `not_found`, and `conflict` when it is not running.
 */
export async function stopImport(deps: ImportActionsDeps, id: string): Promise<void> {
  if (!(await moveImport(deps.db, id, { from: ["running"], to: "stopped" })))
    await requireStatus(deps.db, id, "stopped", "The list is not running.");
  for (const { row, callId } of await listUntouchedCalls(deps.db, id)) {
    const round = await deps.db.transaction().execute(async (tx) => {
      const cancelled = await markCancelled(tx, callId);
      if (cancelled !== null) await withdrawRow(tx, id, row);
      return cancelled;
    });
    if (round !== null) deps.wake(callId, round);
  }
}

async function requireStatus(db: Db, id: string, status: ImportHead["status"], detail: string): Promise<void> {
  const list = await findImport(db, id);
  if (list === null) throw new AppError("not_found", "There is no such list.");
  if (list.status !== status) throw new AppError("conflict", detail);
}

/** Puts the work on running lists into its queue where it is not there any more, as after a restored backup. */
export async function resumeImports({ db, enqueueFeed }: Pick<ImportActionsDeps, "db" | "enqueueFeed">): Promise<void> {
  for (const id of await listRunning(db)) await enqueueFeed(db, id);
}
