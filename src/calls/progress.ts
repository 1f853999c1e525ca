import type { AudioLayout } from "../audio/audio.ts";
import type { Db } from "../db/database.ts";
import { type CallOrigin, type CallStatus, STATUSES_AT_WORK } from "./call.ts";
import { IS_REACHABLE } from "./recording-store.ts";

/** What a call goes through, in this order; a call that came as text has only the last. */
export const PROGRESS_STEPS = ["stored", "prepared", "transcribed", "scored"] as const;

/** One of them. */
export type ProgressStepKey = (typeof PROGRESS_STEPS)[number];

/** What counts within a step, never a guess; `total` null while nobody knows it. */
export interface StepCount {
  done: number;
  total: number | null;
  unit: "bytes" | "ms";
}

/** One step. `stopped`: the work ended in it without a result. */
export interface ProgressStep {
  key: ProgressStepKey;
  state: "done" | "now" | "wait" | "stopped";
  /** Null where nothing is counted (yet). */
  count: StepCount | null;
}

/**
 * Where the work stands as a whole. `waiting`: nothing moves until `reason` is gone. `quarantined`: nothing moves until
 * a person asks for it. `cancelling`: asked to stop and not yet still.
 */
export type ProgressState =
  | "working"
  | "waiting"
  | "cancelling"
  | "quarantined"
  | "cancelled"
  | "failed"
  | "skipped"
  | "done";

/** What is known of the recording of a call; null where a step has not told it yet. */
export interface ProgressRecording {
  fileName: string | null;
  sizeBytes: number | null;
  durationMs: number | null;
  channels: number | null;
  layout: AudioLayout | null;
  /** Files cut for the speech engine; 0 when there is no speech. */
  pieces: number | null;
  /** Length of the sound in them: what is to be written down. */
  piecesMs: number | null;
  /** Whether its bytes are here, or where they lie is known. */
  isReachable: boolean;
}

/** How far one call is. */
export interface CallProgress {
  callId: string;
  origin: CallOrigin;
  status: CallStatus;
  state: ProgressState;
  /** Code that says why it waits, failed or was skipped; null otherwise. */
  reason: string | null;
  /** When it goes on by itself; null unless it waits and that is known. */
  until: Date | null;
  steps: ProgressStep[];
  /** Null for a call that came as text. */
  recording: ProgressRecording | null;
  /** Key of the scorecard that is filled in. */
  scorecard: string;
  /** The evaluation the work led to; null until `done`. */
  evaluationId: string | null;
  acceptedAt: Date;
}

/** What the database knows of the progress of a call: one row of `readProgress`. */
export interface ProgressRow {
  id: string;
  origin: CallOrigin;
  status: CallStatus;
  statusReason: string | null;
  /** `calls.progress`: the count of the step at work with its name, and `waiting.until` (ISO) where that is known. */
  progress: unknown;
  cancelRequestedAt: Date | null;
  primaryScorecard: string;
  createdAt: Date;
  evaluationId: string | null;
  recording:
    | (ProgressRecording & {
        /** Whether its bytes are here, it is prepared, a transcript of it is stored. */
        isStored: boolean;
        isPrepared: boolean;
        isTranscribed: boolean;
      })
    | null;
}

/** Reason of a call that waits until a speech engine is set up. */
export const REASON_NO_ENGINE = "speech_not_configured";
/** Reason of a call whose job is set aside until a person looks. */
export const REASON_QUARANTINED = "quarantined";
/** Reason of a call that somebody cancelled. */
export const REASON_CANCELLED = "cancelled";

/** Reason of a received call whose recording is not told yet. */
export const REASON_AWAITING_RECORDING = "awaiting_recording";
/** Reason of a received call of which a rule of its source wants to know more. */
export const REASON_AWAITING_DETAILS = "awaiting_details";
/** Reason of a skipped call that never had a recording; one that comes after all takes it up. */
export const REASON_NO_RECORDING = "no_recording";
/** Reason of a call that is skipped because people spoke for too short a time. */
export const REASON_TOO_SHORT = "too_short";

/** Whether nothing changes any more unless a person acts. */
export function isSettled({ state }: Pick<CallProgress, "state">): boolean {
  return state !== "working" && state !== "waiting" && state !== "cancelling";
}

