import { AppError } from "../errors.ts";
import { parseDialogue } from "../transcripts/text/parse-dialogue.ts";
import type { Transcript } from "../transcripts/transcript.ts";

/** As `parseDialogue` reads the field `dialog_text`; throws its faults with the pointer to that field. */
export function readDialogue(dialogueText: string): Transcript {
  try {
    return parseDialogue(dialogueText);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, detail, cause } = error;
    throw new AppError(code, detail, { cause, faults: [{ pointer: "/dialog_text", detail }] });
  }
}
