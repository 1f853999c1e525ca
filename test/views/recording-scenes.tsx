import type { Child } from "hono/jsx";
import type { FormFault } from "../../src/audit/form-faults.ts";
import { type CallProgress, type ProgressRecording, type ProgressRow, progressOf } from "../../src/calls/progress.ts";
import type { KeptRecording } from "../../src/history/show-calls.ts";
import type { ShownRecording } from "../../src/history/show-recording.ts";
import type { Transcript } from "../../src/transcripts/transcript.ts";
import { CallPage } from "../../views/call-page.tsx";
import { FormPage, type FormValues } from "../../views/form-page.tsx";
import type { ShownFailure } from "../../views/parts/call/failed-evaluations.tsx";
import type { EvaluationView } from "../../views/parts/evaluation/evaluation-body.tsx";
import { exampleDialogue } from "../../views/parts/form/examples.ts";
import type { PageProps } from "../../views/parts/layout.tsx";
import { ProcessingPage } from "../../views/processing-page.tsx";
import { call } from "./material.ts";
import { rolesInDoubtView, voicemailView } from "./odd-results.ts";
import { strongView } from "./results.ts";

type Scene = (page: PageProps) => Child;

/** The id of the call on every page here. */
export const RECORDING_ID = "01930000-0000-7000-8000-0000000000c7";

const RECORDING: ProgressRecording = {
  fileName: "разговор-24-11.mp3",
  sizeBytes: 14_200_000,
  durationMs: 1_294_000,
  channels: 2,
  layout: "stereo",
  pieces: 12,
  piecesMs: 1_083_000,
  isReachable: true,
};
const NOT_YET = { sizeBytes: null, durationMs: null, channels: null, layout: null, pieces: null, piecesMs: null };

/** As of a recording without voices: each line has a side, and nobody is sure of it. */
function guessedSidesView(): EvaluationView {
  const view = rolesInDoubtView();
  return { ...view, roles: view.roles.map((_, at) => (at % 2 === 0 ? "manager" : "customer")) };
}

/** How far a recording is after so many steps, 0 to 3. */
export function progressAfter(steps: number, change: Partial<ProgressRow> = {}, file = RECORDING): CallProgress {
  const facts = { isStored: steps > 0, isPrepared: steps > 1, isTranscribed: steps > 2 };
  const { fileName, sizeBytes } = file;
  const known = steps > 1 ? file : { ...file, ...NOT_YET, fileName, sizeBytes: steps > 0 ? sizeBytes : null };
  return progressOf({
    id: RECORDING_ID,
    origin: "upload",
    status: "stored",
    statusReason: null,
    progress: null,
    cancelRequestedAt: null,
    primaryScorecard: "manager-plus",
    createdAt: new Date("2026-11-24T09:03:18Z"),
    evaluationId: null,
    recording: { ...known, ...facts },
    ...change,
  });
}

/** The page of a recording that is so far. */
export function processing(
  progress: CallProgress,
  kept: (page: PageProps) => KeptRecording | null = () => null,
): Scene {
  return (page) => (
    <ProcessingPage
      {...page}
      progress={progress}
      call={call({ id: RECORDING_ID, origin: progress.origin, source: "pbx" })}
      managerName="Смирнова Анна"
      sourceName="Телефония"
      mode="Manager+"
      kept={kept(page)}
      timeZone="Europe/Moscow"
    />
  );
}

function form(parts: { faults?: FormFault[]; values?: Partial<FormValues>; speechReady?: boolean } = {}): Scene {
  return (page) => (
    <FormPage
      {...page}
      formId="019a0000-0000-7000-8000-000000000000"
      values={{ text: "", mode: "Manager+", url: "", fileName: null, ...parts.values }}
      faults={parts.faults ?? []}
      judge={{ name: parts.speechReady === false ? "rules" : "openai", keyMissing: true }}
      textCharactersMax={400_000}
      recordings={{ bytesMax: 200_000_000, durationMsMax: 7_200_000, speechReady: parts.speechReady ?? true }}
      result={null}
    />
  );
}

const LANE = Array.from({ length: 400 }, (_, at) => (at % 90 < 50 ? 40 + ((at * 37) % 150) : 1));
const measured = <Value,>(value: Value) => ({ value, missing: null });

