import { AppError } from "../errors.ts";
import { parseDialogue } from "../transcripts/text/parse-dialogue.ts";
import type { Transcript } from "../transcripts/transcript.ts";

/** As `parseDialogue` reads the field `dialog_text`; throws its faults with the pointer to that field. */
export function readDialogue(dialogueText: string): Transcript {
  try {
    return parseDialogue(dialogueText);
  } catch (error) {
    throw asFaultOfDialogue(error);
  }
}

/** What is wrong with the words of a dialogue is wrong with the field; any other error as it is. */
export function asFaultOfDialogue(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const { code, detail, cause } = error;
  return new AppError(code, detail, { cause, faults: [{ pointer: "/dialog_text", detail }] });
}
