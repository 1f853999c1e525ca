import { type AcceptedRecording, acceptRecording } from "../calls/accept-recording.ts";
import type { Enqueue } from "../calls/recording.ts";
import type { RecordingFiles } from "../calls/recording-files.ts";
import { isRecorded } from "../calls/recording-store.ts";
import type { Db } from "../db/database.ts";
import { chooseScorecard } from "../evaluations/choose-scorecard.ts";
import type { Scorecard } from "../evaluations/scorecard.ts";
import { newId } from "../new-id.ts";
import { type CallInput, toldCall } from "./call-input.ts";

/** What accepting recordings needs. */
export interface AcceptAudioDeps {
  db: Db;
  files: RecordingFiles;
  enqueue: Enqueue<Db>;
  /** Looks at a file by content. Throws `unsupported_media_type` or `invalid_input` when it is no recording. */
  probe(path: string): Promise<unknown>;
  /** By key. */
  scorecards: ReadonlyMap<string, Scorecard>;
  /** Setting `MANAGER_CHANNEL`. */
  managerChannel: "left" | "right" | null;
  /** Tells the worker of this process that there is work. */
  nudge(): void;
}

/** What accepting addresses needs. */
export type AcceptUrlDeps = Omit<AcceptAudioDeps, "files" | "probe">;

/** A recording to be audited; null where the sender said nothing. */
export interface AudioCallInput extends CallInput {
  managerChannel: "left" | "right" | null;
}

/** A file that was received and lies among the incoming ones. */
export interface ReceivedFile {
  path: string;
  name: string | null;
  sizeBytes: number;
  sha256: string;
}

/**
 * Accepts a received file: what is no recording is refused before anything is stored. The file is safe on the disk
 * before the call is; a crash between leaves a file that the sweep removes. Throws what probing throws, and
 * `invalid_input` for a wrong scorecard; the file is gone then.
 */
export async function acceptFile(
  deps: AcceptAudioDeps,
  input: AudioCallInput,
  file: ReceivedFile,
): Promise<AcceptedRecording> {
  try {
    const scorecard = chooseScorecard(deps.scorecards, input);
    await deps.probe(file.path);
    const recordingId = newId();
    await deps.files.adopt(file.path, recordingId);
    const accepted = await accept(deps, input, scorecard, {
      recordingId,
      origin: "upload",
      fileName: file.name,
      content: { file },
    }).catch(async (error) => {
      await removeUnaccepted(deps, recordingId);
      throw error;
    });
    if (accepted.recordingId !== recordingId) await deps.files.remove(recordingId);
    return accepted;
  } finally {
    await deps.files.removePart(file.path);
  }
}

/** A transaction whose outcome nobody heard may have been committed; where that cannot be asked, the sweep does it later. */
async function removeUnaccepted({ db, files }: AcceptAudioDeps, recordingId: string): Promise<void> {
  const isAccepted = await isRecorded(db, recordingId).catch(() => true);
  if (!isAccepted) await files.remove(recordingId);
}

/** Accepts an address to fetch the recording from. Throws `invalid_input` for a wrong scorecard. */
export async function acceptUrl(deps: AcceptUrlDeps, input: AudioCallInput, url: string): Promise<AcceptedRecording> {
  const scorecard = chooseScorecard(deps.scorecards, input);
  return accept(deps, input, scorecard, { recordingId: newId(), origin: "url", fileName: null, content: { url } });
}

async function accept(
  deps: AcceptUrlDeps,
  input: AudioCallInput,
  scorecard: Scorecard,
  recording: Pick<Parameters<typeof acceptRecording>[1], "recordingId" | "origin" | "fileName" | "content">,
): Promise<AcceptedRecording> {
  const accepted = await acceptRecording(deps, {
    ...recording,
    ...toldCall(input),
    handling: {
      scorecards: [scorecard.key],
      managerChannel: input.managerChannel ?? deps.managerChannel,
      reportLanguage: input.reportLanguage,
    },
    revision: scorecard.revision,
  });
  deps.nudge();
  return accepted;
}
