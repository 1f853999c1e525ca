import type { Db } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import { markCancelled } from "../call-store.ts";
import type { ImportHead } from "./import.ts";
import type { ListedCalls } from "./listed-calls.ts";
import * as rowStore from "./row-store.ts";
import * as store from "./store.ts";

/** What starting, stopping and removing a list needs. */
export interface ImportActionsDeps {
  db: Db;
  calls: Pick<ListedCalls, "findRules">;
  /** Puts the work on a list into its queue, once however often it is asked. */
  enqueueFeed(db: Db, importId: string): Promise<unknown>;
  nudge(): void;
  wake(callId: string, round?: number): void;
}

/**
 * Begins with a list, or goes on with one that was stopped. Throws `not_found`, and `conflict` when it is done or its source
 * takes nothing.
 */
export async function startImport(deps: ImportActionsDeps, id: string): Promise<void> {
  const list = await store.findImport(deps.db, id);
  if (list !== null && (await deps.calls.findRules(list.source)) === null)
    throw new AppError("conflict", "The source of the list is switched off: it takes no calls.");
  await deps.db.transaction().execute(async (tx) => {
    const isMoved = await store.moveImport(tx, id, { from: ["checked", "stopped"], to: "running" });
    if (isMoved) await deps.enqueueFeed(tx, id);
    else await requireStatus(tx, id, "running", "The list is done.");
  });
  deps.nudge();
}

/**
 * Stops a list: rows that nobody has begun with wait, and of the calls at work those whose recording nobody has fetched
 * are withdrawn, unless a webhook told of them too. What has begun goes on to its end. Throws `not_found`, and `conflict` when it is not running.
 */
export async function stopImport(deps: ImportActionsDeps, id: string): Promise<void> {
  if (!(await store.moveImport(deps.db, id, { from: ["running"], to: "stopped" })))
    await requireStatus(deps.db, id, "stopped", "The list is not running.");
  for (const { row, callId } of await rowStore.listUntouchedCalls(deps.db, id)) {
    const round = await deps.db.transaction().execute(async (tx) => {
      if (await rowStore.isToldByWebhook(tx, callId)) return null;
      const cancelled = await markCancelled(tx, callId);
      if (cancelled !== null) await rowStore.withdrawRow(tx, id, { row, callId });
      return cancelled;
    });
    if (round !== null) deps.wake(callId, round);
  }
}

/** Throws a list away that does not run; calls that it brought stay. Throws `not_found`, and `conflict` while it runs. */
export async function discardImport({ db }: Pick<ImportActionsDeps, "db">, id: string): Promise<void> {
  if (await store.removeImport(db, id)) return;
  if ((await store.findImport(db, id)) === null) throw new AppError("not_found", "There is no such list.");
  throw new AppError("conflict", "The list runs: stop it first.");
}

/** How long a list that nobody starts is kept. */
const UNSTARTED_KEPT_MS = 7 * 24 * 60 * 60_000;

/** Removes lists that were checked and forgotten. */
export async function sweepImports({ db, now }: { db: Db; now: () => Date }): Promise<void> {
  await store.removeUnstarted(db, new Date(now().getTime() - UNSTARTED_KEPT_MS));
}

async function requireStatus(db: Db, id: string, status: ImportHead["status"], detail: string): Promise<void> {
  const list = await store.findImport(db, id);
  if (list === null) throw new AppError("not_found", "There is no such list.");
  if (list.status !== status) throw new AppError("conflict", detail);
}

/** Puts the work on running lists into its queue where it is not there any more, as after a restored backup. */
export async function resumeImports({ db, enqueueFeed }: Pick<ImportActionsDeps, "db" | "enqueueFeed">): Promise<void> {
  for (const id of await store.listRunning(db)) await enqueueFeed(db, id);
}
