import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import busboy from "busboy";
import type { Transcription, TranscriptionDiarized, TranscriptionVerbose } from "openai/resources/audio/transcriptions";
import { type FixtureEar, type HeardTurn, Inaudible } from "./fixture-ear.ts";

/** A request for a transcription as the provider reads it. */
export interface AskedTranscription {
  model: string;
  format: string;
  /** Every field but the file, repeated ones in order. */
  fields: Record<string, string[]>;
  file: { name: string; type: string; bytes: Buffer };
  /** Whether the sender named the length of the body. */
  hasLength: boolean;
}

/** What happens to one request that the provider would take. */
export type TranscriptionScenario =
  | { kind: "json"; body: Transcription }
  | { kind: "verbose_json"; body: TranscriptionVerbose }
  | { kind: "diarized_json"; body: TranscriptionDiarized }
  | { kind: "text"; body: string }
  | { kind: "status"; status: number; code?: string; headers?: Record<string, string> }
  | { kind: "cut" }
  /** What the sound says, once `until` has resolved. */
  | { kind: "held"; until: Promise<void> }
  | { kind: "stall" };

type Played = Exclude<TranscriptionScenario, { kind: "held" }>;

/** A stand-in of the provider's speech interface on loopback. */
export interface TranscriptionServer {
  /** Base address, `…/v1`. */
  url: string;
  /** The one key it takes. */
  apiKey: string;
  /** What happens to the next requests, in order. */
  script(...scenarios: TranscriptionScenario[]): void;
  unused(): TranscriptionScenario[];
  requests: AskedTranscription[];
  received: number;
  /** Resolves as soon as so many requests have come. */
  untilReceived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Formats each model answers in, as the SDK documents them. */
const FORMATS: Record<string, string[]> = {
  "gpt-transcribe": ["json"],
  "gpt-4o-transcribe": ["json"],
  "gpt-4o-mini-transcribe": ["json"],
  "gpt-4o-transcribe-diarize": ["json", "text", "diarized_json"],
  "whisper-1": ["json", "text", "srt", "verbose_json", "vtt"],
};
const ENDINGS = /\.(?:flac|mp3|mp4|mpeg|mpga|m4a|ogg|wav|webm)$/;
const FILE_BYTES_MAX = 26_214_400;
/** The provider refuses more sound for all models but Whisper. */
const SECONDS_MAX = 1_400;
const KEY = "sk-fake-for-tests";

/** Which models take a field, as the SDK documents it; fields that are not here are unknown. */
const FIELDS: Record<string, (model: string) => boolean> = {
  model: () => true,
  response_format: () => true,
  language: (model) => model !== "gpt-transcribe",
  "languages[]": (model) => model === "gpt-transcribe",
  "keywords[]": (model) => model === "gpt-transcribe",
  prompt: (model) => model !== "gpt-4o-transcribe-diarize",
  chunking_strategy: () => true,
};

/**
 * Starts one on a free port of 127.0.0.1. `extraModels` are answered in any format, as a server of one's own does. With an
 * `ear` what nobody scripted is answered with the turns of the fixtures that the sound holds, and refused without any.
 */
export async function startTranscriptionServer({
  apiKey = KEY,
  extraModels = [] as string[],
  ear = null as FixtureEar | null,
} = {}): Promise<TranscriptionServer> {
  const queue: TranscriptionScenario[] = [];
  const waiting: { count: number; wake: () => void }[] = [];
  const server: TranscriptionServer = {
    url: "",
    apiKey,
    script: (...scenarios) => void queue.push(...scenarios),
    unused: () => [...queue],
    requests: [],
    received: 0,
    untilReceived: (count) =>
      new Promise((wake) => {
        if (server.received >= count) wake();
        else waiting.push({ count, wake });
      }),
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const fault = gate(request, server.apiKey);
    const asked = await readForm(request);
    server.received += 1;
    const refusal = fault ?? (asked ? formFault(asked, extraModels) : refuse(400, "Could not parse multipart form"));
    if (asked && !refusal) server.requests.push(asked);
    const heard = async () => (ear && asked ? await listen(ear, asked) : undefined);
    const next = refusal ? undefined : queue.shift();
    const held = next?.kind === "held" ? next : null;
    const scenario = refusal ?? (next === undefined || next.kind === "held" ? await heard() : next);
    if (scenario === undefined) throw new Error("a request came that nobody scripted");
    for (const one of waiting) if (server.received >= one.count) one.wake();
    await held?.until;
    play(scenario, asked, response);
  };
  const http = createServer((request, response) => {
    take(request, response).catch((error) => response.writeHead(599).end(String(error)));
  });
  // A test that works for seconds before it asks again finds its connection open.
  http.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`;
  return server;
}

function refuse(status: number, code: string): Played {
  return { kind: "status", status, code };
}

function gate(request: IncomingMessage, apiKey: string): Played | null {
  if (request.method !== "POST" || request.url !== "/v1/audio/transcriptions") return refuse(404, "unknown_url");
  return request.headers.authorization === `Bearer ${apiKey}` ? null : refuse(401, "invalid_api_key");
}

/** Why the provider would not take a form; null when it would. */
function formFault({ model, format, fields, file }: AskedTranscription, extraModels: string[]): Played | null {
  if (file.bytes.length > FILE_BYTES_MAX) return refuse(413, "file_too_large");
  if (file.bytes.length === 0 || !ENDINGS.test(file.name)) return refuse(400, "unsupported_file");
  if (!/^audio\//.test(file.type)) return refuse(400, "unsupported_file");
  for (const name of Object.keys(fields)) {
    if (!FIELDS[name]) return refuse(400, "unknown_parameter");
    if (!FIELDS[name](model)) return refuse(400, "unsupported_parameter");
  }
  if (fields.language?.some((code) => !/^[a-z]{2}$/.test(code))) return refuse(400, "invalid_language");
  if (fields["languages[]"]?.some((code) => !/^[a-z]{2}$/.test(code))) return refuse(400, "invalid_language");
  if (fields["keywords[]"]?.some((word) => word === "" || /[<>\r\n]/.test(word))) return refuse(400, "invalid_value");
  if (extraModels.includes(model)) return null;
  const formats = FORMATS[model];
  if (!formats) return refuse(404, "model_not_found");
  if (!formats.includes(format)) return refuse(400, "unsupported_value");
  const mustChunk = model === "gpt-4o-transcribe-diarize" && fields.chunking_strategy === undefined;
  return mustChunk ? refuse(400, "chunking_strategy_required") : null;
}

/** What the provider would say to the sound; what it cannot make out is refused, so that no test passes by guessing. */
async function listen(ear: FixtureEar, { format, model, file }: AskedTranscription): Promise<Played> {
  try {
    const { seconds, turns } = await ear.hear(
      file.bytes,
      file.name,
      model === "whisper-1" ? {} : { secondsMax: SECONDS_MAX },
    );
    const text = turns.map((turn) => turn.text).join(" ");
    const language = turns[0]?.language ?? "ru";
    if (format === "verbose_json") return { kind: format, body: verboseBody(seconds, turns, text, language) };
    if (format === "diarized_json") return { kind: format, body: diarizedBody(seconds, turns, text) };
    return { kind: "json", body: plainBody(seconds, text, model === "gpt-transcribe" ? language : null) };
  } catch (error) {
    if (error instanceof Inaudible) return refuse(400, error.message);
    throw error;
  }
}

const LANGUAGE_NAMES: Record<string, string> = { ru: "russian", en: "english" };

/** Ten tokens a second of sound, as the provider counts. */
function plainBody(seconds: number, text: string, language: string | null): Transcription {
  const audio_tokens = Math.ceil(seconds * 10);
  const output_tokens = Math.ceil(text.length / 3);
  const usage = { type: "tokens" as const, input_tokens: audio_tokens, output_tokens };
  return {
    text,
    ...(language === null ? {} : { languages: [{ code: language }] }),
    usage: {
      ...usage,
      total_tokens: audio_tokens + output_tokens,
      input_token_details: { audio_tokens, text_tokens: 0 },
    },
  };
}

function verboseBody(seconds: number, turns: HeardTurn[], text: string, language: string): TranscriptionVerbose {
  const segments = turns.map((turn, id) => ({
    id,
    seek: 0,
    start: turn.start,
    end: turn.end,
    text: ` ${turn.text}`,
    tokens: [50_364],
    temperature: 0,
    avg_logprob: -0.2,
    compression_ratio: 1.1,
    no_speech_prob: 0.01,
  }));
  const usage = { type: "duration" as const, seconds: Math.ceil(seconds) };
  return { duration: seconds, language: LANGUAGE_NAMES[language] ?? language, text, segments, usage };
}

/** Voices by order of appearance, as the provider names them. */
function diarizedBody(seconds: number, turns: HeardTurn[], text: string): TranscriptionDiarized {
  const voices = [...new Set(turns.map(({ speaker }) => speaker))];
  const segments = turns.map((turn, at) => ({
    type: "transcript.text.segment" as const,
    id: `seg_${at}`,
    start: turn.start,
    end: turn.end,
    speaker: "ABCD"[voices.indexOf(turn.speaker)] ?? "A",
    text: turn.text,
  }));
  return { task: "transcribe", duration: seconds, text, segments, usage: { type: "duration", seconds } };
}

async function readForm(request: IncomingMessage): Promise<AskedTranscription | null> {
  const fields: Record<string, string[]> = {};
  const files: AskedTranscription["file"][] = [];
  const type = request.headers["content-type"] ?? "";
  const form = busboy({ headers: { "content-type": type }, defParamCharset: "utf8" });
  form.on("field", (name, value) => {
    fields[name] = [...(fields[name] ?? []), value];
  });
  form.on("file", (_name, stream, { filename, mimeType }) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => files.push({ name: filename ?? "", type: mimeType ?? "", bytes: Buffer.concat(chunks) }));
  });
  await new Promise<void>((resolve, reject) => form.on("close", resolve).on("error", reject) && request.pipe(form));
  const [file] = files;
  const model = fields.model?.[0];
  if (!file || files.length > 1 || model === undefined) return null;
  const format = fields.response_format?.[0] ?? "json";
  return { model, format, fields, file, hasLength: request.headers["content-length"] !== undefined };
}

function play(scenario: Played, asked: AskedTranscription | null, response: ServerResponse): void {
  switch (scenario.kind) {
    case "status": {
      const error = { message: `refused: ${scenario.code}`, type: "invalid_request_error", param: null };
      response
        .writeHead(scenario.status, { "content-type": "application/json", ...scenario.headers })
        .end(JSON.stringify({ error: { ...error, code: scenario.code ?? null } }));
      return;
    }
    case "cut":
      response.socket?.resetAndDestroy();
      return;
    case "stall":
      return;
    case "text":
      response.writeHead(200, { "content-type": "text/html" }).end(scenario.body);
      return;
    default:
      if (scenario.kind !== asked?.format) throw new Error(`${asked?.format} was asked, ${scenario.kind} is scripted`);
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(scenario.body));
  }
}
