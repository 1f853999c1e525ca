import type { AudioSanity } from "../audio/audio.ts";
import { channelRoles, type SpeechMetrics, speechMetrics } from "../transcripts/speech/speech-metrics.ts";
import type { Role, RoleAssignment, Transcript } from "../transcripts/transcript.ts";
import type { StoredRecording, TranscriptWithOrigin } from "./store.ts";

/** One lane of the picture: the role that speaks in it (`unknown` where both sides share it) and loudness 0 to 255 a step. */
export interface Lane {
  role: Role;
  peaks: number[];
}

/** A recording as pages show it; what a step has not told yet is null or empty. */
export interface ShownRecording {
  callId: string;
  /** Whether there are bytes to hear. */
  isHere: boolean;
  fileName: string | null;
  mediaType: string | null;
  sizeBytes: number | null;
  durationMs: number | null;
  sha256: string | null;
  sanity: AudioSanity | null;
  /** Length of a step of the lanes in milliseconds. */
  stepMs: number;
  lanes: Lane[];
  /** Null until prepared. */
  metrics: SpeechMetrics | null;
  /** What wrote the words down; null until then. */
  engine: { name: string; version: string | null; language: string | null } | null;
}

/** Words and roles that a recording is shown with. */
export interface ShownWords {
  transcript: Transcript;
  roles: RoleAssignment;
}

/** Puts together what a page shows of a recording, measured with the given words and roles (null before there are any). */
export function showRecording(
  callId: string,
  recording: StoredRecording,
  words: ShownWords | null,
  origin: TranscriptWithOrigin | null,
): ShownRecording {
  const { prepared } = recording;
  const transcript = words?.transcript ?? null;
  const roles = words?.roles.roles ?? [];
  const heard = prepared ? channelRoles(prepared.layout, prepared.channels, transcript, roles) : [];
  return {
    callId,
    isHere: recording.sha256 !== null && recording.removedAt === null,
    fileName: recording.fileName,
    mediaType: recording.mediaType,
    sizeBytes: recording.sizeBytes,
    durationMs: recording.durationMs,
    sha256: recording.sha256,
    sanity: recording.sanity,
    stepMs: prepared?.waveform.stepMs ?? 0,
    lanes: (prepared?.waveform.peaks ?? []).map((peaks, index) => ({ role: heard[index] ?? "unknown", peaks })),
    metrics:
      prepared &&
      speechMetrics({
        durationMs: prepared.durationMs,
        layout: prepared.layout,
        channels: prepared.channels.map(({ speech }, index) => ({ role: heard[index] ?? "unknown", speech })),
        transcript,
        roles,
      }),
    engine: origin && { name: origin.engine, version: origin.engineVersion, language: origin.language },
  };
}
