import { type ByteSource, lettersAt } from "./read-bytes.ts";

/** Which AMR a file holds, by its mark (RFC 4867 §5). */
export type AmrKind = "narrow" | "wide" | "several channels";

/** Frames looked at before the bytes behind the mark count as sound. */
const FRAMES_TO_SNIFF = 16;
/** Bytes of a frame by its type; 0 where the type is not used. */
const FRAME_BYTES = {
  narrow: [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1],
  wide: [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1],
};

/** The mark at the start of a file, null when there is none. */
export function amrKindOf(head: Uint8Array): AmrKind | null {
  if (lettersAt(head, 0, 6) === "#!AMR\n") return "narrow";
  if (lettersAt(head, 0, 9) === "#!AMR-WB\n") return "wide";
  return /^#!AMR(?:-WB)?_MC1\.0\n/.test(lettersAt(head, 0, 15)) ? "several channels" : null;
}

/** Whether frames of known types follow the mark, up to where the file ends or enough were seen. */
export async function holdsAmrFrames(source: ByteSource, kind: "narrow" | "wide"): Promise<boolean> {
  const start = kind === "narrow" ? 6 : 9;
  const bytes = await source.read(start, 64 * FRAMES_TO_SNIFF);
  let at = 0;
  let frames = 0;
  for (; frames < FRAMES_TO_SNIFF && at < bytes.length; frames++) {
    const head = bytes[at] as number;
    const length = FRAME_BYTES[kind][(head >> 3) & 0x0f] ?? 0;
    if (length === 0 || (head & 0x83) !== 0) return false;
    at += length;
  }
  return frames > 0;
}
