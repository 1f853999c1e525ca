import type { AudioLayout, AudioPiece, SpeechInterval } from "../audio/audio.ts";
import { cleanText } from "./clean-text.ts";
import { type Invention, withoutInventions } from "./speech-inventions.ts";
import { splitSpeech } from "./split-speech.ts";
import type { SpeechAnswer, SpeechSegment } from "./transcriber.ts";

/** One stretch of words with its place in the call; `speaker` is a channel or a voice, null when neither is known. */
export interface HeardSpeech {
  startMs: number;
  endMs: number;
  speaker: string | null;
  text: string;
  /** The piece it comes from. */
  piece: number;
}

/** Words that were left out, and where they would have stood. */
export interface DroppedSpeech extends Invention {
  startMs: number;
  endMs: number;
}

/** What one piece says after cleaning. */
export interface HeardPiece {
  speech: HeardSpeech[];
  dropped: DroppedSpeech[];
  removedCharacters: number;
}

/** The side a channel stands for, as utterances name it. */
export const CHANNEL_NAMES = ["left", "right"] as const;

/** What is longer was not cut to be one turn. */
const TURN_MS_MAX = 35_000;

/** So much speech in a segment shows that somebody spoke in it; engines stretch short answers over long silences. */
const SPEECH_MS_MIN = 100;
/** A short segment that lies beside speech, by no more than this, was only timed badly. */
const SHORT_SEGMENT_MS = 2_000;
const BESIDE_MS_MAX = 700;

/** Who speaks in a piece as far as its channel tells. */
export function channelName(layout: AudioLayout, channel: number): string | null {
  return layout === "stereo" || layout === "one_side_silent" ? (CHANNEL_NAMES[channel] ?? null) : null;
}

/** Turns the answer to a piece into speech with times of the call. Times of segments are held to where we heard speech. */
export function heardPiece(
  piece: AudioPiece,
  answer: SpeechAnswer,
  { layout, vocabulary }: { layout: AudioLayout; vocabulary: readonly string[] },
): HeardPiece {
  const heard: HeardPiece = { speech: [], dropped: [], removedCharacters: 0 };
  const channel = channelName(layout, piece.channel);
  const take = (said: string, { startMs, endMs }: SpeechInterval, roomMs: number, speaker: string | null) => {
    const { text: clean, removedCharacters } = cleanText(said.replaceAll("\0", "\ufffd").toWellFormed());
    heard.removedCharacters += removedCharacters;
    const { text, inventions } = withoutInventions(clean, { durationMs: roomMs, vocabulary });
    heard.dropped.push(...inventions.map((invention) => ({ ...invention, startMs, endMs })));
    if (text !== "") heard.speech.push({ startMs, endMs, speaker, text, piece: piece.number });
  };
  if (answer.segments === null) {
    take(answer.text, spanOf(piece), piece.endMs - piece.startMs, channel);
    const isOneTurn = channel !== null && piece.endMs - piece.startMs <= TURN_MS_MAX;
    return isOneTurn ? heard : { ...heard, speech: heard.speech.flatMap((one) => sentencesOf(one, piece)) };
  }
  for (const segment of answer.segments) {
    const place = placeOf(piece, segment);
    const within = clamped(piece, segment);
    if (place && !segment.isDoubtful)
      take(segment.text, place, Math.max(lengthOf(within), lengthOf(place)), channel ?? segment.speaker);
    else if (segment.text.trim() !== "")
      heard.dropped.push({ reason: "silence", text: segment.text.trim(), ...within });
  }
  return heard;
}

/** Several people may speak in a piece of mono, and a long piece holds several turns. */
function sentencesOf(speech: HeardSpeech, piece: AudioPiece): HeardSpeech[] {
  const stretches = piece.speech.length > 0 ? piece.speech : [piece];
  return splitSpeech(speech.text, stretches).map((sentence) => ({ ...speech, ...sentence }));
}

/** From the first to the last speech of a piece. */
function spanOf({ startMs, endMs, speech }: AudioPiece): SpeechInterval {
  return { startMs: speech[0]?.startMs ?? startMs, endMs: speech.at(-1)?.endMs ?? endMs };
}

/** The times of a segment in the call, inside its piece. */
function clamped(piece: AudioPiece, { startMs, endMs }: SpeechSegment): SpeechInterval {
  const start = Math.min(piece.endMs, piece.startMs + startMs);
  return { startMs: start, endMs: Math.max(start, Math.min(piece.endMs, piece.startMs + endMs)) };
}

/** The speech that a segment covers or only just misses; null where nobody speaks. */
function placeOf(piece: AudioPiece, segment: SpeechSegment): SpeechInterval | null {
  const within = clamped(piece, segment);
  if (piece.speech.length === 0) return within;
  const covered = piece.speech.map((interval) => overlapOf(interval, within)).filter((part) => lengthOf(part) > 0);
  const coveredMs = covered.reduce((sum, part) => sum + lengthOf(part), 0);
  const [first] = covered;
  const last = covered.at(-1);
  if (first && last && coveredMs >= Math.min(SPEECH_MS_MIN, lengthOf(within) / 2))
    return { startMs: first.startMs, endMs: last.endMs };
  return lengthOf(within) <= SHORT_SEGMENT_MS ? besideOf(piece.speech, within) : null;
}

function overlapOf(one: SpeechInterval, other: SpeechInterval): SpeechInterval {
  return { startMs: Math.max(one.startMs, other.startMs), endMs: Math.min(one.endMs, other.endMs) };
}

function lengthOf({ startMs, endMs }: SpeechInterval): number {
  return Math.max(0, endMs - startMs);
}

/** The part of the nearest speech that a segment of this length would be; null when none is near. */
function besideOf(speech: SpeechInterval[], segment: SpeechInterval): SpeechInterval | null {
  const distance = ({ startMs, endMs }: SpeechInterval) => Math.max(startMs - segment.endMs, segment.startMs - endMs);
  const nearest = speech.reduce((best, one) => (distance(one) < distance(best) ? one : best));
  if (distance(nearest) > BESIDE_MS_MAX) return null;
  const length = Math.min(lengthOf(nearest), Math.max(lengthOf(segment), SPEECH_MS_MIN));
  const isBefore = nearest.startMs < segment.startMs;
  return isBefore
    ? { startMs: nearest.endMs - length, endMs: nearest.endMs }
    : { startMs: nearest.startMs, endMs: nearest.startMs + length };
}
