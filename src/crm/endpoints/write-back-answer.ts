import { ANSWER_BYTES_MAX } from "../write-back-target.ts";

/**
 * What is kept of an answer's bytes: text of at most `ANSWER_BYTES_MAX` in UTF-8, whole characters, without control
 * characters but tabs and line ends. Null when nothing is left, and for a `coding` (the header `content-encoding`),
 * which is never unpacked.
 */
export function keptAnswer(body: Uint8Array, coding: string | null): string | null {
  if (coding !== null && !/^(?:identity)?$/i.test(coding.trim())) return null;
  // Twice as much is read as is kept: a character of several bytes may be cut at the end of what is read only.
  const text = new TextDecoder().decode(body.subarray(0, 2 * ANSWER_BYTES_MAX)).replace(CONTROLS, "");
  const bytes = new Uint8Array(ANSWER_BYTES_MAX);
  const { read } = new TextEncoder().encodeInto(text, bytes);
  return text.slice(0, read).trim() || null;
}

/** Those of ASCII and Latin-1, and those that turn the direction of the text around them. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
