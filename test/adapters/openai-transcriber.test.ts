import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Transcription, TranscriptionDiarized, TranscriptionVerbose } from "openai/resources/audio/transcriptions";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOpenaiTranscriber, type OpenaiTranscriber } from "../../src/adapters/openai-transcriber.ts";
import type { SpeechRequest } from "../../src/transcripts/speech/transcriber.ts";
import { PaidRequestError } from "../../src/usage/paid-client.ts";
import {
  startTranscriptionServer,
  type TranscriptionScenario,
  type TranscriptionServer,
} from "../fakes/transcription-server.ts";

const KEY = "sk-fake-for-tests";

let server: TranscriptionServer;
let folder: string;
let path: string;
const opened: OpenaiTranscriber[] = [];

beforeEach(async () => {
  server = await startTranscriptionServer();
  folder = await mkdtemp(join(tmpdir(), "razbor-pieces-"));
  path = join(folder, "Звонок 1.mp3");
  await writeFile(path, "not really sound");
});
afterEach(async () => {
  expect(server.unused()).toEqual([]);
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await server.close();
  await rm(folder, { recursive: true });
});

function transcriber(model: string, change: Partial<Parameters<typeof createOpenaiTranscriber>[0]> = {}) {
  const made = createOpenaiTranscriber({ apiKey: KEY, baseUrl: server.url, model, now: () => 0, ...change });
  opened.push(made);
  return made;
}
const send = (model: string, scenario: TranscriptionScenario, change: Partial<SpeechRequest> = {}) => {
  server.script(scenario);
  const request = { path, durationMs: 2_500, language: null, vocabulary: [], ...change };
  return transcriber(model).send(request, AbortSignal.timeout(5_000));
};
const faultOf = async (sent: Promise<unknown>) => {
  const error = await sent.then(
    () => new Error("was expected to fail"),
    (thrown) => thrown,
  );
  if (!(error instanceof PaidRequestError)) throw error;
  return error.fault;
};

const plain = { text: "Да, слушаю вас.", usage: { type: "duration", seconds: 3 } } satisfies Transcription;
const counted = {
  text: "Да, слушаю вас.",
  usage: {
    type: "tokens",
    input_tokens: 40,
    output_tokens: 12,
    total_tokens: 52,
    input_token_details: { audio_tokens: 30, text_tokens: 10 },
  },
} satisfies Transcription;
const verbose = {
  task: "transcribe",
  language: "russian",
  duration: 2.5,
  text: "Да, слушаю вас. Продолжение следует...",
  usage: { type: "duration", seconds: 3 },
  segments: [
    {
      id: 0,
      seek: 0,
      start: 0.12,
      end: 1.5,
      text: " Да, слушаю вас.",
      tokens: [1, 2],
      temperature: 0,
      avg_logprob: -0.2,
      compression_ratio: 1,
      no_speech_prob: 0.01,
    },
    {
      id: 1,
      seek: 0,
      start: 1.5,
      end: 2.5,
      text: " Продолжение следует...",
      tokens: [3],
      temperature: 0.8,
      avg_logprob: -1.4,
      compression_ratio: 1,
      no_speech_prob: 0.93,
    },
  ],
} satisfies TranscriptionVerbose & { task: string };
const diarized = {
  task: "transcribe",
  duration: 2.5,
  text: "Да. Здравствуйте.",
  segments: [
    { id: "seg_0", type: "transcript.text.segment", speaker: "A", start: 0, end: 0.6, text: "Да." },
    { id: "seg_1", type: "transcript.text.segment", speaker: "B", start: 0.7, end: 2.25, text: " Здравствуйте." },
  ],
  usage: { type: "duration", seconds: 3 },
} satisfies TranscriptionDiarized;