/** A recording that was heard: in stereo all figures are there, in mono those that one channel can tell. */
function heard(layout: "stereo" | "mono", change: Partial<ShownRecording> = {}): ShownRecording {
  const isMono = layout === "mono";
  const mono = { value: null, missing: "mono" } as const;
  const { fileName, sizeBytes, durationMs } = RECORDING;
  return {
    callId: RECORDING_ID,
    isHere: true,
    fileName,
    mediaType: "audio/mpeg",
    sizeBytes,
    durationMs,
    sha256: "0".repeat(64),
    sanity: {
      format: { container: "mp3", codec: "mp3", channels: isMono ? 1 : 2, sampleRate: 8000, durationMs },
      layout,
      durationMs: durationMs ?? 0,
      channels: [{ speechDbfs: -20, noiseDbfs: -51, clippedPerMille: 0, speechMs: 400_000 }],
      faults: isMono ? ["truncated", "duration_differs", "clipping", "noisy", "quiet", "narrow_band"] : [],
    },
    stepMs: 3_235,
    lanes: isMono
      ? [{ role: "unknown", peaks: LANE }]
      : [
          { role: "manager", peaks: LANE },
          { role: "customer", peaks: LANE.toReversed() },
        ],
    metrics: {
      talkShare: isMono ? mono : measured({ manager: 0.61, customer: 0.39 }),
      longestMonologue: isMono ? mono : measured({ manager: { startMs: 61_000, endMs: 139_000 }, customer: null }),
      interruptions: isMono ? mono : measured({ manager: [70_000], customer: [] }),
      overtalk: isMono ? mono : measured({ durationMs: 21_400, share: 0.02 }),
      deadAir: measured([{ startMs: 200_000, endMs: 206_000 }]),
      pauses: isMono ? mono : measured({ manager: { meanMs: 900, count: 31 }, customer: null }),
      pace: isMono ? mono : measured({ manager: 128.4, customer: null }),
    },
    engine: { name: "openai", version: "gpt-transcribe", language: "ru" },
    ...change,
  };
}

function wordsOf({ locale }: PageProps, view = strongView(locale)): Transcript {
  const utterances = (view.transcript?.utterances ?? []).map((one, at) => ({
    ...one,
    startMs: at * 9_000,
    endMs: at * 9_000 + 8_000,
  }));
  return { utterances, removedCharacters: 0 };
}

interface RecordedParts {
  failures?: ShownFailure[];
  /** How newer work on it ended. */
  standing?: CallProgress;
  /** The evaluation shown. */
  viewOf?(locale: PageProps["locale"]): EvaluationView;
}

/** A recording in which nobody speaks, and its evaluation. */
const SILENT = heard("mono", {
  ...{ lanes: [], metrics: null, engine: null },
  sanity: {
    ...{ layout: "mono", durationMs: 1_000, faults: [] },
    format: { container: "wav", codec: "pcm", channels: 1, sampleRate: 8000, durationMs: 1_000 },
    channels: [{ speechDbfs: null, noiseDbfs: -80, clippedPerMille: 0, speechMs: 0 }],
  },
});

function silentView(locale: PageProps["locale"]): EvaluationView {
  const view = voicemailView(locale);
  const evaluation = { ...view.stored.evaluation, notScorableReason: "too_short" as const, notScorableEvidence: [] };
  const transcript = { utterances: [], removedCharacters: 0 };
  return { ...view, stored: { ...view.stored, evaluation }, transcript, roles: [] };
}

/** The page of a call that was heard, with the words of an example. */
function recordedCall(
  recording: ShownRecording,
  { failures = [], standing, viewOf = strongView }: RecordedParts = {},
): Scene {
  return (page) => {
    const view = viewOf(page.locale);
    const { status = "scored", reason = null } = standing ?? {};
    return (
      <CallPage
        {...page}
        call={call({ id: RECORDING_ID, origin: "upload", status, statusReason: reason })}
        standing={standing ?? null}
        managerName={view.managerName}
        evaluations={[view.stored]}
        shown={view}
        transcript={view.transcript && wordsOf(page, view)}
        roles={view.roles}
        recording={recording}
        failures={failures}
        swappable="01a0f3c2-7d51-7000-8000-00000000c0de"
        timeZone="Europe/Moscow"
      />
    );
  };
}

