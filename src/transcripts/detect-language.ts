import { eld } from "eld/extrasmall";
import { cyrillicLanguage } from "./cyrillic-languages.ts";
import type { Transcript } from "./transcript.ts";

/** The spoken language as a primary BCP 47 subtag and how sure (0 to 1); null when it could not be told. */
export interface DetectedLanguage {
  language: string | null;
  confidence: number;
}

/** Characters that are looked at: enough for certainty, few enough for speed. */
const SAMPLE_CHARACTERS = 320;
/** Fewer letters than this tell nothing. */
const LETTERS_MIN = 12;
/** From this share on a text is Cyrillic speech with foreign terms in it («SQL», `job offer`), not the other way round. */
const CYRILLIC_SHARE = 0.15;
const HINTED = 0.5;
const UNSURE = 0.6;
const SURE = 0.95;

/**
 * Tells the spoken language from a slice of the transcript. `hint` is what the sender said (BCP 47), null when nothing:
 * it decides where the text does not. The detector's tables are loaded with this module, never at a request.
 */
export function detectLanguage(transcript: Transcript, hint: string | null): DetectedLanguage {
  const hinted = hint?.split(/[-_]/)[0]?.toLowerCase() || null;
  const sample = takeSample(transcript);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters < LETTERS_MIN) return { language: hinted, confidence: hinted === null ? 0 : HINTED };
  const cyrillic = sample.match(/[\u0400-\u052F]+/g)?.join(" ") ?? "";
  if (cyrillic.length >= Math.max(LETTERS_MIN, letters * CYRILLIC_SHARE)) return ofCyrillic(cyrillic, hinted);
  const found = eld.detect(sample);
  if (found.isReliable()) return { language: found.language, confidence: SURE };
  const language = hinted ?? (found.language || null);
  return { language, confidence: language === null ? 0 : hinted === null ? UNSURE : HINTED };
}

/** Letters that Russian has and its sisters lack. */
const ONLY_RUSSIAN = /[ыэё]/i;
const SISTERS = new Set(["uk", "bg"]);

/** The alphabet tells; a few words may lack the telling letters, and then the detector has a say. */
function ofCyrillic(text: string, hinted: string | null): DetectedLanguage {
  const language = cyrillicLanguage(text);
  if (language === null) return { language: hinted, confidence: hinted === null ? 0 : HINTED };
  if (language !== "ru" || ONLY_RUSSIAN.test(text)) return { language, confidence: SURE };
  const found = eld.detect(text);
  if (SISTERS.has(found.language) && hinted !== "ru") return { language: found.language, confidence: UNSURE };
  return { language, confidence: UNSURE };
}

/** The first words are names and greetings, so the slice begins a few utterances later where there are enough. */
function takeSample({ utterances }: Transcript): string {
  const skipped = utterances.length > 12 ? 2 : 0;
  let sample = "";
  for (let at = skipped; at < utterances.length && sample.length < SAMPLE_CHARACTERS; at += 1)
    sample += ` ${utterances[at]?.text ?? ""}`;
  return sample.slice(0, SAMPLE_CHARACTERS);
}
