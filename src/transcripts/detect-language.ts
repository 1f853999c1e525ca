import { eld } from "eld/extrasmall";
import type { Transcript } from "./transcript.ts";

/** The spoken language as a primary BCP 47 subtag, and how sure (0 to 1); null when it could not be told. */
export interface DetectedLanguage {
  language: string | null;
  confidence: number;
}

/** Characters that are looked at: enough for certainty, few enough for speed. */
const SAMPLE_CHARACTERS = 320;
const LETTERS_MIN = 12;

/**
 * Letters that only some Cyrillic alphabets have, the most telling first: a text that uses them often enough is not
 * Russian, and the detector knows too few of these languages to be asked.
 */
const TELLING_LETTERS: [language: string, letters: RegExp, rate: number][] = [
  ["kk", /[ғқұ]/gi, 0.01],
  ["tt", /[җ]|[әөү](?=[\p{L}])/giu, 0.02],
  ["uk", /[їєґ]/gi, 0.008],
  ["be", /ў/gi, 0.008],
  ["sr", /[ђљњћџј]/gi, 0.01],
];

/**
 * Tells the spoken language from a slice of the transcript. `hint` is what the sender said (BCP 47), null when nothing:
 * it decides where the text does not.
 */
export function detectLanguage(transcript: Transcript, hint: string | null): DetectedLanguage {
  const hinted = hint?.split("-")[0]?.toLowerCase() || null;
  const sample = takeSample(transcript);
  const cyrillic = sample.match(/\p{Script=Cyrillic}+/gu)?.join(" ") ?? "";
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters < LETTERS_MIN) return { language: hinted, confidence: hinted ? 0.5 : 0 };
  if (cyrillic.length > letters * 0.4) {
    for (const [language, telling, rate] of TELLING_LETTERS)
      if ((cyrillic.match(telling)?.length ?? 0) > cyrillic.length * rate) return { language, confidence: 0.9 };
  }
  const found = eld.detect(cyrillic.length > letters * 0.4 ? cyrillic : sample);
  if (found.language === "") return { language: hinted, confidence: hinted ? 0.5 : 0 };
  return { language: found.language, confidence: found.isReliable() ? 0.95 : 0.6 };
}

/** Text from the middle on, where greetings and names weigh least, then from the start when that is not enough. */
function takeSample({ utterances }: Transcript): string {
  let sample = "";
  for (const { text } of utterances) {
    sample += ` ${text}`;
    if (sample.length >= SAMPLE_CHARACTERS) break;
  }
  return sample.slice(0, SAMPLE_CHARACTERS);
}
