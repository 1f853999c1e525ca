import type { CutPlan } from "../../audio/audio.ts";
import type { PaidClient } from "../../usage/paid-client.ts";

/** One piece of sound to be written down: one file, one request. */
export interface SpeechRequest {
  /** Absolute path of the file; its ending tells the container (`.mp3`, `.ogg`, `.wav`). */
  path: string;
  durationMs: number;
  /** Spoken language as a hint (BCP 47); null leaves it to the engine. */
  language: string | null;
  /** Words the engine should know: names of firms, goods and people. */
  vocabulary: readonly string[];
}

/** A stretch of speech as the engine found it; times from the start of the piece. */
export interface SpeechSegment {
  startMs: number;
  endMs: number;
  text: string;
  /** Who speaks, where the engine tells voices apart: the same word for the same voice within one answer, else null. */
  speaker: string | null;
  /** The engine itself thinks that nobody speaks here. */
  isDoubtful: boolean;
}

/** What an engine made of one piece. */
export interface SpeechAnswer {
  text: string;
  /** Primary BCP 47 subtag; null when the engine did not say. */
  language: string | null;
  /** Null when the engine gives no times. */
  segments: SpeechSegment[] | null;
}

/**
 * A speech engine with its settings. `send` makes one HTTP request and gives the whole body as `raw`; `read` takes such a
 * body apart, from the ledger too. Only `usage/pay-once.ts` calls `send`.
 */
export interface Transcriber extends PaidClient<SpeechRequest> {
  /** Name of the engine for stored transcripts; never `text`. */
  engine: string;
  /** The model asked. */
  model: string;
  /** How recordings are cut for it. */
  plan: CutPlan;
  /** Everything but sound, language and vocabulary that could change an answer, as one text: part of the ledger's key. */
  settings: string;
  /** Throws when the body is no answer of this engine. */
  read(raw: string): SpeechAnswer;
}
