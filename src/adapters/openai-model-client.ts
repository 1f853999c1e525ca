import { randomUUID } from "node:crypto";
import type OpenAI from "openai";
import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import type { ResponseCreateParamsNonStreaming } from "openai/resources/responses/responses";
import { estimateTokens } from "../evaluations/estimate-tokens.ts";
import type { ModelClient, ModelRequest } from "../evaluations/model-client.ts";
import { JUDGE_OUTPUT_TOKENS, textUsage } from "../usage/estimate.ts";
import type { PaidAnswer, TokenUsage } from "../usage/paid-client.ts";
import { providerKey } from "../usage/provider-gate.ts";
import { REQUEST_ID, readChatAnswer, readResponsesAnswer, type SentRequest } from "./openai-answer.ts";
import { openConnection, PROVIDER_URL } from "./openai-connection.ts";
import { openaiFault } from "./openai-fault.ts";
import { modelTraits } from "./openai-models.ts";

/** How to reach the provider or a server that speaks like it. */
export interface OpenaiOptions {
  apiKey: string;
  /** Null: the provider's own address. */
  baseUrl: string | null;
  api: "responses" | "chat";
  /** The model that will be asked, which has limits of its own; where not said all models share what is said of one. */
  model?: string;
  /** Milliseconds since 1970, for a Retry-After that is a date. */
  now: () => number;
  /** Fields that only the provider itself is sure to know; by default they are sent to its own address only. */
  ownFields?: boolean;
}

/** A model client that holds connections. */
export interface OpenaiModelClient extends ModelClient {
  /** Closes the connections once nothing is in flight. */
  close(): Promise<void>;
}

/** Connections to one host; each carries one request of several seconds. */
const CONNECTIONS_MAX = 256;
const BODY_IDLE_MS = 30_000;

/** One HTTP request per `send`, without retry (`maxRetries: 0`): what follows a fault is decided by `usage/`. */
export function createOpenaiModelClient(options: OpenaiOptions): OpenaiModelClient {
  const { apiKey, baseUrl } = options;
  const { sdk, close } = openConnection({ apiKey, baseUrl, connectionsMax: CONNECTIONS_MAX, bodyIdleMs: BODY_IDLE_MS });
  const ownFields = options.ownFields ?? options.baseUrl === null;
  const ask = options.api === "responses" ? askResponses : askChat;
  return {
    provider: providerKey(baseUrl ?? PROVIDER_URL, apiKey, options.model ?? ""),
    estimate: estimateUsage,
    close,
    async send(request, signal) {
      try {
        return await ask(sdk, request, ownFields, signal);
      } catch (error) {
        throw openaiFault(error, options.now());
      }
    },
  };
}

/** All of the text as if nothing of it were cached, which at worst nothing is. */
function estimateUsage({ instructions, input, schema, outputTokensMax }: ModelRequest): TokenUsage {
  const texts = [instructions, input, JSON.stringify(schema.document)];
  const tokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  return textUsage(tokens, Math.min(outputTokensMax, JUDGE_OUTPUT_TOKENS));
}

async function askResponses(
  sdk: OpenAI,
  request: ModelRequest,
  ownFields: boolean,
  signal: AbortSignal,
): Promise<PaidAnswer> {
  const { takesTemperature, reasoningEffort } = modelTraits(request.model);
  const requestId = ownFields ? randomUUID() : null;
  const body = {
    model: request.model,
    instructions: request.instructions,
    input: request.input,
    text: { format: { type: "json_schema", name: request.schema.name, schema: request.schema.document, strict: true } },
    max_output_tokens: request.outputTokensMax,
    store: false,
    ...(takesTemperature && { temperature: request.temperature }),
    ...(reasoningEffort && { reasoning: { effort: reasoningEffort } }),
    ...(requestId !== null && { prompt_cache_key: request.cacheKey, metadata: { [REQUEST_ID]: requestId } }),
  } satisfies ResponseCreateParamsNonStreaming;
  const response = await sdk.responses.create(body, { signal }).asResponse();
  return readResponsesAnswer(await response.text(), sentOf(request, requestId));
}

async function askChat(
  sdk: OpenAI,
  request: ModelRequest,
  ownFields: boolean,
  signal: AbortSignal,
): Promise<PaidAnswer> {
  const { takesTemperature, reasoningEffort } = modelTraits(request.model);
  const body = {
    model: request.model,
    messages: [
      { role: "system", content: request.instructions },
      { role: "user", content: request.input },
    ],
    response_format: {
      type: "json_schema",
      json_schema: { name: request.schema.name, schema: request.schema.document, strict: true },
    },
    max_completion_tokens: request.outputTokensMax,
    ...(takesTemperature && { temperature: request.temperature }),
    ...(reasoningEffort && { reasoning_effort: reasoningEffort }),
    ...(ownFields && { prompt_cache_key: request.cacheKey }),
  } satisfies ChatCompletionCreateParamsNonStreaming;
  const response = await sdk.chat.completions.create(body, { signal }).asResponse();
  return readChatAnswer(await response.text(), sentOf(request, null));
}

function sentOf(request: ModelRequest, requestId: string | null): SentRequest {
  return { model: request.model, characters: request.instructions.length + request.input.length, requestId };
}
