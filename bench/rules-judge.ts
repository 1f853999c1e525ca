/**
 * How fast the rules judge judges, without server and database: 200 different dialogues of 30 turns, each once. The
 * first line is of a cold process, the next of one that has judged 2,000 other dialogues. Counted is processor time of the
 * one thread, so that other work on the machine weighs less. Runs from the source (`node bench/rules-judge.ts`) and from
 * `dist`; it takes seconds.
 */
import { evaluateTranscript } from "../src/evaluations/evaluate-transcript.ts";
import { readTranscript } from "../src/evaluations/read-transcript.ts";
import { createRulesJudge } from "../src/evaluations/rules-judge.ts";
import { BUILT_IN_SCORECARDS } from "../src/evaluations/scorecards/built-in-scorecards.ts";
import { parseDialogue } from "../src/transcripts/text/parse-dialogue.ts";
import { makeDialogues } from "./load/dialogues.ts";

const DIALOGUES = 200;
const WANTED_PER_SECOND = 1_000;

const judge = createRulesJudge();
const signal = new AbortController().signal;

interface Pass {
  name: string;
  parseMs: number;
  readMs: number;
  evaluateMs: number;
}

async function pass(name: string, texts: string[]): Promise<Pass> {
  const took = { name, parseMs: 0, readMs: 0, evaluateMs: 0 };
  for (const [index, text] of texts.entries()) {
    const scorecard = BUILT_IN_SCORECARDS[index % BUILT_IN_SCORECARDS.length];
    if (!scorecard) throw new Error("there are no scorecards");
    const from = cpuMs();
    const transcript = parseDialogue(text);
    const parsed = cpuMs();
    const read = readTranscript(transcript, null);
    const known = cpuMs();
    await evaluateTranscript({ judge }, { subject: "bench", read, scorecard, reportLanguage: "ru", signal });
    took.parseMs += parsed - from;
    took.readMs += known - parsed;
    took.evaluateMs += cpuMs() - known;
  }
  return took;
}

/** Processor time of this thread so far. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function print({ name, parseMs, readMs, evaluateMs }: Pass): void {
  const rate = (ms: number) => Math.round((1000 * DIALOGUES) / ms);
  const each = (ms: number) => `${(ms / DIALOGUES).toFixed(3)} ms`;
  const ratio = rate(evaluateMs) / WANTED_PER_SECOND;
  console.log(
    `${name.padEnd(34)} judge ${rate(evaluateMs)}/s (wanted ${WANTED_PER_SECOND}, ratio ${ratio.toFixed(2)}), ` +
      `parse + read + judge ${rate(parseMs + readMs + evaluateMs)}/s; ` +
      `each: parse ${each(parseMs)}, read ${each(readMs)}, judge ${each(evaluateMs)}`,
  );
}

console.log(`rules judge over ${DIALOGUES} different dialogues of 30 turns, three scorecards in turn`);
print(await pass("first pass, cold process", makeDialogues(DIALOGUES, 1)));
for (let seed = 2; seed < 12; seed++) await pass("warm-up", makeDialogues(DIALOGUES, seed));
print(await pass("first pass, warm process", makeDialogues(DIALOGUES, 12)));