describe("a request", () => {
  it("carries the file under an ASCII name with its kind and the length of the body", async () => {
    await send("gpt-transcribe", { kind: "json", body: plain });
    expect(server.requests[0]?.file).toMatchObject({ name: "piece.mp3", type: "audio/mpeg" });
    expect(server.requests[0]?.file.bytes.toString()).toBe("not really sound");
    expect(server.requests[0]?.hasLength).toBe(true);
    expect(server.received).toBe(1);
  });

  it("hints language and words to gpt-transcribe in its own fields, clean and once each", async () => {
    const vocabulary = ["Астра", " <Волна>\r\n", "Астра", "  ", "Полёт и Ко"];
    await send("gpt-transcribe", { kind: "json", body: plain }, { language: "ru-RU", vocabulary });
    expect(server.requests[0]?.fields).toEqual({
      model: ["gpt-transcribe"],
      response_format: ["json"],
      "languages[]": ["ru"],
      "keywords[]": ["Астра", "Волна", "Полёт и Ко"],
    });
  });

  it("hints them to older models by prompt and language, and to the one with voices by language alone", async () => {
    const hints = { language: "ru", vocabulary: ["Астра", "Волна"] };
    await send("gpt-4o-transcribe", { kind: "json", body: counted }, hints);
    await send("whisper-1", { kind: "verbose_json", body: verbose }, hints);
    await send("gpt-4o-transcribe-diarize", { kind: "diarized_json", body: diarized }, hints);
    const [newer, whisper, voices] = server.requests.map(({ fields }) => fields);
    expect(newer).toMatchObject({ prompt: ["Астра, Волна."], language: ["ru"], response_format: ["json"] });
    expect(whisper).toMatchObject({ prompt: ["Астра, Волна."], language: ["ru"], response_format: ["verbose_json"] });
    expect(voices).toEqual({
      model: ["gpt-4o-transcribe-diarize"],
      response_format: ["diarized_json"],
      chunking_strategy: ["auto"],
      language: ["ru"],
    });
  });

  it("never sends more words than Whisper heeds, nor a language it cannot name", async () => {
    const vocabulary = Array.from({ length: 100 }, (_, at) => `Слово${at}`);
    await send("whisper-1", { kind: "verbose_json", body: verbose }, { vocabulary, language: "fil" });
    const fields = server.requests[0]?.fields ?? {};
    expect(fields.prompt?.[0]?.length).toBeLessThanOrEqual(401);
    expect(fields.prompt?.[0]).toMatch(/^Слово0, Слово1, .*Слово\d+\.$/);
    expect(fields.language).toBeUndefined();
  });
});

describe("an answer", () => {
  it("is kept as it came, with the time that is charged", async () => {
    const answer = await send("gpt-transcribe", { kind: "json", body: { ...plain, languages: [{ code: "ru" }] } });
    expect(JSON.parse(answer.raw)).toEqual({ ...plain, languages: [{ code: "ru" }] });
    expect(answer).toMatchObject({ model: "gpt-transcribe", flaw: null });
    expect(answer.usage).toEqual({
      inputTokens: 0,
      cachedTokens: 0,
      cacheWriteTokens: 0,
      outputTokens: 0,
      audioMs: 3_000,
    });
    expect(transcriber("gpt-transcribe").read(answer.raw)).toEqual({
      text: plain.text,
      language: "ru",
      segments: null,
    });
  });

  it("counted in tokens tells sound from text", async () => {
    const { usage } = await send("gpt-4o-transcribe", { kind: "json", body: counted });
    expect(usage).toMatchObject({ inputTokens: 40, audioTokens: 30, outputTokens: 12, audioMs: 2_500 });
  });

  it("that counts nothing is charged by the sound that was sent", async () => {
    const { usage } = await send("gpt-transcribe", { kind: "json", body: { text: "Да." } });
    expect(usage).toMatchObject({ inputTokens: 0, outputTokens: 0, audioMs: 2_500 });
  });

  it("with segments gives their times, and whether the engine itself doubts that anybody speaks", async () => {
    const { raw } = await send("whisper-1", { kind: "verbose_json", body: verbose });
    expect(transcriber("whisper-1").read(raw)).toEqual({
      text: verbose.text,
      language: "ru",
      segments: [
        { startMs: 120, endMs: 1_500, text: " Да, слушаю вас.", speaker: null, isDoubtful: false },
        { startMs: 1_500, endMs: 2_500, text: " Продолжение следует...", speaker: null, isDoubtful: true },
      ],
    });
  });

  it("with voices names them", async () => {
    const { raw } = await send("gpt-4o-transcribe-diarize", { kind: "diarized_json", body: diarized });
    expect(transcriber("gpt-4o-transcribe-diarize").read(raw).segments).toMatchObject([
      { startMs: 0, endMs: 600, speaker: "A" },
      { startMs: 700, endMs: 2_250, speaker: "B" },
    ]);
  });

  it("without a word is an answer: there was nothing to hear", async () => {
    const answer = await send("gpt-transcribe", { kind: "json", body: { text: "", languages: [] } });
    expect(answer.flaw).toBeNull();
    expect(transcriber("gpt-transcribe").read(answer.raw)).toEqual({ text: "", language: null, segments: null });
  });

  it.each(["<html>502</html>", "", '{"text": 7}', '{"txt": "Да"}', "null", `${"[".repeat(100_000)}`])(
    "is never made of what is none: %.20s",
    async (body) => {
      const answer = await send("gpt-transcribe", { kind: "text", body });
      expect(answer).toMatchObject({ flaw: "garbled", usage: { audioMs: 2_500 } });
      expect(() => transcriber("gpt-transcribe").read(answer.raw)).toThrow();
    },
  );
});

