import { createHash } from "node:crypto";
import type { AudioPiece, PreparedAudio } from "../../audio/audio.ts";
import { soundMsOf, soundMsOfAll } from "../../audio/piece-time.ts";
import type { PaidResult, PayOnce } from "../../usage/paid-order.ts";
import { detectLanguage } from "../detect-language.ts";
import type { Transcript } from "../transcript.ts";
import { type DroppedSpeech, heardPiece } from "./heard-speech.ts";
import { matchVoices } from "./match-voices.ts";
import { mergeSpeech } from "./merge-speech.ts";
import type { SpeechAnswer, SpeechRequest, Transcriber } from "./transcriber.ts";

/** What transcribing needs. */
export interface TranscribeDeps {
  transcriber: Transcriber;
  payOnce: PayOnce;
  /** Words the engine should know. */
  vocabulary: readonly string[];
}

/** A prepared recording to be written down. */
export interface RecordingSpeech {
  /** Lower-case hex SHA-256 of the recording: the subject in the ledger. */
  audioSha256: string;
  prepared: Pick<PreparedAudio, "cutVersion" | "layout" | "pieces">;
  /** Where a piece lies: an absolute path. */
  pathOf: (piece: AudioPiece) => string;
  /** Spoken language as a hint (BCP 47); null when nothing was said. */
  language: string | null;
  /** Aborts the requests in flight; they are never made again by themselves, and nothing later is sent. */
  signal: AbortSignal;
  /** Milliseconds since 1970; holds for all pieces. */
  deadlineMs: number;
  /** A person asks again after a cancel or a failure. */
  again: boolean;
  /** After every piece that is written down: how much of the sound is by now, in milliseconds. */
  onHeard?: (doneMs: number, totalMs: number) => void;
}

/** A recording in words. */
export interface TranscribedRecording {
  /** Without utterances when nobody says a word. Speakers: `left` and `right`, voices `A`, `B`, … on mono, or null. */
  transcript: Transcript;
  /** Primary BCP 47 subtag as found or told; null when it could not be told. */
  language: string | null;
  engine: string;
  /** The model that answered. */
  engineVersion: string;
  /** What the engine made up and was left out. */
  dropped: DroppedSpeech[];
  /** What was paid for it, now or earlier. */
  usage: { requests: number; costUsd: number };
}

/** Pieces in flight at once for one recording. */
const PIECES_AT_ONCE = 4;

/**
 * Has every piece written down, a few at once, and merges them by time. Each answer is in the ledger before the next
 * piece is sent: after a crash nothing is paid again. Throws what paying throws, the first fault when there are several,
 * and `too_large`.
 */
export async function transcribeRecording(
  deps: TranscribeDeps,
  recording: RecordingSpeech,
): Promise<TranscribedRecording> {
  const { transcriber, vocabulary } = deps;
  const { layout, pieces } = recording.prepared;
  const results = await payForPieces(deps, recording);
  const heard = pieces.map((piece, at) => heardPiece(piece, answerOf(results, at), { layout, vocabulary }));
  const spoken = heard.flatMap((one) => one.speech);
  const speech = layout === "mono" || layout === "false_stereo" ? matchVoices(spoken) : spoken;
  const transcript: Transcript = {
    utterances: mergeSpeech(speech, { joinsSegments: results.some(({ value }) => value.segments !== null) }),
    removedCharacters: heard.reduce((sum, { removedCharacters }) => sum + removedCharacters, 0),
  };
  const told = languageTold(results.map(({ value }) => value)) ?? recording.language;
  return {
    transcript,
    language: detectLanguage(transcript, told).language,
    engine: transcriber.engine,
    engineVersion: results[0]?.model ?? transcriber.model,
    dropped: heard.flatMap((one) => one.dropped),
    usage: {
      requests: results.reduce((sum, { requests }) => sum + requests, 0),
      costUsd: Math.round(results.reduce((sum, { costUsd }) => sum + costUsd, 0) * 1e8) / 1e8,
    },
  };
}

function answerOf(results: PaidResult<SpeechAnswer>[], at: number): SpeechAnswer {
  const result = results[at];
  if (!result) throw new Error(`the answer to piece ${at} is missing`);
  return result.value;
}

/** The answers in the order of the pieces. After a fault no further piece is begun; those in flight are waited for. */
async function payForPieces(deps: TranscribeDeps, recording: RecordingSpeech): Promise<PaidResult<SpeechAnswer>[]> {
  const { pieces } = recording.prepared;
  const results: PaidResult<SpeechAnswer>[] = [];
  const faults: unknown[] = [];
  let next = 0;
  let doneMs = 0;
  const work = async () => {
    for (let at = next++; at < pieces.length && faults.length === 0; at = next++) {
      try {
        const piece = pieces[at] as AudioPiece;
        results[at] = await payForPiece(deps, recording, piece);
        doneMs += soundMsOf(piece);
        recording.onHeard?.(doneMs, soundMsOfAll(pieces));
      } catch (error) {
        faults.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(PIECES_AT_ONCE, pieces.length) }, work));
  if (faults.length > 0) throw faults[0];
  return results;
}

async function payForPiece(
  { transcriber, payOnce, vocabulary }: TranscribeDeps,
  recording: RecordingSpeech,
  piece: AudioPiece,
): Promise<PaidResult<SpeechAnswer>> {
  const { language, prepared, signal, deadlineMs, again } = recording;
  const asked = [prepared.cutVersion, piece.number, transcriber.settings, language, vocabulary];
  const result = await payOnce.pay<SpeechRequest, SpeechAnswer>({
    key: {
      subject: recording.audioSha256,
      stage: "transcribe",
      inputHash: createHash("sha256").update(JSON.stringify(asked)).digest("hex"),
      vote: 1,
    },
    client: transcriber,
    request: { path: recording.pathOf(piece), durationMs: soundMsOf(piece), language, vocabulary },
    model: transcriber.model,
    read: (raw) => transcriber.read(raw),
    deadlineMs,
    signal,
    again,
  });
  if (result.settlement) await payOnce.settle([result.settlement]);
  return result;
}

/** The language that the engine heard in most of the words; null when it never says. */
function languageTold(answers: SpeechAnswer[]): string | null {
  const characters = new Map<string, number>();
  for (const { language, text } of answers)
    if (language !== null) characters.set(language, (characters.get(language) ?? 0) + text.length);
  return [...characters].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