const failed = (steps: number, statusReason: string, kept?: (page: PageProps) => KeptRecording) =>
  processing(progressAfter(steps, { status: "failed", statusReason }), kept);
const withSound = (): KeptRecording => ({
  recording: heard("stereo", { engine: null, metrics: null }),
  transcript: null,
  roles: [],
});
const withWords = (page: PageProps): KeptRecording => ({
  ...withSound(),
  transcript: wordsOf(page),
  roles: strongView(page.locale).roles,
});
const LONG_NAME = `${"Сверхдлинноеимяфайлабезпробелов".repeat(6)}<b>.mp3`;

/** The form with its three sources and a recording on its way, in every state a person can meet. */
export const RECORDING_SCENES: Record<string, Scene> = {
  "recording-form": form(),
  "recording-form-no-engine": form({ speechReady: false }),
  "recording-form-error": (page) =>
    form({
      faults: [
        { field: "audio", code: "not_audio" },
        { field: "file_url", code: "url_bad" },
      ],
      values: {
        text: exampleDialogue(page.locale, 2) ?? "",
        url: "zapisi.example/2026/11/24-0114.mp3",
        fileName: "24-11.mp3",
      },
      speechReady: false,
    })(page),
  "recording-form-full": form({ faults: [{ field: null, code: "storage_full" }] }),
  "recorded-call": recordedCall(heard("stereo")),
  "recorded-call-mono": recordedCall(heard("mono", { fileName: LONG_NAME })),
  "recorded-call-part": recordedCall(heard("stereo"), {
    failures: [
      { scorecard: "client-plus", mode: "Client+", reason: "judge_failed" },
      { scorecard: "own-card", mode: null, reason: "code_without_words" },
    ],
  }),
  "recorded-call-skipped": recordedCall(heard("stereo"), {
    standing: progressAfter(3, { status: "skipped", statusReason: "internal" }),
  }),
  "recorded-call-failed": recordedCall(heard("stereo"), {
    standing: progressAfter(3, { status: "failed", statusReason: "judge_failed" }),
  }),
  "recorded-call-in-doubt": recordedCall(heard("mono"), { viewOf: guessedSidesView }),
  "recorded-call-silent": recordedCall(SILENT, { viewOf: silentView }),
  "recorded-call-gone": recordedCall(heard("stereo", { isHere: false })),
  downloading: processing(
    progressAfter(
      0,
      {
        origin: "url",
        status: "received",
        progress: { step: "stored", done: 5_300_000, total: 14_200_000, unit: "bytes" },
      },
      { ...RECORDING, fileName: null },
    ),
  ),
  preparing: processing(progressAfter(1, { progress: { step: "prepared", done: 756_000, total: null, unit: "ms" } })),
  transcribing: processing(
    progressAfter(2, { progress: { step: "transcribed", done: 441_000, total: 1_083_000, unit: "ms" } }),
  ),
  scoring: processing(progressAfter(3, {}, { ...RECORDING, fileName: LONG_NAME })),
  "waiting-for-engine": processing(progressAfter(2, { statusReason: "speech_not_configured" })),
  "waiting-to-retry": processing(
    progressAfter(2, {
      statusReason: "speech_failed",
      progress: { waiting: { until: "2026-11-24T09:25:00.000Z" } },
    }),
  ),
  "waiting-with-words": processing(progressAfter(3, { statusReason: "quota_exhausted" }), withWords),
  cancelling: processing(progressAfter(2, { cancelRequestedAt: new Date("2026-11-24T09:10:00Z") })),
  cancelled: failed(2, "cancelled"),
  quarantined: failed(1, "quarantined", withSound),
  skipped: processing(progressAfter(2, { status: "skipped", statusReason: "too_short" }), withSound),
  "skipped-forgotten": processing(
    progressAfter(0, { status: "skipped", statusReason: "internal" }, { ...RECORDING, isReachable: false }),
  ),
  "skipped-never": processing(progressAfter(0, { status: "skipped", statusReason: "no_recording" })),
  "failed-judge": failed(3, "judge_failed", withWords),
  "failed-not-audio": failed(1, "not_audio"),
  "failed-download": failed(0, "download_failed"),
  "failed-unforeseen": failed(3, "code_without_words"),
};
