import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AnalyzeCallAnswer } from "../../src/audit/schemas.ts";
import { FixtureEar } from "../fakes/fixture-ear.ts";
import { startTranscriptionServer, type TranscriptionServer } from "../fakes/transcription-server.ts";
import { type TestService, testService } from "../helpers/service.ts";

const audio = (name: string) => ({
  bytes: readFileSync(new URL(`../fixtures/audio/${name}`, import.meta.url)),
  name,
});
interface TrueTurn {
  speaker: "manager" | "client";
  text: string;
  start_ms: number;
}
const TRUTH = JSON.parse(readFileSync(new URL("../fixtures/audio/truth.json", import.meta.url), "utf8")) as {
  dialogues: Record<string, { turns: TrueTurn[] }>;
};

let speech: TranscriptionServer;
let service: TestService;
beforeAll(async () => {
  speech = await startTranscriptionServer({ ear: await FixtureEar.open() });
  service = await testService({ TRANSCRIBE_BASE_URL: speech.url, TRANSCRIBE_API_KEY: "sk-fake-for-tests" });
}, 120_000);
afterAll(async () => {
  await service.close();
  await speech.close();
});

async function analyze(name: string, fields: Record<string, string> = {}) {
  const response = await service.upload("/analyze_audio_call", audio(name), fields);
  expect(response.status, await response.clone().text()).toBe(200);
  return AnalyzeCallAnswer.parse(await response.json());
}

async function transcriptOf(callId: string): Promise<{ role: string; text: string; start_ms: number }[]> {
  const { rows } = await service.database.pool.query(
    `select utterances, roles from transcripts join role_assignments on transcript_id = transcripts.id
     where call_id = $1 order by input_sequence desc limit 1`,
    [callId],
  );
  const [{ utterances, roles }] = rows;
  return utterances.map((utterance: { text: string; startMs: number }, at: number) => ({
    role: roles[at],
    text: utterance.text,
    start_ms: utterance.startMs,
  }));
}

const idOf = (answer: AnalyzeCallAnswer) => answer.links.self.split("/").at(-1) ?? "";

describe("POST /analyze_audio_call", () => {
  it.each(["call1_flowers.wav", "call2_ceilings_mulaw.wav", "call3_dentist.m4a", "call1_flowers.ogg", "call2_ceilings.webm"])(
    "turns %s into the words of both sides with roles and times, and scores them",
    async (name) => {
      const answer = await analyze(name);
      const turns = TRUTH.dialogues[name.split(/_mono|_mulaw|\./)[0] ?? ""]?.turns ?? [];
      const said = await transcriptOf(idOf(answer));
      expect(said.map(({ text }) => text)).toEqual(turns.map(({ text }) => text));
      expect(said.map(({ role }) => role)).toEqual(
        turns.map(({ speaker }) => (speaker === "client" ? "customer" : "manager")),
      );
      for (const [at, { start_ms }] of said.entries())
        expect(Math.abs(start_ms - (turns[at]?.start_ms ?? 0))).toBeLessThan(200);
      expect(answer.status).toBe("scored");
    },
    60_000,
  );
});
