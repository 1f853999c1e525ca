import { AppError } from "../errors.ts";
import { isNumberedSpeaker, roleOfLabel } from "./label-words.ts";
import { type Transcript, UTTERANCES_MAX, type Utterance } from "./transcript.ts";

const LABEL_LINE =
  /^\s*(?:[[(](\d{1,2}(?::\d{2}){1,2})[\])]\s*)?(?:\p{Extended_Pictographic}\uFE0F?\s*)?([\p{L}][^:.!?\n]{0,40}?(?:\.(?=\s*:))?)(?:\s*:|\s-)\s+(.*)$/u;

/** Reads a dialogue as people write it into utterances. Throws `invalid_input` when nothing is said. */
export function parseDialogue(text: string): Transcript {
  const lines = text
    .replace(/^\uFEFF/, "")
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[\u00A0\u202F]/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0) throw new AppError("invalid_input", "The dialogue has no words.");
  if (lines.length > UTTERANCES_MAX) throw new AppError("too_large", "The dialogue has too many utterances.");
  const labels = new Map<string, number>();
  for (const line of lines) {
    const label = LABEL_LINE.exec(line)?.[2]?.trim();
    if (label) labels.set(label, (labels.get(label) ?? 0) + 1);
  }
  const utterances: Utterance[] = [];
  for (const line of lines) {
    const match = LABEL_LINE.exec(line);
    const label = match?.[2]?.trim() ?? null;
    const isLabel =
      label !== null && (roleOfLabel(label) !== null || isNumberedSpeaker(label) || (labels.get(label) ?? 0) > 1);
    utterances.push({
      number: utterances.length + 1,
      speaker: isLabel ? label : null,
      text: isLabel ? (match?.[3] ?? "") : line,
      startMs: null,
      endMs: null,
    });
  }
  return { utterances, removedCharacters: 0 };
}
