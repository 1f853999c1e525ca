import { AppError } from "../../errors.ts";
import { UTTERANCES_MAX, type Utterance } from "../transcript.ts";
import type { HeardSpeech } from "./heard-speech.ts";

/** Segments of one voice with no longer a pause between them are one turn, up to a length that can be cited. */
const JOIN_GAP_MS = 1_000;
const JOINED_MS_MAX = 30_000;

/** Where nobody knows who speaks, only a sentence that goes on is surely the same person's. */
const ENDS_SENTENCE = /[.!?…]["»”)]?$/;

/**
 * Merges what was heard in all pieces by time: who began first stands first, and overlaps stay as they are.
 * `joinsSegments`: an engine cut sentences where it liked, so what one voice says without pause or interjection becomes
 * one utterance. Throws `too_large` above `UTTERANCES_MAX`.
 */
export function mergeSpeech(heard: HeardSpeech[], { joinsSegments }: { joinsSegments: boolean }): Utterance[] {
  const ordered = [...heard].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs || a.piece - b.piece);
  const turns: HeardSpeech[] = [];
  for (const speech of ordered) {
    const last = turns.at(-1);
    if (joinsSegments && last && isSameTurn(last, speech))
      turns[turns.length - 1] = {
        ...last,
        endMs: Math.max(last.endMs, speech.endMs),
        text: `${last.text} ${speech.text}`,
      };
    else turns.push(speech);
  }
  if (turns.length > UTTERANCES_MAX)
    throw new AppError("too_large", `The recording holds more than ${UTTERANCES_MAX} utterances.`);
  return turns.map(({ speaker, text, startMs, endMs }, at) => ({ number: at + 1, speaker, text, startMs, endMs }));
}

function isSameTurn(last: HeardSpeech, next: HeardSpeech): boolean {
  return (
    last.piece === next.piece &&
    last.speaker === next.speaker &&
    (last.speaker !== null || !ENDS_SENTENCE.test(last.text)) &&
    next.startMs - last.endMs <= JOIN_GAP_MS &&
    next.endMs - last.startMs <= JOINED_MS_MAX
  );
}
