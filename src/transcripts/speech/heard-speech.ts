import type { AudioLayout, AudioPiece, SpeechInterval } from "../../audio/audio.ts";
import { soundMsOf, timesInRecording } from "../../audio/piece-time.ts";
import { cleanText } from "../text/clean-text.ts";
import { type Invention, withoutInventions } from "./speech-inventions.ts";
import { overlapOf, spanOf, totalMs } from "./speech-stretches.ts";
import { splitSpeech } from "./split-speech.ts";
import type { SpeechAnswer } from "./transcriber.ts";

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
    return text === "" ? [] : [{ startMs, endMs, speaker, text, piece: piece.number }];
  };
  if (answer.segments === null) {
    const soundMs = soundMsOf(piece);
    const stretches = piece.speech.length > 0 ? piece.speech : [piece];
    const taken = take(answer.text, around(stretches), soundMs, channel);
    const isOneTurn = channel !== null && piece.parts === undefined && soundMs <= TURN_MS_MAX;
    heard.speech = isOneTurn ? taken : taken.flatMap((one) => sentencesOf(one, stretches));
    return heard;
  }
  for (const segment of answer.segments) {
    const times = timesInRecording(piece, segment);
    const place = placeOf(piece, times);
    if (place.length > 0 && !segment.isDoubtful) {
      const taken = take(
        segment.text,
        around(place),
        Math.max(totalMs(times), totalMs(place)),
        channel ?? segment.speaker,
      );
      // Where a pause was left out, the other side may have spoken between two of its sentences.
      heard.speech.push(...(times.length > 1 ? taken.flatMap((one) => sentencesOf(one, place)) : taken));
    } else if (segment.text.trim() !== "")
      heard.dropped.push({ reason: "silence", text: segment.text.trim(), ...around(times) });
  }
  return heard;
}

/** Several people may speak in a piece of mono, and a long piece holds several turns. */
function sentencesOf(speech: HeardSpeech, stretches: readonly SpeechInterval[]): HeardSpeech[] {
  return splitSpeech(speech.text, stretches).map((sentence) => ({ ...speech, ...sentence }));
}

/** The speech that a segment covers or only just misses, given the times it lies at; empty where nobody speaks. */
function placeOf(piece: AudioPiece, times: SpeechInterval[]): SpeechInterval[] {
  if (piece.speech.length === 0) return times;
  const covered = overlapOf(piece.speech, times);
  if (covered.length > 0 && totalMs(covered) >= Math.min(SPEECH_MS_MIN, totalMs(times) / 2)) return covered;
  return totalMs(times) <= SHORT_SEGMENT_MS ? besideOf(piece.speech, times) : [];
}

/** From the start of the first to the end of the last; there is at least one. */
function around(intervals: readonly SpeechInterval[]): SpeechInterval {
  return { startMs: intervals[0]?.startMs ?? 0, endMs: intervals.at(-1)?.endMs ?? 0 };
}

/** The part of the nearest speech that a segment of this length would be; empty when none is near. */
function besideOf(speech: SpeechInterval[], times: SpeechInterval[]): SpeechInterval[] {
  const distance = (one: SpeechInterval) =>
    Math.min(...times.map(({ startMs, endMs }) => Math.max(one.startMs - endMs, startMs - one.endMs)));
  const nearest = speech.reduce((best, one) => (distance(one) < distance(best) ? one : best));
  if (distance(nearest) > BESIDE_MS_MAX) return [];
  const length = Math.min(spanOf(nearest), Math.max(totalMs(times), SPEECH_MS_MIN));
  const isBefore = nearest.startMs < around(times).startMs;
  return isBefore
    ? [{ startMs: nearest.endMs - length, endMs: nearest.endMs }]
    : [{ startMs: nearest.startMs, endMs: nearest.startMs + length }];
}