describe("a fault", () => {
  it("of the provider is told apart by what follows from it", async () => {
    const status = (code: number, more = {}) => ({ kind: "status", status: code, ...more }) as const;
    const kinds = [
      await faultOf(send("gpt-transcribe", status(401))),
      await faultOf(send("gpt-transcribe", status(400))),
      await faultOf(send("gpt-transcribe", status(413))),
      await faultOf(send("gpt-transcribe", status(500))),
      await faultOf(send("gpt-transcribe", status(429, { code: "insufficient_quota" }))),
      await faultOf(send("gpt-transcribe", status(429, { headers: { "retry-after": "20" } }))),
    ];
    expect(kinds.map(({ reason, cost }) => `${reason} ${cost}`)).toEqual([
      "key_refused free",
      "request_refused free",
      "request_too_large free",
      "server_error free",
      "quota_exhausted free",
      "rate_limited free",
    ]);
    expect(kinds.at(-1)?.retryAfterMs).toBe(20_000);
    expect(server.received).toBe(6);
  });

  it("of the connection after sending leaves the cost open", async () => {
    expect(await faultOf(send("gpt-transcribe", { kind: "cut" }))).toMatchObject({ cost: "unknown" });
  });

  it("ends at once when the work is cancelled", async () => {
    server.script({ kind: "stall" });
    const cancel = new AbortController();
    const sent = transcriber("gpt-transcribe").send(
      { path, durationMs: 1_000, language: null, vocabulary: [] },
      cancel.signal,
    );
    await server.untilReceived(1);
    cancel.abort();
    expect(await faultOf(sent)).toMatchObject({ cost: "unknown" });
  });

  it("of a file that is gone costs nothing, and nothing is sent", async () => {
    const request = { path: join(folder, "gone.mp3"), durationMs: 1_000, language: null, vocabulary: [] };
    const fault = await faultOf(transcriber("gpt-transcribe").send(request, AbortSignal.timeout(5_000)));
    expect(fault).toMatchObject({ cost: "free" });
    expect(server.received).toBe(0);
  });
});

describe("a server of one's own", () => {
  it("without a key gets a harmless one, and a model nobody knows is asked for times", async () => {
    const own = await startTranscriptionServer({ apiKey: "none", extraModels: ["faster-whisper-large-v3"] });
    own.script({ kind: "verbose_json", body: { ...verbose, language: "ru" } });
    const client = transcriber("faster-whisper-large-v3", { apiKey: null, baseUrl: own.url });
    const answer = await client.send(
      { path, durationMs: 1_000, language: "ru", vocabulary: [] },
      AbortSignal.timeout(5_000),
    );
    expect(client.read(answer.raw).segments).toHaveLength(2);
    expect(client.plan.kind).toBe("long");
    await own.close();
  });
});

it("what could change an answer changes the settings, and nothing else does", () => {
  const settings = (model: string, change = {}) => transcriber(model, change).settings;
  const one = settings("gpt-transcribe");
  expect(settings("gpt-transcribe", { apiKey: "sk-another-fake" })).toBe(one);
  expect(settings("whisper-1")).not.toBe(one);
  expect(settings("gpt-transcribe", { baseUrl: null })).not.toBe(one);
  expect(one).not.toContain(KEY);
});
