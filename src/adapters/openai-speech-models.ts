import type { CutPlan } from "../audio/audio.ts";

/** What a speech model takes and gives (types and documents of the pinned SDK, `resources/audio`). */
export interface SpeechModel {
  /** The richest answer it gives: text alone, segments with times, or segments with times and voices. */
  format: "json" | "verbose_json" | "diarized_json";
  /** The field that takes words to know; null when none does. `charactersMax` bounds all of them together. */
  vocabulary: { field: "keywords" | "prompt"; charactersMax: number } | null;
  /** The field that takes the spoken language. */
  language: "language" | "languages";
  /** Whether the provider cuts the sound itself (`chunking_strategy`), which it must for long pieces. */
  cutsItself: boolean;
  plan: CutPlan;
  /** Announced shutdown date (ISO); null when there is none. */
  shutdown: string | null;
}

/** The provider takes 25 MiB; the rest is for the other fields of the request. */
const PIECE_BYTES_MAX = 25_000_000;
/** The provider refuses sound of more than 1,400 s for most models; encoders round up. */
const LONG_MS_MAX = 1_390_000;
/** A turn that lasts longer becomes several utterances, so that each can be found and heard by itself. */
const TURN_MS_MAX = 30_000;
/** Of engines of one's own, which may be no faster than speech: one request stays far below its time limit. */
const SEGMENTED_MS_MAX = 300_000;

const turns: CutPlan = { kind: "turn", pieceMsMax: TURN_MS_MAX, pieceBytesMax: PIECE_BYTES_MAX };
const long = (pieceMsMax: number): CutPlan => ({ kind: "long", pieceMsMax, pieceBytesMax: PIECE_BYTES_MAX });

const RETIRING = "2027-02-26";

/** Whisper heeds the last 224 tokens of a prompt; Cyrillic has about two letters in one. */
const WHISPER: SpeechModel = {
  format: "verbose_json",
  vocabulary: { field: "prompt", charactersMax: 400 },
  language: "language",
  cutsItself: false,
  plan: long(SEGMENTED_MS_MAX),
  shutdown: null,
};
const GPT_4O: SpeechModel = {
  format: "json",
  vocabulary: { field: "prompt", charactersMax: 4_000 },
  language: "language",
  cutsItself: false,
  plan: turns,
  shutdown: RETIRING,
};

/** The models of the provider, by name. */
export const SPEECH_MODELS: Record<string, SpeechModel> = {
  "gpt-transcribe": {
    format: "json",
    vocabulary: { field: "keywords", charactersMax: 4_000 },
    language: "languages",
    cutsItself: false,
    plan: turns,
    shutdown: null,
  },
  "gpt-4o-transcribe": GPT_4O,
  "gpt-4o-mini-transcribe": GPT_4O,
  "gpt-4o-mini-transcribe-2025-12-15": GPT_4O,
  "gpt-4o-transcribe-diarize": {
    ...GPT_4O,
    format: "diarized_json",
    vocabulary: null,
    cutsItself: true,
    plan: long(LONG_MS_MAX),
  },
  "whisper-1": { ...WHISPER, shutdown: RETIRING },
};

/**
 * What is known about a model. An unknown one is taken for a Whisper on a server of one's own (`isOwnServer`), which
 * nearly all of them run, and at the provider for a successor that gives plain text only.
 */
export function speechModel(model: string, isOwnServer: boolean): SpeechModel {
  const known = SPEECH_MODELS[model];
  if (known) return known;
  return isOwnServer ? WHISPER : { ...GPT_4O, shutdown: null };
}

/** How recordings are cut for a model. */
export function cutPlanOf(model: string, isOwnServer: boolean): CutPlan {
  return speechModel(model, isOwnServer).plan;
}
