import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { soundMsOfAll } from "../../../src/audio/piece-time.ts";
import type { Database } from "../../../src/db/database.ts";
import { holdProcessSign, type ProcessSign } from "../../../src/db/process-sign.ts";
import { WorkInterrupted } from "../../../src/errors.ts";
import { type RecordingSpeech, transcribeRecording } from "../../../src/transcripts/speech/transcribe-recording.ts";
import type { SpeechAnswer } from "../../../src/transcripts/speech/transcriber.ts";
import { PaidRequestError } from "../../../src/usage/paid-client.ts";
import { createPayOnce } from "../../../src/usage/pay-once.ts";
import { priceTable } from "../../../src/usage/prices.ts";
import { type Said, scriptedTranscriber } from "../../fakes/scripted-transcriber.ts";
import { skippingClock } from "../../fakes/skipping-clock.ts";
import { testDatabase } from "../../helpers/database.ts";
import { pieceOf } from "./recording-material.ts";

const PROCESS = "0193f000-0000-7000-8000-0000000000aa";
const NEXT_PROCESS = "0193f000-0000-7000-8000-0000000000ab";
const PIECES = Array.from({ length: 6 }, (_, number) =>
  pieceOf(number, [{ startMs: number * 61_000 + 100, endMs: number * 61_000 + 59_900 }]),
);
const WORDS = Object.fromEntries(PIECES.map(({ file, number }) => [file, `Реплика номер ${number}.`]));

let database: Database;
let signs: ProcessSign[];
let audioSha256: string;
let serial = 0;

beforeAll(async () => {
  database = await testDatabase();
  signs = await Promise.all([PROCESS, NEXT_PROCESS].map((processId) => holdProcessSign(database, processId)));
});
afterAll(async () => {
  await Promise.all(signs.map((sign) => sign.close()));
  await database.close();
});
beforeEach(() => {
  serial += 1;
  audioSha256 = serial.toString(16).padStart(64, "0");
});

const prices = priceTable({ "ear-1": { audioMinute: 0.006 } });
function transcribe(script: Record<string, Said>, more: Partial<RecordingSpeech> & { processId?: string } = {}) {
  const { processId = PROCESS, ...change } = more;
  const clock = skippingClock();
  const payOnce = createPayOnce({ db: database.db, processId, prices, clock, random: () => 0 });
  const transcriber = scriptedTranscriber(script);
  const made = transcribeRecording(
    { transcriber, payOnce, vocabulary: [] },
    {
      audioSha256,
      prepared: { cutVersion: 1, layout: "stereo", pieces: PIECES },
      pathOf: ({ file }) => `/pieces/${file}`,
      language: "ru",
      signal: new AbortController().signal,
      deadlineMs: clock.now() + 24 * 3_600_000,
      again: false,
      ...change,
    },
  );
  return { made, transcriber };
}
const rows = () =>
  database.db
    .selectFrom("paid_requests")
    .select(["status", "cost_usd", "raw", "stage"])
    .where("subject", "=", audioSha256)
    .orderBy("id")
    .execute();
const statuses = async () => (await rows()).map(({ status }) => status).sort();
const untilAborted = (_request: unknown, signal: AbortSignal) =>
  new Promise<SpeechAnswer>((_, reject) =>
    signal.addEventListener("abort", () =>
      reject(new PaidRequestError({ reason: "connection_reset", cost: "unknown", retryAfterMs: null })),
    ),
  );
const whileInFlight = async (stop: (transcriber: { sent: string[] }, controller: AbortController) => void) => {
  const controller = new AbortController();
  const script = { ...WORDS, "1.mp3": untilAborted, "3.mp3": untilAborted };
  const { made, transcriber } = transcribe(script, {
    signal: controller.signal,
    onHeard: (doneMs) => doneMs === soundMsOfAll(PIECES.slice(0, 4)) && stop(transcriber, controller),
  });
  const error = await made.then(
    () => null,
    (thrown: Error) => thrown,
  );
  return { error, transcriber };
};

describe("the ledger", () => {
  it("holds one answered request for each piece, with what its sound costs", async () => {
    const { usage } = await transcribe(WORDS).made;
    const paid = await rows();
    expect(paid.map(({ status, stage, cost_usd }) => ({ status, stage, cost_usd }))).toEqual(
      PIECES.map(() => ({ status: "answered", stage: "transcribe", cost_usd: 0.006 })),
    );
    expect(paid.every(({ raw }) => raw?.includes("Реплика номер"))).toBe(true);
    expect(usage).toEqual({ requests: 6, costUsd: 0.036 });
  });

  it("gives the same recording its words again, in another process too, and nothing is sent", async () => {
    const first = await transcribe(WORDS).made;
    const { made, transcriber } = transcribe({}, { processId: NEXT_PROCESS });
    expect((await made).transcript).toEqual(first.transcript);
    expect(transcriber.sent).toEqual([]);
    expect((await made).usage.costUsd).toBe(0.036);
  });
});

describe("after a fault between pieces", () => {
  it("what was written down stands, and only the rest is paid when the work goes on", async () => {
    const refused = new PaidRequestError({ reason: "request_refused", cost: "free", retryAfterMs: null });
    const { made, transcriber } = transcribe({ ...WORDS, "2.mp3": refused });
    await expect(made).rejects.toMatchObject({ code: "upstream_failed" });
    expect((await statuses()).filter((status) => status === "intent")).toEqual([]);
    const before = transcriber.sent.filter((file) => file !== "2.mp3");
    const again = transcribe(WORDS, { processId: NEXT_PROCESS });
    expect((await again.made).transcript.utterances.map(({ text }) => text)).toEqual(Object.values(WORDS));
    expect([...before, ...again.transcriber.sent].sort()).toEqual(Object.keys(WORDS));
  });
});

describe("a cancel", () => {
  it("aborts what is in flight for good and sends nothing later; a person may ask again", async () => {
    const { error } = await whileInFlight((_, controller) => controller.abort(new Error("somebody cancelled")));
    expect(error).toMatchObject({ code: "conflict", retryable: false });
    expect(await statuses()).toEqual(["ambiguous", "ambiguous", "answered", "answered", "answered", "answered"]);
    const retried = transcribe({});
    await expect(retried.made).rejects.toMatchObject({ code: "conflict" });
    expect(retried.transcriber.sent).toEqual([]);
    const again = transcribe(WORDS, { again: true });
    expect((await again.made).transcript.utterances).toHaveLength(6);
    expect(again.transcriber.sent.sort()).toEqual(["1.mp3", "3.mp3"]);
  });
});

describe("a stop of the program", () => {
  it("leaves what is in flight of unknown outcome, and the work goes on by itself", async () => {
    const { error } = await whileInFlight((_, controller) => controller.abort(new WorkInterrupted("it stops")));
    expect(error).toBeInstanceOf(WorkInterrupted);
    expect(await statuses()).toEqual(["ambiguous", "ambiguous", "answered", "answered", "answered", "answered"]);
    const next = transcribe(WORDS, { processId: NEXT_PROCESS });
    expect((await next.made).transcript.utterances).toHaveLength(6);
    expect(next.transcriber.sent.sort()).toEqual(["1.mp3", "3.mp3"]);
  });
});
