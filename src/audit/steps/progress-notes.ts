import type { Db } from "../../db/database.ts";
import { type CallWorker, type CountedProgress, noteProgress } from "./recording-store.ts";

/** Between two notes of one step at least: whoever watches sees enough, and the database is left alone. */
const NOTE_EVERY_MS = 500;

/** Takes how much of a step is done, as often as it is told; `total` null while nobody knows it. */
export type Note = (done: number, total: number | null) => void;

/**
 * Does one step of the work on a call while writing down how far it is, at most twice a second; the last count is always
 * written. A note that fails is no failure of the step.
 */
export async function withNotes<Result>(
  deps: { db: Db; wake(callId: string): void },
  { worker, ...kind }: { worker: CallWorker } & Pick<CountedProgress, "step" | "unit">,
  work: (note: Note) => Promise<Result>,
): Promise<Result> {
  let writing: Promise<void> = Promise.resolve();
  let next: Pick<CountedProgress, "done" | "total"> | null = null;
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    timer = undefined;
    const counted = next;
    next = null;
    if (counted === null) return;
    timer = setTimeout(write, NOTE_EVERY_MS);
    writing = writing
      .then(() => noteProgress(deps.db, worker, { ...kind, ...counted }))
      .then(() => deps.wake(worker.callId))
      .catch(() => {});
  };
  try {
    return await work((done, total) => {
      next = { done, total };
      if (timer === undefined) write();
    });
  } finally {
    clearTimeout(timer);
    write();
    clearTimeout(timer);
    await writing;
  }
}
