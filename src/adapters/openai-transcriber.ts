import { openAsBlob } from "node:fs";
import { extname } from "node:path";
import type OpenAI from "openai";
import type { TranscriptionCreateParamsNonStreaming } from "openai/resources/audio/transcriptions";
import type { SpeechRequest, Transcriber } from "../transcripts/speech/transcriber.ts";
import { soundUsage } from "../usage/estimate.ts";
import { PaidRequestError } from "../usage/paid-client.ts";
import { providerKey } from "../usage/provider-gate.ts";
import { openConnection, PROVIDER_URL } from "./openai-connection.ts";
import { openaiFault } from "./openai-fault.ts";
import { readSpeechBody, weighSpeechBody } from "./openai-speech-answer.ts";
import { type SpeechModel, speechModel } from "./openai-speech-models.ts";

/** How to reach the provider's speech models or a server that speaks like it. */
export interface OpenaiTranscriberOptions {
  /** Null only with a server of one's own that asks for none. */
  apiKey: string | null;
  /** Null: the provider's own address. */
  baseUrl: string | null;
  model: string;
  /** Milliseconds since 1970, for a Retry-After that is a date. */
  now: () => number;
}

/** A transcriber that holds connections. */
export interface OpenaiTranscriber extends Transcriber {
  /** Closes the connections once nothing is in flight. */
  close(): Promise<void>;
}

/** Changes whenever the same piece with the same settings could be asked for in another way. */
const ADAPTER_VERSION = 1;
/** Several recordings at once, a few pieces of each. */
const CONNECTIONS_MAX = 64;
/** The SDK wants a key where a server asks for none. */
const NO_KEY = "none";
/** The provider is much faster than speech; what takes longer than the sound and a minute is stuck. */
const PROVIDER_MS_MIN = 60_000;
/** A server of one's own may be slow and busy; below `INTENT_LEASE_MS`, after which a request counts as lost. */
const OWN_SERVER_MS = 14 * 60_000;

const MEDIA_TYPES: Record<string, string> = {
  ".flac": "audio/flac",
  ".m4a": "audio/mp4",
  ".mp3": "audio/mpeg",
  ".mp4": "audio/mp4",
  ".ogg": "audio/ogg",
  ".wav": "audio/wav",
  ".webm": "audio/webm",
};

/** One HTTP request per `send`, without retry: what follows a fault is decided by `usage/`. */
export function createOpenaiTranscriber(options: OpenaiTranscriberOptions): OpenaiTranscriber {
  const { baseUrl, model } = options;
  const isOwnServer = baseUrl !== null;
  const traits = speechModel(model, isOwnServer);
  const { sdk, close } = openConnection({
    apiKey: options.apiKey ?? NO_KEY,
    baseUrl,
    connectionsMax: CONNECTIONS_MAX,
    bodyIdleMs: OWN_SERVER_MS,
  });
  return {
    provider: providerKey(baseUrl ?? PROVIDER_URL, options.apiKey, model),
    estimate: ({ durationMs }) => soundUsage(durationMs),
    engine: "openai",
    model,
    plan: traits.plan,
    settings: JSON.stringify([ADAPTER_VERSION, baseUrl, model, traits.format, traits.vocabulary, traits.plan]),
    read: readSpeechBody,
    close,
    async send(request, signal) {
      const file = await openPiece(request.path);
      const limit = AbortSignal.timeout(isOwnServer ? OWN_SERVER_MS : PROVIDER_MS_MIN + request.durationMs);
      try {
        const text = await ask(sdk, bodyOf(model, traits, request, file), AbortSignal.any([signal, limit]));
        return weighSpeechBody(text, { model, audioMs: request.durationMs });
      } catch (error) {
        if (limit.aborted && !signal.aborted)
          throw new PaidRequestError({ reason: "timed_out", cost: "unknown", retryAfterMs: null }, error);
        throw openaiFault(error, options.now());
      }
    },
  };
}

async function ask(sdk: OpenAI, body: TranscriptionCreateParamsNonStreaming, signal: AbortSignal): Promise<string> {
  const response = await sdk.audio.transcriptions.create(body, { signal }).asResponse();
  return response.text();
}

/** A file that cannot be read is a fault of ours, and nothing was sent. */
async function openPiece(path: string): Promise<File> {
  const ending = extname(path).toLowerCase();
  const type = MEDIA_TYPES[ending] ?? "application/octet-stream";
  try {
    return new File([await openAsBlob(path, { type })], `piece${ending}`, { type });
  } catch (error) {
    throw new PaidRequestError({ reason: "request_refused", cost: "free", retryAfterMs: null }, error);
  }
}

function bodyOf(
  model: string,
  traits: SpeechModel,
  { language, vocabulary }: SpeechRequest,
  file: File,
): TranscriptionCreateParamsNonStreaming {
  const code = /^[a-z]{2}(?![a-z])/i.exec(language ?? "")?.[0].toLowerCase() ?? null;
  return {
    file,
    model,
    response_format: traits.format,
    ...(traits.cutsItself && { chunking_strategy: "auto" as const }),
    ...(code !== null && (traits.language === "languages" ? { languages: [code] } : { language: code })),
    ...hintsOf(traits.vocabulary, vocabulary),
  };
}

/** Words to know as the model takes them, as many as fit; brackets and line ends, which it may refuse, become blanks. */
function hintsOf(
  field: SpeechModel["vocabulary"],
  vocabulary: readonly string[],
): Pick<TranscriptionCreateParamsNonStreaming, "keywords" | "prompt"> {
  if (field === null) return {};
  const words: string[] = [];
  let characters = 0;
  for (const entry of new Set(vocabulary.map((word) => word.replace(/[<>\p{Cc}\s]+/gu, " ").trim()))) {
    characters += entry.length + 2;
    if (characters > field.charactersMax) break;
    if (entry !== "") words.push(entry);
  }
  if (words.length === 0) return {};
  return field.field === "keywords" ? { keywords: words } : { prompt: `${words.join(", ")}.` };
}
