import { formatNumber } from "./format.ts";
import type { ruProgress } from "./ru-progress.ts";

const HOUR_MS = 3_600_000;
const megabytes = (bytes: number) => `${formatNumber("en", bytes / 1_000_000)}\u00a0MB`;
const duration = (ms: number) =>
  ms < HOUR_MS ? `${formatNumber("en", ms / 60_000)}\u00a0min` : `${formatNumber("en", ms / HOUR_MS)}\u00a0h`;

/** English texts of sending a recording and of its way through the steps. */
export const enProgress: typeof ruProgress = {
  // Form: three sources
  formLead:
    "Paste a text or attach a recording. Back comes a score from 0 to 100, the quotes it stands on, and what to change first.",
  sourceNote: "One of three: text, file or link.",
  audioLabel: "Recording",
  audioHint: (bytesMax, durationMsMax) =>
    `Drop it here or choose it. MP3, WAV, OGG, M4A, FLAC up to ${megabytes(bytesMax)} and ${duration(durationMsMax)}.`,
  audioLost: (name) => `You had chosen “${name}”. A browser never keeps a chosen file: choose it again.`,
  audioRemove: "Remove the file",
  urlLabel: "Link to a recording",
  urlHint: "The direct address of the file. It is fetched once.",
  submitHint: "A text is scored at once. A recording shows its steps on a page of its own.",
  speechMissing: "No speech engine is set up.",
  speechMissingAbout:
    "A recording is taken and kept; it is worked on once the settings have OPENAI_API_KEY or TRANSCRIBE_BASE_URL.",

  // Form: sending a file
  uploadBusy: "Sending…",
  uploadHint: "Keep this page open until the file has arrived.",
  uploadLabel: "Sent",
  uploadCount: (done, total) => `${done} of ${total}\u00a0MB`,
  uploadStoring: "The file has arrived and is being checked and stored.",
  uploadCancel: "Cancel sending",
  uploadCancelled: "Sending was cancelled, nothing was stored.",
  onlyOneFile: "One file at a time: drop it alone.",

  // Form: faults of a recording
  recordingFaults: {
    source_missing: "Paste a text, choose a file or give a link: all three are empty.",
    source_ambiguous: "More than one is filled in: keep the text, the file or the link.",
    audio_empty: "The file is empty: it holds no byte. Choose another.",
    audio_too_large: "The file is larger than allowed. Compress the recording, to MP3 for example, or split it.",
    audio_too_long: "The recording is longer than allowed. Split it into parts.",
    audio_broken: "The recording is damaged and cannot be read. Export the file again.",
    not_audio: "This is no recording of a call. MP3, WAV, OGG, M4A, FLAC and the sound of a video will do.",
    upload_cut: "The file did not arrive whole. Check the connection and send it again.",
    url_bad: "This address will not do. Give the direct address of the file, beginning with https:// or http://.",
    url_unreachable: "No recording can be had from this address. See whether it opens without signing in.",
    storage_full: "The disk of the service is full, so nothing was stored. Tell whoever runs it.",
  },

  // Steps of a recording
  stepsTitle: (step, steps) => `Step ${step} of ${steps}`,
  stepNames: {
    stored: { done: "Stored", now: "Storing", wait: "Store", stopped: "Not stored" },
    prepared: { done: "Prepared", now: "Preparing", wait: "Prepare", stopped: "Not prepared" },
    transcribed: { done: "Transcribed", now: "Transcribing", wait: "Transcribe", stopped: "Not transcribed" },
    scored: { done: "Scored", now: "Scoring", wait: "Score", stopped: "Not scored" },
  },
  stepDownloading: "Downloading",
  stepWords: { done: "done", now: "at work now", wait: "to come", held: "waiting", stopped: "stopped" },
  stepAbout: {
    stored: "The whole file goes to the disk",
    prepared: "Channels, silence, where each turn lies",
    transcribed: "Speech becomes text, each channel apart",
    scored: "By the scorecard, with quotes from the transcript",
  },
  countBytes: (done, total) =>
    total === null ? megabytes(done) : `${formatNumber("en", done / 1_000_000)} of ${megabytes(total)}`,
  countMs: (done, total) => (total === null ? done : `${done} of ${total}`),
  speechOf: (length) => `${length} of speech`,
  noSpeech: "no speech found",
  layouts: {
    mono: "one channel",
    stereo: "two channels",
    false_stereo: "two identical channels",
    one_side_silent: "two channels, one of them silent",
  },
  progressLabels: {
    stored: "How much of the file is here",
    prepared: "How much of the recording is prepared",
    transcribed: "How much of the speech is transcribed",
    scored: "Score",
  },

  // Page of a recording at work
  recordingByUrl: "recording by link",
  recordingUnnamed: "recording without a name",
  acceptedAt: (when) => `accepted ${when}`,
  workTitles: {
    working: "Recording at work",
    waiting: "Recording on hold",
    cancelling: "Stopping",
    quarantined: "Set aside",
    cancelled: "Cancelled",
    failed: "No result",
    skipped: "Skipped",
    done: "Recording done",
  },
  workNotes: {
    working: "You may close this page: the call was accepted and will not be lost.",
    waiting: "You may close this page: the work goes on by itself.",
    cancelling: "What is in flight is being cut; nothing new is sent.",
    quarantined: "It does not go on by itself. The recording and the finished steps are safe.",
    cancelled: "The recording and the finished steps are kept.",
    failed: "It does not go on by itself.",
    skipped: "This is no fault, and nothing was paid for it.",
    done: "The result is there.",
  },
  waitsForEngine: "No speech engine is set up.",
  waitsForEngineHow:
    "The recording is kept. Set OPENAI_API_KEY or TRANSCRIBE_BASE_URL and restart the service: the work goes on from here.",
  waitsToRetry: (reason) => `It is tried again by itself: ${reason}.`,
  waitsUntil: (when) => `Next try ${when}.`,
  waitsUntilGone: "Nobody knows when yet: it is checked every few minutes.",
  quarantinedWhy: "This recording brought its worker down several times in a row, so it was set aside for a person.",
  quarantinedHow: "Start it again. If that fails too, give the number of the call to whoever runs the service.",
  reasonCode: "code",
  failedWhy: {
    audio_too_large: {
      why: "The file is larger than allowed.",
      how: "Compress the recording, to MP3 for example, and send it again.",
    },
    audio_too_long: {
      why: "The recording is longer than allowed.",
      how: "Split it into parts and send them one by one.",
    },
    audio_broken: {
      why: "The recording is damaged and cannot be read.",
      how: "Export the file once more and send it again.",
    },
    not_audio: {
      why: "This is no recording of a call.",
      how: "MP3, WAV, OGG, M4A, FLAC and the sound of a video will do.",
    },
    download_failed: {
      why: "The recording could not be downloaded.",
      how: "See that the link opens the file itself, without signing in and without a page in between.",
    },
    speech_failed: {
      why: "The speech engine could not manage the recording.",
      how: "Start it again: finished pieces are not paid for twice.",
    },
    judge_failed: { why: "The model gave no usable score.", how: "Start it again: the words are kept." },
    judge_timeout: { why: "The model took too long over the score.", how: "Start it again: the words are kept." },
    call_too_long_for_model: {
      why: "The conversation is longer than the model can read at once.",
      how: "Split the recording and send the parts one by one.",
    },
    storage_full: {
      why: "The disk is full.",
      how: "Tell whoever runs the service; then start the work again.",
    },
    other: {
      why: "Something went wrong.",
      how: "Start it again; if that does not help, pass on the number of the call.",
    },
  },
  waitReasons: {
    recording_not_ready: "the source has it not ready yet",
    download_failed: "the recording could not be downloaded",
    speech_failed: "the speech engine did not answer",
    judge_failed: "the model did not answer",
    judge_timeout: "the model did not answer in time",
    work_crashed: "preparing the recording broke off",
    storage_full: "the disk is full",
    budget_exhausted: "the budget of the day is used up",
    provider_paused: "the model's service asks to wait",
    provider_down: "the model's service does not work",
    quota_exhausted: "the account at the model's service has no money left",
    key_refused: "the model's service refused the key",
    model_missing: "the model's service does not know the model that is set",
    too_many_requests: "the service asks to wait",
    unavailable: "the service does not answer",
    upstream_failed: "the service does not answer",
    timeout: "the answer did not come in time",
    out_of_storage: "the disk is full",
    other: "the obstacle should pass",
  },
  cancelWork: "Cancel",
  cancelNoteEarly: "Cancelling stops the download: the recording is not here yet.",
  cancelNote: "Cancelling keeps the recording but spends no more money on what is left.",
  replayWork: "Start again",
  replayNote: "It goes on from the step where it stopped; what is done is not done again.",
  sendAnother: "Send another recording",
  openResult: "Open the result",
  stepNow: (step) => `Now: ${step}`,
};
