import { readFileSync } from "node:fs";
import { z } from "zod";
import { findInjection } from "../../src/evaluations/injection/find-injection.ts";
import { cleanText } from "../../src/transcripts/text/clean-text.ts";
import { parseDialogue } from "../../src/transcripts/text/parse-dialogue.ts";
import type { Utterance } from "../../src/transcripts/transcript.ts";
import { fixture, type LabelledDialogue } from "../../test/helpers/labelled.ts";
import type { Share } from "./verdict-measures.ts";

/** How well code finds utterances that speak to the judge, and how seldom it takes honest ones for such. */
export interface InjectionMeasures {
  /** Lines the detector was made with. */
  read: Share;
  /** Lines nobody looked at while making it. */
  unread: Share;
  /** Honest lines that look alike: how many were flagged. */
  benign: Share;
  /** Utterances of the labelled dialogues without such a flag: how many were flagged. */
  dialogues: Share;
}

const Cases = z.array(
  z.object({ language: z.string(), text: z.string().optional(), lines: z.array(z.string()).optional() }),
);

/**
 * Measures the detector over its own fixtures, each case in the middle of a clean call of its language, and over every
 * utterance of `dialogues`, which also lend those calls.
 */
export function measureInjection(dialogues: LabelledDialogue[]): InjectionMeasures {
  return {
    read: flagged("read", dialogues),
    unread: flagged("unread", dialogues),
    benign: flagged("benign", dialogues),
    dialogues: flaggedSpeech(dialogues),
  };
}

/** So many invisible characters are a text of their own; they never reach a judge. */
const HIDDEN_TEXT_MIN = 5;

/** A case counts when each of its lines is withheld: a judge may obey the half it still sees. */
function flagged(name: string, dialogues: LabelledDialogue[]): Share {
  const cases = Cases.parse(JSON.parse(readFileSync(fixture(`own/injection/${name}.json`), "utf8")));
  const counts = { n: cases.length, hits: 0 };
  for (const { language, text, lines } of cases) {
    const inserted = lines ?? [text ?? ""];
    const around = cleanCall(language, dialogues);
    const at = Math.floor(around.length / 2);
    const read = inserted.map(cleanText);
    const texts = [...around.slice(0, at), ...read.map(({ text: clean }) => clean), ...around.slice(at)];
    const found = new Set(findInjection(texts.map(asUtterance)));
    const isGone = read.some(({ removedCharacters }) => removedCharacters >= HIDDEN_TEXT_MIN);
    if (isGone || inserted.every((_, index) => found.has(at + index + 1))) counts.hits++;
  }
  return counts;
}

function cleanCall(language: string, dialogues: LabelledDialogue[]): string[] {
  const call =
    dialogues.find((one) => one.language === language && one.scorable && !one.flags.injection) ?? dialogues[0];
  return call ? parseDialogue(call.text).utterances.map(({ text }) => text) : [];
}

function asUtterance(text: string, index: number): Utterance {
  return { number: index + 1, speaker: null, text, startMs: null, endMs: null };
}

function flaggedSpeech(dialogues: LabelledDialogue[]): Share {
  const counts = { n: 0, hits: 0 };
  for (const { text, flags, flagTurns } of dialogues) {
    const { utterances } = parseDialogue(text);
    const meant = new Set(flags.injection ? flagTurns : []);
    counts.n += utterances.length - meant.size;
    counts.hits += findInjection(utterances).filter((number) => !meant.has(number)).length;
  }
  return counts;
}
