import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { AppError, WorkCrashed } from "../../src/errors.ts";
import { type EvaluationRequest, evaluateTranscript } from "../../src/evaluations/evaluate-transcript.ts";
import { EvaluationThreads } from "../../src/evaluations/evaluation-threads.ts";
import type { Judge } from "../../src/evaluations/judge.ts";
import { readText } from "../../src/evaluations/read-transcript.ts";
import { createRulesJudge } from "../../src/evaluations/rules-judge.ts";
import { whyUnscorable } from "../../src/evaluations/scorability.ts";
import type { Scorecard } from "../../src/evaluations/scorecard.ts";
import { BUILT_IN_SCORECARDS } from "../../src/evaluations/scorecards/built-in-scorecards.ts";
import { UTTERANCES_MAX } from "../../src/transcripts/transcript.ts";
import { readLabelledSet } from "../helpers/labelled.ts";

const [CARD] = BUILT_IN_SCORECARDS as [Scorecard];

const request = (text: string, change: Partial<EvaluationRequest> = {}): EvaluationRequest => ({
  subject: "test",
  read: readText(text, null),
  scorecard: CARD,
  reportLanguage: "ru",
  signal: new AbortController().signal,
  ...change,
});
const TEXT = readLabelledSet("a")[0]?.text ?? "";

/** Threads, one of them ready, and a judge that uses them; how often it judged in this thread. */
async function ready(max: number, program?: URL) {
  const threads = new EvaluationThreads({ max, judges: true, reads: true, ...(program && { program }) });
  let here = 0;
  const own = createRulesJudge();
  const judge: Judge = {
    ...own,
    judge: (input) => {
      here += 1;
      return own.judge(input);
    },
    elsewhere: (asked) => threads.evaluate(asked),
  };
  await vi.waitFor(() => expect(threads.evaluate(request(TEXT))).not.toBeNull(), { timeout: 20_000, interval: 20 });
  return { threads, judge, here: () => here };
}

/** A thread starts slowly, so all tests that need nothing of their own share one. */
let shared: Awaited<ReturnType<typeof ready>>;
beforeAll(async () => {
  shared = await ready(1);
});
afterAll(() => shared.threads.close());

it("a thread reads what this one reads, roles, words and attacks alike, and says whether there is something to score", async () => {
  const { threads } = shared;
  for (const { text } of readLabelledSet("a"))
    for (const hint of [null, "en"]) {
      const read = readText(text, hint);
      expect(await threads.read(text, hint)).toEqual({ ...read, unscorable: whyUnscorable(read) });
    }
});

it("a thread refuses what this one refuses, in the same words", async () => {
  const { threads } = shared;
  for (const text of ["Менеджер:\nКлиент:", "М: да\n".repeat(UTTERANCES_MAX + 1)]) {
    const refusal = await threads.read(text, null).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect(() => readText(text, null)).toThrow(refusal as AppError);
  }
});

it("a thread finds what this one finds, with every scorecard, own ones too, and in both languages", async () => {
  const { judge, here } = shared;
  const before = here();
  const own: Scorecard = { ...CARD, key: "own", criteria: CARD.criteria.slice(0, 2) };
  const rules = createRulesJudge();
  for (const { text } of readLabelledSet("a").slice(0, 6))
    for (const scorecard of [...BUILT_IN_SCORECARDS, own])
      for (const reportLanguage of ["ru", "en"] as const) {
        const asked = request(text, { scorecard, reportLanguage });
        expect(await evaluateTranscript({ judge }, asked)).toEqual(await evaluateTranscript({ judge: rules }, asked));
      }
  expect(here()).toBe(before);
});

it("calls are judged in this thread until another is ready, and always where none is allowed", async () => {
  for (const max of [0, 1]) {
    const threads = new EvaluationThreads({ max, judges: true, reads: true });
    onTestFinished(() => threads.close());
    expect(threads.evaluate(request(TEXT))).toBeNull();
    expect(await threads.read(TEXT, null)).toEqual(readText(TEXT, null));
  }
});

it("of a thread that breaks off only the call it was at fails; those behind it are judged all the same, and so is the next", async () => {
  const { judge, threads, here } = await ready(1, new URL("./programs/breaking-thread.ts", import.meta.url));
  onTestFinished(() => threads.close());
  const calls = [1, 2, 3].map(() => evaluateTranscript({ judge }, request(TEXT)));
  const [first, second, third] = await Promise.allSettled(calls);
  expect(first).toMatchObject({ status: "rejected", reason: expect.any(WorkCrashed) });
  for (const one of [second, third]) expect(one).toMatchObject({ value: { evaluation: { status: "scored" } } });
  expect(here()).toBe(2);
  expect((await evaluateTranscript({ judge }, request(TEXT))).evaluation.status).toBe("scored");
});

it("a thread that cannot start keeps no call from being judged", async () => {
  const program = new URL("./programs/stillborn-thread.ts", import.meta.url);
  const threads = new EvaluationThreads({ max: 1, judges: true, reads: true, program });
  onTestFinished(() => threads.close());
  const judge: Judge = { ...createRulesJudge(), elsewhere: (asked) => threads.evaluate(asked) };
  for (const _ of [1, 2]) expect((await evaluateTranscript({ judge }, request(TEXT))).evaluation.status).toBe("scored");
});

it("who gave up gets the reason, not the evaluation", async () => {
  const { judge } = shared;
  const given = new AbortController();
  const judged = evaluateTranscript({ judge }, request(TEXT, { signal: given.signal }));
  given.abort(new Error("gave up"));
  await expect(judged).rejects.toThrow("gave up");
});
