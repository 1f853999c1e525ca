import type { JudgedUtterance, JudgeInput } from "../../../src/evaluations/judge.ts";
import type { Scorecard } from "../../../src/evaluations/scorecard.ts";
import { BUILT_IN_SCORECARDS } from "../../../src/evaluations/scorecards/built-in-scorecards.ts";
import type { Role } from "../../../src/transcripts/transcript.ts";

/** A built-in scorecard by its key. */
export function card(key: string): Scorecard {
  const found = BUILT_IN_SCORECARDS.find((one) => one.key === key);
  if (!found) throw new Error(`no scorecard ${key}`);
  return found;
}

/** Utterances from `[role, text]` pairs, numbered from 1. */
export function utterances(...turns: [Role, string][]): JudgedUtterance[] {
  return turns.map(([role, text], index) => ({
    number: index + 1,
    role,
    speaker: role,
    text,
    startMs: null,
    endMs: null,
  }));
}

/** A short sale of four turns. */
export const SALE = utterances(
  ["manager", "Добрый день, Ольга, «Ковры и дорожки». Чем помочь?"],
  ["customer", "Нужна дорожка в коридор, три метра."],
  ["manager", "Есть шерстяная, привезём во вторник к шести. Записываю?"],
  ["customer", "Да, записывайте, спасибо."],
);

/** What a judge reads, over the short sale and Manager+ in Russian. */
export function judgeInputOf(change: Partial<JudgeInput> = {}): JudgeInput {
  const read = change.utterances ?? SALE;
  return {
    subject: "call-1",
    utterances: read,
    utteranceCount: read.length,
    scorecard: card("manager-plus"),
    language: "ru",
    reportLanguage: "ru",
    signal: new AbortController().signal,
    ...change,
  };
}
