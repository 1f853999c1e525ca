import type { Db } from "../db/database.ts";
import { type CallWorker, type CountedProgress, noteProgress } from "./recording-store.ts";

/** Between two notes of one step at least: whoever watches sees enough, and the database is left alone. */
const NOTE_EVERY_MS = 500;

/** Takes counts as often as they come. */
export interface ProgressNotes {
  note(done: number, total: number | null): void;
  /** Waits for a note that is being written. */
  end(): Promise<void>;
}

/** Writes down how far one step is, at most twice a second; a note that fails is no failure of the step. */
export function progressNotes(
  deps: { db: Db; wake(callId: string): void },
  worker: CallWorker,
  { step, unit }: Pick<CountedProgress, "step" | "unit">,
): ProgressNotes {
  let notedAt = Number.NEGATIVE_INFINITY;
  let writing: Promise<void> = Promise.resolve();
  return {
    note(done, total) {
      const now = performance.now();
      if (now - notedAt < NOTE_EVERY_MS && done !== total) return;
      notedAt = now;
      writing = writing
        .then(() => noteProgress(deps.db, worker, { step, done, total, unit }))
        .then(() => deps.wake(worker.callId))
        .catch(() => {});
    },
    end: () => writing,
  };
}
