import type { PreparedAudio } from "../../audio/audio.ts";
import type { PrepareAudioOptions } from "../../audio/prepare-audio.ts";
import type { Enqueue, RecordingWork } from "../../calls/recording.ts";
import type { RecordingFiles } from "../../calls/recording-files.ts";
import type { LocateRecording } from "../../calls/recording-locator.ts";
import type { Db } from "../../db/database.ts";
import type { Judge } from "../../evaluations/judge.ts";
import type { ReportLanguage, Scorecard } from "../../evaluations/scorecard.ts";
import type { Transcriber } from "../../transcripts/speech/transcriber.ts";
import type { PayOnce } from "../../usage/paid-order.ts";
import type { WakeListener } from "./wake-ups.ts";

/** A job in hand: what it is for, whether it is still ours, and how it ends within a transaction. */
export interface JobInHand<Payload> {
  /** UUIDv7. */
  id: string;
  payload: Payload;
  /** How often work on it began, this time included. */
  starts: number;
  /** Aborted when the program stops or another worker took the job over. */
  signal: AbortSignal;
  /** Whether the program waits for its jobs to end: nothing is paid for any more that could be cut then. */
  isStopping(): boolean;
  /** Asked before anything is paid. */
  holds(): Promise<boolean>;
  /** How long the queue will put the job off when this is thrown; null when it will not run again by itself. */
  secondsToWait(error: unknown): number | null;
  /** Ends the job; throws when it is not ours any more, which undoes the transaction. */
  complete(db: Db): Promise<void>;
  /** Puts the job off, likewise. */
  snooze(db: Db, options: { seconds: number; reason: string }): Promise<void>;
}

/** A job waits so long in its place for a provider that asks to wait; for longer it is put off. */
export const JOB_PATIENCE_MS = 10_000;

/** The job of one recording. */
export type RecordingJob = JobInHand<RecordingWork>;

/** Where a file is fetched from and to. */
export interface DownloadOrder {
  url: string;
  /** Credentials; they go to the origin of `url` only. */
  headers: Record<string, string>;
  path: string;
  bytesMax: number;
  signal: AbortSignal;
  onProgress: (doneBytes: number, totalBytes: number | null) => void;
}

/** What bringing a recording through its steps needs. */
export interface RecordingDeps {
  db: Db;
  files: RecordingFiles;
  enqueue: Enqueue<Db>;
  locate: LocateRecording;
  download(order: DownloadOrder): Promise<{ sizeBytes: number; sha256: string; fileName: string | null }>;
  prepare(options: PrepareAudioOptions): Promise<PreparedAudio>;
  /** Null while no speech engine is set up. */
  speech: { transcriber: Transcriber; payOnce: PayOnce; vocabulary: readonly string[] } | null;
  judge: Judge;
  /** By key. */
  scorecards: ReadonlyMap<string, Scorecard>;
  reportLanguage: ReportLanguage;
  limits: { fileBytesMax: number; durationMsMax: number };
  now: () => Date;
  /** Tells whoever waits for the call in this process; with a round, that what was before it is over. */
  wake(callId: string, round?: number): void;
  /** Listens for the same; gives back what ends it. */
  onWake(callId: string, listener: WakeListener): () => void;
}