/** How far a call is, in one query; null when there is no such call or it was erased. */
export async function readProgress(db: Db, callId: string): Promise<CallProgress | null> {
  const row = await db
    .selectFrom("calls")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("recordings")
          .select(["id", "sha256", "size_bytes", "duration_ms", "channels", "file_name", "prepared"])
          .select(IS_REACHABLE.as("reachable"))
          .whereRef("call_id", "=", "calls.id")
          .where("repeats", "is", null)
          .orderBy("created_at", "desc")
          .orderBy("id", "desc")
          .limit(1)
          .as("recording"),
      (join) => join.onTrue(),
    )
    .leftJoin("current_evaluations as current", (join) =>
      join
        .onRef("current.call_id", "=", "calls.id")
        .onRef("current.scorecard_key", "=", "calls.primary_scorecard")
        .on("calls.status", "in", ["scored", "not_scorable", "needs_review"]),
    )
    .select(["calls.id", "origin", "status", "status_reason", "progress", "cancel_requested_at", "primary_scorecard"])
    .select(["calls.created_at", "current.evaluation_id", "recording.id as recording_id", "sha256", "size_bytes"])
    .select(["duration_ms", "channels", "file_name", "reachable"])
    .select(({ fn, val, exists, selectFrom }) => [
      fn<AudioLayout | null>("jsonb_extract_path_text", ["prepared", val("layout")]).as("layout"),
      fn<number | null>("jsonb_array_length", [fn("jsonb_extract_path", ["prepared", val("pieces")])]).as("pieces"),
      fn<number | null>("jsonb_extract_path", ["prepared", val("piecesMs")]).as("pieces_ms"),
      exists(selectFrom("transcripts").select("id").whereRef("recording_id", "=", "recording.id")).as("transcribed"),
    ])
    .where("calls.id", "=", callId)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const recording = {
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    durationMs: row.duration_ms,
    channels: row.channels,
    layout: row.layout,
    pieces: row.pieces,
    piecesMs: row.pieces_ms,
    isReachable: Boolean(row.reachable),
    isStored: row.sha256 !== null,
    isPrepared: row.layout !== null,
    isTranscribed: Boolean(row.transcribed),
  };
  return progressOf({
    id: row.id,
    origin: row.origin,
    status: row.status,
    statusReason: row.status_reason,
    progress: row.progress,
    cancelRequestedAt: row.cancel_requested_at,
    primaryScorecard: row.primary_scorecard,
    createdAt: row.created_at,
    evaluationId: row.evaluation_id,
    recording: row.recording_id === null ? null : recording,
  });
}

/** Turns what is stored into steps. A step is done when its result is stored, whatever the status says. */
export function progressOf(row: ProgressRow): CallProgress {
  const { recording } = row;
  const state = stateOf(row);
  const facts = recording && {
    fileName: recording.fileName,
    sizeBytes: recording.sizeBytes,
    durationMs: recording.durationMs,
    channels: recording.channels,
    layout: recording.layout,
    pieces: recording.pieces,
    piecesMs: recording.piecesMs,
    isReachable: recording.isReachable,
  };
  return {
    callId: row.id,
    origin: row.origin,
    status: row.status,
    state,
    reason: state === "done" || state === "working" ? null : row.statusReason,
    until: state === "waiting" ? waitsUntil(row.progress) : null,
    steps: stepsOf(row, state),
    recording: facts,
    scorecard: row.primaryScorecard,
    evaluationId: row.evaluationId,
    acceptedAt: row.createdAt,
  };
}

function stateOf({ status, statusReason, cancelRequestedAt }: ProgressRow): ProgressState {
  if (status === "failed" || status === "skipped") {
    if (statusReason === REASON_CANCELLED) return "cancelled";
    return statusReason === REASON_QUARANTINED ? "quarantined" : status;
  }
  if (!STATUSES_AT_WORK.includes(status)) return "done";
  if (cancelRequestedAt !== null) return "cancelling";
  if (statusReason === null) return "working";
  return statusReason === REASON_QUARANTINED ? "quarantined" : "waiting";
}

function stepsOf(row: ProgressRow, state: ProgressState): ProgressStep[] {
  const keys = row.recording ? PROGRESS_STEPS : PROGRESS_STEPS.slice(-1);
  const done = (key: ProgressStepKey) => state === "done" || isStored(row, key);
  const first = keys.findIndex((key) => !done(key));
  const open = state === "working" || state === "waiting" || state === "cancelling" ? "now" : "stopped";
  return keys.map((key, index) => {
    if (first < 0 || index < first) return { key, state: "done", count: resultOf(row, key) };
    if (index > first) return { key, state: "wait", count: null };
    return { key, state: open, count: countOf(row, key) };
  });
}

/** Whether the result of a step is stored. */
function isStored({ recording }: ProgressRow, key: ProgressStepKey): boolean {
  if (key === "scored" || !recording) return false;
  return { stored: recording.isStored, prepared: recording.isPrepared, transcribed: recording.isTranscribed }[key];
}

/** What a finished step counted in all. */
function resultOf({ recording }: ProgressRow, key: ProgressStepKey): StepCount | null {
  if (!recording) return null;
  if (key === "stored") return counted(recording.sizeBytes, recording.sizeBytes, "bytes");
  if (key === "prepared") return counted(recording.durationMs, recording.durationMs, "ms");
  return key === "transcribed" ? counted(recording.piecesMs, recording.piecesMs, "ms") : null;
}

/** What the step at work has counted so far: the note of its worker, if it is of this step. */
function countOf({ progress, recording }: ProgressRow, key: ProgressStepKey): StepCount | null {
  const { step, done, total, unit } = (progress ?? {}) as Partial<StepCount> & { step?: unknown };
  if (step === key && typeof done === "number" && isUnit(unit))
    return { done, total: typeof total === "number" ? total : null, unit };
  return key === "transcribed" ? counted(0, recording?.piecesMs ?? null, "ms") : null;
}

function isUnit(unit: unknown): unit is StepCount["unit"] {
  return unit === "bytes" || unit === "ms";
}

function counted(done: number | null, total: number | null, unit: StepCount["unit"]): StepCount | null {
  return done === null || total === null ? null : { done, total, unit };
}

/** When a wait ends by itself, of `calls.progress`; null when nobody knows. */
export function waitsUntil(progress: unknown): Date | null {
  const { waiting } = (progress ?? {}) as { waiting?: { until?: unknown } };
  const until = typeof waiting?.until === "string" ? new Date(waiting.until) : null;
  return until && !Number.isNaN(until.getTime()) ? until : null;
}
