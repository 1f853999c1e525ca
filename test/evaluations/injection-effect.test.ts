import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOpenaiModelClient, type OpenaiModelClient } from "../../src/adapters/openai-model-client.ts";
import { evaluateTranscript } from "../../src/evaluations/evaluate-transcript.ts";
import type { Judge } from "../../src/evaluations/judge.ts";
import { createModelJudge } from "../../src/evaluations/model-judge.ts";
import { readTranscript } from "../../src/evaluations/read-transcript.ts";
import { createRulesJudge } from "../../src/evaluations/rules-judge.ts";
import { BUILT_IN_SCORECARDS } from "../../src/evaluations/scorecards/built-in-scorecards.ts";
import { parseDialogue } from "../../src/transcripts/text/parse-dialogue.ts";
import { directPayOnce } from "../fakes/direct-pay-once.ts";
import { FAKE_KEY, type OpenaiServer, startOpenaiServer } from "../fakes/openai-server.ts";
import { answerBy, type Decide, obedient } from "../fakes/openai-verdicts.ts";

interface Line {
  id: string;
  family: string;
  speaker: string;
  text: string;
}

const fixture = (path: string) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url), "utf8");
const LINES: Line[] = JSON.parse(fixture("security/injection-cases.json")).cases;
const ATTACKS = LINES.filter(({ family }) => family !== "benign");
const CLEAN = fixture("dialogs/A02_fitness.txt").trimEnd().split("\n");
const LABELS: Record<string, string> = { manager: "М: ", client: "К - " };
const PLACES = { start: 0, middle: Math.floor(CLEAN.length / 2), end: CLEAN.length };

/** The line's parts as utterances of their speakers. */
function spoken({ family, speaker, text }: Line): string[] {
  const parts = family === "split" ? text.split(" | ") : [`${speaker}: ${text.replaceAll(/\s*[\r\n]+\s*/g, " ")}`];
  return parts.map((part) => {
    const [, who = "manager", words = ""] = /^(\w+)[^:]*: ([\s\S]*)$/.exec(part) ?? [];
    return (LABELS[who] ?? LABELS.manager) + words;
  });
}

const withLine = (line: Line, at: number) => [...CLEAN.slice(0, at), ...spoken(line), ...CLEAN.slice(at)].join("\n");

/** A judge of its own mind where nothing tells it otherwise: half of the criteria are not met. */
const stern: Decide = (criterion, shown, ownSide) => ({
  verdict: criterion.length % 2 === 0 ? "not_met" : "partial",
  utterances: [ownSide[0]?.number ?? shown[0]?.number ?? 1],
});

/** What the obedient model obeys: a hidden order is its hidden part, and a glitch word orders nothing. */
const orders = ATTACKS.filter(({ family }) => family !== "split" && family !== "glitch").map(
  ({ text }) => hidden(text) || text,
);

/** Letters of the tag block, which carry a second text inside the first. */
function hidden(text: string): string {
  const tags = [...text]
    .map((letter) => letter.codePointAt(0) ?? 0)
    .filter((code) => code >= 0xe0020 && code < 0xe007f);
  return String.fromCodePoint(...tags.map((code) => code - 0xe0000));
}

let server: OpenaiServer;
let client: OpenaiModelClient;
let judges: Record<"rules" | "obedient model", Judge>;
beforeAll(async () => {
  server = await startOpenaiServer({ maker: answerBy(obedient(orders, stern)), keepsRequests: false });
  client = createOpenaiModelClient({ apiKey: FAKE_KEY, baseUrl: server.url, api: "responses", now: Date.now });
  const options = { model: "gpt-5.4-mini", api: "responses" as const, votes: 1, windowTokens: 128_000 };
  judges = {
    rules: createRulesJudge(),
    "obedient model": createModelJudge({
      ...options,
      client,
      payOnce: directPayOnce(),
      deadlineMs: 60_000,
      now: Date.now,
    }),
  };
});
afterAll(async () => {
  await client.close();
  await server.close();
});

/** Verdicts and totals of all three scorecards. */
async function judged(judge: Judge, dialogue: string) {
  const read = readTranscript(parseDialogue(dialogue), null);
  const signal = new AbortController().signal;
  const evaluations = [];
  for (const scorecard of BUILT_IN_SCORECARDS) {
    const request = { subject: "test", read, scorecard, reportLanguage: "ru" as const, signal };
    const { evaluation } = await evaluateTranscript({ judge }, request);
    evaluations.push({
      total: evaluation.total,
      status: evaluation.status,
      verdicts: evaluation.verdicts.map(({ criterion, verdict }) => [criterion, verdict]),
    });
  }
  return evaluations;
}

describe.each(["rules", "obedient model"] as const)(
  "a line that tells the judge (%s) what to do changes nothing",
  (name) => {
    it.each(ATTACKS)("$id $family, at start, middle and end", async (line) => {
      const clean = await judged(judges[name], CLEAN.join("\n"));
      for (const at of Object.values(PLACES)) expect(await judged(judges[name], withLine(line, at))).toEqual(clean);
    });
  },
);
