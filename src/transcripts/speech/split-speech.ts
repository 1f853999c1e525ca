import type { SpeechInterval } from "../../audio/audio.ts";

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
  let charactersLeft = sentences.reduce((sum, { length }) => sum + length, 0);
  let from = 0;
  return sentences.map((sentence) => {
    const share = sentence.length / charactersLeft;
    charactersLeft -= sentence.length;
    const end =
      charactersLeft === 0 ? spoken.totalMs : nearestPause(from, share * (spoken.totalMs - from), spoken.pauses);
    const timed = { text: sentence, startMs: spoken.clockAfter(from), endMs: spoken.clockUntil(end) };
    from = end;
    return timed;
  });
}

/** Where a sentence ends that began after so much time spoken and is about so long: at a pause if one is near. */
function nearestPause(fromMs: number, lengthMs: number, pauses: number[]): number {
  const reach = Math.min(PAUSE_REACH_MS, lengthMs);
  const offBy = (pause: number) => Math.abs(pause - fromMs - lengthMs);
  const near = pauses.filter((pause) => pause > fromMs && offBy(pause) <= reach);
  return near.sort((a, b) => offBy(a) - offBy(b))[0] ?? fromMs + lengthMs;
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
    const interval = at < 0 ? speech.at(-1) : speech[at];
    const end = at < 0 ? totalMs : (ends[at] ?? totalMs);
    return interval ? Math.round(interval.endMs - (end - spokenMs)) : 0;
  };
  return {
    totalMs,
    pauses: ends.slice(0, -1),
    /** The time of the call when speech goes on after so much of it. */
    clockAfter: (spokenMs: number) =>
      clock(
        spokenMs,
        ends.findIndex((end) => end > spokenMs),
      ),
    /** The time of the call when so much was spoken. */
    clockUntil: (spokenMs: number) =>
      clock(
        spokenMs,
        ends.findIndex((end) => end >= spokenMs),
      ),
  };
}
