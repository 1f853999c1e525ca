import { readFileSync } from "node:fs";
import type { AudioPiece, SpeechInterval } from "../../../src/audio/audio.ts";
import type { Transcript } from "../../../src/transcripts/transcript.ts";

/** One turn of a fixture call, as `truth.json` has it. */
export interface TrueTurn {
  n: number;
  speaker: "manager" | "client";
  channel: "left" | "right";
  start_ms: number;
  end_ms: number;
  text: string;
}

/** The fixture calls by name. */
export const CALLS = Object.entries(
  (
    JSON.parse(readFileSync(new URL("../../fixtures/audio/truth.json", import.meta.url), "utf8")) as {
      dialogues: Record<string, { language: string; turns: TrueTurn[] }>;
    }
  ).dialogues,
);

/** A piece that holds these stretches of speech, with a little room around them. */
export function pieceOf(number: number, speech: SpeechInterval[], more: Partial<AudioPiece> = {}): AudioPiece {
  const startMs = Math.max(0, (speech[0]?.startMs ?? 0) - 100);
  const endMs = (speech.at(-1)?.endMs ?? 0) + 100;
  return { channel: 0, number, startMs, endMs, speech, file: `${number}.mp3`, sizeBytes: 1_000, ...more };
}

/** The call as its channels would be heard by a perfect engine. */
export function channelTranscript(turns: TrueTurn[], { isSwapped = false } = {}): Transcript {
  return {
    utterances: turns.map(({ channel, text, start_ms, end_ms }, at) => ({
      number: at + 1,
      speaker: (channel === "left") === isSwapped ? "right" : "left",
      text,
      startMs: start_ms,
      endMs: end_ms,
    })),
    removedCharacters: 0,
  };
}
