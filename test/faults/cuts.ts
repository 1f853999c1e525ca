/**
 * The moments at which something breaks (the cuts of the fault matrix). Most are met inside the service by what it does
 * with libraries and the system (`fail-points.ts`), without a word of it in the product; three where a stand-in has
 * received a request and has not answered.
 */
export interface Cut {
  name: string;
  moment: string;
  /** Who notices it; the service itself where nothing is said. */
  at?: "speech" | "judge" | "receiver";
  /** Which paid request may be in flight then, and so be made once more. */
  inFlight?: "transcribe" | "judge";
  /** Happens several times for one recording: which of them is drawn, from 1 to this. */
  timesMax?: number;
}

/** Pieces of the recording that is sent, so paid requests for its words. */
export const PIECES = 3;

/** All of them, in the order of a call's way. */
export const CUTS: readonly Cut[] = [
  { name: "C0", moment: "webhook read, before its COMMIT" },
  { name: "C1", moment: "webhook committed, before the 2xx" },
  { name: "C2", moment: "2xx sent, job not claimed" },
  { name: "C3", moment: "job claimed, nothing done" },
  { name: "C4", moment: "half of the recording downloaded" },
  { name: "C5", moment: "recording complete, before fsync and rename" },
  { name: "C6", moment: "recording renamed, row not written" },
  { name: "C7", moment: "pieces being written in the audio thread" },
  { name: "C8", moment: "pieces written, row not written" },
  { name: "C9", moment: "intent committed, speech request not sent", inFlight: "transcribe", timesMax: PIECES },
  { name: "C10", moment: "speech request sent, no answer", at: "speech", inFlight: "transcribe", timesMax: PIECES },
  { name: "C11", moment: "speech answer received, not committed", inFlight: "transcribe", timesMax: PIECES },
  { name: "C12", moment: "transcript committed, judging not begun" },
  { name: "C13", moment: "judge's request sent, no answer", at: "judge", inFlight: "judge" },
  { name: "C14", moment: "judge's answer received, not committed", inFlight: "judge" },
  { name: "C15", moment: "evaluation and its event, before their COMMIT", inFlight: "judge" },
  { name: "C15+", moment: "evaluation and its event, after their COMMIT" },
  { name: "C16", moment: "write-back begun, not sent" },
  { name: "C17", moment: "write-back taken by the receiver, no answer", at: "receiver" },
  { name: "C18", moment: "the receiver's 2xx received, not written down" },
  { name: "C19", moment: "words kept, pieces not yet removed" },
];

/** One by its name. */
export function cutNamed(name: string): Cut {
  const found = CUTS.find((cut) => cut.name === name);
  if (found === undefined) throw new Error(`there is no cut ${name}`);
  return found;
}
