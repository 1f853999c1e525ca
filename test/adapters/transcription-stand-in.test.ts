import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FixtureEar } from "../fakes/fixture-ear.ts";
import { startTranscriptionServer, type TranscriptionServer } from "../fakes/transcription-server.ts";
import { waveFile } from "../helpers/wave-file.ts";

let server: TranscriptionServer;
beforeAll(async () => {
  server = await startTranscriptionServer();
});
afterAll(() => server.close());

const sound = (bytes = 100, name = "piece.mp3", type = "audio/mpeg") =>
  new File([new Uint8Array(bytes)], name, { type });

async function send(
  fields: Record<string, string>,
  file: File | null = sound(),
  { key = "sk-fake-for-tests", url = server.url } = {},
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file) form.append("file", file);
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(`${url}/audio/transcriptions`, { method: "POST", headers, body: form });
  const { error } = (await response.json()) as { error?: { code: string } };
  return `${response.status} ${error?.code ?? "taken"}`;
}
const plain = { model: "gpt-transcribe", response_format: "json" };

it.each([
  ["an unknown field", { ...plain, mood: "good" }, sound(), "400 unknown_parameter"],
  ["a field the model lacks", { model: "whisper-1", "keywords[]": "Астра" }, sound(), "400 unsupported_parameter"],
  [
    "words for the model with voices",
    { model: "gpt-4o-transcribe-diarize", prompt: "Астра" },
    sound(),
    "400 unsupported_parameter",
  ],
  ["a format the model lacks", { ...plain, response_format: "verbose_json" }, sound(), "400 unsupported_value"],
  [
    "voices of a model that tells none",
    { model: "whisper-1", response_format: "diarized_json" },
    sound(),
    "400 unsupported_value",
  ],
  [
    "voices without a cut",
    { model: "gpt-4o-transcribe-diarize", response_format: "diarized_json" },
    sound(),
    "400 chunking_strategy_required",
  ],
  ["a model nobody knows", { model: "gpt-guess" }, sound(), "404 model_not_found"],
  ["a language by its name", { ...plain, "languages[]": "russian" }, sound(), "400 invalid_language"],
  ["a file above 25 MB", plain, sound(26_214_401), "413 file_too_large"],
  ["a file without an ending", plain, sound(100, "piece"), "400 unsupported_file"],
  ["an empty file", plain, sound(0), "400 unsupported_file"],
  ["no file", plain, null, "400 Could not parse multipart form"],
] as const)("the stand-in refuses %s", async (_what, fields, file, answer) => {
  expect(await send(fields, file)).toBe(answer);
  expect(server.requests).toEqual([]);
});

it("the stand-in refuses another key and takes what is right", async () => {
  expect(await send(plain, sound(), { key: "sk-another-fake" })).toBe("401 invalid_api_key");
  server.script({ kind: "json", body: { text: "Да." } });
  expect(await send(plain)).toBe("200 taken");
});

describe("with an ear the stand-in", () => {
  const RATE = 8_000;
  let hearing: TranscriptionServer;
  beforeAll(async () => {
    hearing = await startTranscriptionServer({ ear: await FixtureEar.open() });
  }, 60_000);
  afterAll(() => hearing.close());

  const call = readFileSync(new URL("../fixtures/audio/call1_flowers.wav", import.meta.url)).subarray(44);
  /** One channel of the first seconds of a fixture. */
  const heardIn = (channel: 0 | 1, seconds: number) =>
    Float32Array.from({ length: seconds * RATE }, (_, at) => call.readInt16LE(4 * at + 2 * channel) / 32_768);
  const noise = Float32Array.from({ length: 2 * RATE }, (_, at) => ((at * at * 7_919) % 9_973) / 32_768);
  const silence = (seconds: number) => new Float32Array(seconds * RATE);
  const wave = (channelData: Float32Array[], claimed: { claimedBytes?: number } = {}) =>
    new File([waveFile({ channelData, sampleRate: RATE, ...claimed }) as never], "piece.wav", { type: "audio/wav" });

  it.each([
    ["hears a turn of a fixture", () => wave([heardIn(0, 3.6)]), "200 taken"],
    ["refuses stereo", () => wave([heardIn(0, 4), heardIn(1, 4)]), "400 not_mono"],
    ["refuses silence", () => wave([silence(2)]), "400 nobody_speaks"],
    ["refuses what is of no fixture", () => wave([noise]), "400 unknown_sound"],
    ["refuses a false length", () => wave([heardIn(0, 3.6)], { claimedBytes: 100_000 }), "400 wrong_length"],
    ["refuses more than 1,400 s", () => wave([silence(1_401)]), "400 audio_too_long"],
    ["refuses less than a tenth of a second", () => wave([heardIn(0, 0.05)]), "400 audio_too_short"],
  ])("%s", async (_what, file, answer) => {
    expect(await send(plain, file(), { url: hearing.url })).toBe(answer);
  });
});
