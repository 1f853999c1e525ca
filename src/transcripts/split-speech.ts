import type { SpeechInterval } from "../audio/audio.ts";

/** A sentence and when it was said. */
export interface TimedSentence extends SpeechInterval {
  text: string;
}

/** A sentence ends where the next one begins like one. */
const SENTENCE_ENDS = /(?<=[.!?…]["»”)]?)\s+(?=[\p{Lu}\p{N}«"“(–—-])/u;

/** How far, in time spoken, the end of a sentence is moved to meet a pause. */
const PAUSE_REACH_MS = 1_500;

/**
 * Gives the sentences of a text that was said in these stretches their times: by the share of their letters in the time
 * spoken, moved to the nearest pause. For engines that give no times, where one piece may hold several people's words.
 */
export function splitSpeech(text: string, speech: readonly SpeechInterval[]): TimedSentence[] {
  const sentences = text.split(SENTENCE_ENDS);
  const spoken = spokenTime(speech);
  const perCharacter = spoken.totalMs / sentences.reduce((sum, { length }) => sum + length, 0);
  let written = 0;
  let from = 0;
  return sentences.map((sentence, at) => {
    written += sentence.length;
    const end =
      at === sentences.length - 1 ? spoken.totalMs : nearestPause(written * perCharacter, from, spoken.pauses);
    const timed = { text: sentence, startMs: spoken.clockAfter(from), endMs: spoken.clockUntil(end) };
    from = end;
    return timed;
  });
}

function nearestPause(atMs: number, fromMs: number, pauses: number[]): number {
  const near = pauses.filter((pause) => pause > fromMs && Math.abs(pause - atMs) <= PAUSE_REACH_MS);
  return near.sort((a, b) => Math.abs(a - atMs) - Math.abs(b - atMs))[0] ?? Math.max(fromMs, atMs);
}

/** Time counted in speech alone, and back to the time of the call before and after a pause. */
function spokenTime(speech: readonly SpeechInterval[]) {
  const ends: number[] = [];
  let totalMs = 0;
  for (const { startMs, endMs } of speech) {
    totalMs += endMs - startMs;
    ends.push(totalMs);
  }
  const clock = (spokenMs: number, at: number) => {
    const interval = speech[at] ?? speech.at(-1);
    const end = ends[at] ?? totalMs;
    return interval ? Math.round(interval.endMs - (end - spokenMs)) : 0;
  };
  return {
    totalMs,
    pauses: ends.slice(0, -1),
    clockAfter: (spokenMs: number) =>
      clock(
        spokenMs,
        ends.findIndex((end) => end > spokenMs),
      ),
    clockUntil: (spokenMs: number) =>
      clock(
        spokenMs,
        ends.findIndex((end) => end >= spokenMs - 0.5),
      ),
  };
}
