import type { AudioPiece, SpeechInterval } from "./audio.ts";

/** What tells the times of a piece: where it lies in the recording, and which parts of that its sound is made of. */
export type PieceSpan = Pick<AudioPiece, "startMs" | "endMs" | "parts">;

/** Length of the sound in a piece's file, which is what an engine hears and is paid for. */
export function soundMsOf(piece: PieceSpan): number {
  return partsOf(piece).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

/** The same of several pieces together. */
export function soundMsOfAll(pieces: readonly PieceSpan[]): number {
  return pieces.reduce((sum, piece) => sum + soundMsOf(piece), 0);
}

/**
 * Where in the recording a stretch of a piece's sound lies: one interval for each part that it reaches into, in time order.
 * What an engine tells beyond the sound is held to its end. Never empty; a single interval may be of no length.
 */
export function timesInRecording(piece: PieceSpan, { startMs, endMs }: SpeechInterval): SpeechInterval[] {
  const times: SpeechInterval[] = [];
  let before = 0;
  let start: number | null = null;
  for (const part of partsOf(piece)) {
    const lengthMs = part.endMs - part.startMs;
    const placeOf = (ms: number) => part.startMs + Math.min(Math.max(0, ms - before), lengthMs);
    const [from, to] = [placeOf(startMs), placeOf(endMs)];
    if (from < to) times.push({ startMs: from, endMs: to });
    if (startMs < before + lengthMs) start ??= from;
    before += lengthMs;
  }
  const place = start ?? piece.endMs;
  return times.length > 0 ? times : [{ startMs: place, endMs: place }];
}

function partsOf({ startMs, endMs, parts }: PieceSpan): SpeechInterval[] {
  return parts ?? [{ startMs, endMs }];
}
