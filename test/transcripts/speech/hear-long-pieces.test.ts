import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOpenaiTranscriber } from "../../../src/adapters/openai-transcriber.ts";
import { soundMsOf } from "../../../src/audio/piece-time.ts";
import { transcribeRecording } from "../../../src/transcripts/speech/transcribe-recording.ts";
import { FIXTURES, LONG, type Prepared, prepareFile } from "../../audio/prepare/prepare-world.ts";
import { directPayOnce } from "../../fakes/direct-pay-once.ts";
import { FixtureEar } from "../../fakes/fixture-ear.ts";
import { startTranscriptionServer, type TranscriptionServer } from "../../fakes/transcription-server.ts";
import { CALLS } from "./recording-material.ts";

/** How far the time of a line may be from the truth: soft beginnings and ends are heard or not. */
const OFF_MS_MAX = 250;

let server: TranscriptionServer;
beforeAll(async () => {
  server = await startTranscriptionServer({ apiKey: "sk-fake-for-tests", ear: await FixtureEar.open() });
});
afterAll(() => server?.close());

async function writeDown(model: string, prepared: Prepared) {
  const transcriber = createOpenaiTranscriber({
    apiKey: "sk-fake-for-tests",
    baseUrl: server.url,
    model,
    now: () => 0,
  });
  try {
    return await transcribeRecording(
      { transcriber, payOnce: directPayOnce(), vocabulary: [] },
      {
        audioSha256: "a".repeat(64),
        prepared,
        pathOf: ({ file }) => join(prepared.directory, file),
        language: null,
        signal: new AbortController().signal,
        deadlineMs: Number.MAX_SAFE_INTEGER,
        again: false,
      },
    );
  } finally {
    await transcriber.close();
  }
}

describe("a call whose long pieces leave the other side out", () => {
  for (const [name, { turns }] of CALLS)
    it(`${name}: every turn comes back from the engine's times once, in order, at its time and side`, async () => {
      const prepared = await prepareFile(join(FIXTURES, `${name}.flac`), { plan: LONG });
      expect(prepared.pieces.map((piece) => piece.parts !== undefined)).toEqual([true, true]);
      expect(prepared.pieces.reduce((sum, piece) => sum + soundMsOf(piece), 0)).toBeLessThan(1.4 * prepared.durationMs);
      const { transcript, dropped } = await writeDown("whisper-1", prepared);
      expect(dropped).toEqual([]);
      const lines = transcript.utterances.map(({ speaker, text }) => `${speaker}: ${text}`);
      expect(lines).toEqual(turns.map(({ channel, text }) => `${channel}: ${text}`));
      for (const [at, { start_ms, end_ms }] of turns.entries()) {
        const heard = transcript.utterances[at];
        expect(Math.abs((heard?.startMs ?? 0) - start_ms)).toBeLessThan(OFF_MS_MAX);
        expect(Math.abs((heard?.endMs ?? 0) - end_ms)).toBeLessThan(OFF_MS_MAX);
      }
    });
});
