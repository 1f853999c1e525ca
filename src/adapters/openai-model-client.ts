import { randomUUID } from "node:crypto";
import type OpenAI from "openai";
import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import type { ResponseCreateParamsNonStreaming } from "openai/resources/responses/responses";
import { estimateTokens } from "../evaluations/estimate-tokens.ts";
import type { ModelClient, ModelForm, ModelRequest } from "../evaluations/model-client.ts";
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
  const asked: Asked = { sdk, ownFields: options.ownFields ?? options.baseUrl === null, heads: new WeakMap() };
  const ask = options.api === "responses" ? askResponses : askChat;
  return {
    provider: providerKey(baseUrl ?? PROVIDER_URL, apiKey, options.model ?? ""),
    estimate: estimateUsage,
    close,
    async send(request, signal) {
      try {
        return await ask(asked, request, signal);
      } catch (error) {
        throw openaiFault(error, options.now());
      }
    },
  };
}

/** All of the text as if nothing of it were cached, which at worst nothing is. */
function estimateUsage({ form, input }: ModelRequest): TokenUsage {
  return textUsage(form.tokens + estimateTokens(input), Math.min(form.outputTokensMax, JUDGE_OUTPUT_TOKENS));
}

/** Who is asked. */
interface Asked {
  sdk: OpenAI;
  ownFields: boolean;
  /** Bodies up to the input, which stands last in them, by the form they are of: most of a request, written once. */
  heads: WeakMap<ModelForm, Buffer>;
}

async function askResponses(asked: Asked, request: ModelRequest, signal: AbortSignal): Promise<PaidAnswer> {
  const requestId = asked.ownFields ? randomUUID() : null;
  const head = headOf(asked, request.form, responsesBody, "}");
  const own = requestId === null ? "}" : `,"metadata":${JSON.stringify({ [REQUEST_ID]: requestId })}}`;
  const response = await post(asked.sdk, "/responses", withInput(head, request.input, own), signal);
  return readResponsesAnswer(await response.text(), sentOf(request, requestId));
}

function responsesBody(form: ModelForm, ownFields: boolean) {
  const { takesTemperature, reasoningEffort } = modelTraits(form.model);
  return {
    model: form.model,
    instructions: form.instructions,
    text: { format: { type: "json_schema", name: form.schema.name, schema: form.schema.document, strict: true } },
    max_output_tokens: form.outputTokensMax,
    store: false,
    ...(takesTemperature && { temperature: form.temperature }),
    ...(reasoningEffort && { reasoning: { effort: reasoningEffort } }),
    ...(ownFields && { prompt_cache_key: form.cacheKey }),
    input: "",
  } satisfies ResponseCreateParamsNonStreaming;
}

async function askChat(asked: Asked, request: ModelRequest, signal: AbortSignal): Promise<PaidAnswer> {
  const head = headOf(asked, request.form, chatBody, CHAT_END);
  const response = await post(asked.sdk, "/chat/completions", withInput(head, request.input, CHAT_END), signal);
  return readChatAnswer(await response.text(), sentOf(request, null));
}

const CHAT_END = "}]}";

function chatBody(form: ModelForm, ownFields: boolean) {
  const { takesTemperature, reasoningEffort } = modelTraits(form.model);
  return {
    model: form.model,
    response_format: {
      type: "json_schema",
      json_schema: { name: form.schema.name, schema: form.schema.document, strict: true },
    },
    max_completion_tokens: form.outputTokensMax,
    ...(takesTemperature && { temperature: form.temperature }),
    ...(reasoningEffort && { reasoning_effort: reasoningEffort }),
    ...(ownFields && { prompt_cache_key: form.cacheKey }),
    messages: [
      { role: "system", content: form.instructions },
      { role: "user", content: "" },
    ],
  } satisfies ChatCompletionCreateParamsNonStreaming;
}

type BodyOf = (form: ModelForm, ownFields: boolean) => object;

/** What comes before the input in a body that ends with an empty one and `end`. */
function headOf({ heads, ownFields }: Asked, form: ModelForm, bodyOf: BodyOf, end: string): Buffer {
  const known = heads.get(form);
  if (known) return known;
  const head = Buffer.from(JSON.stringify(bodyOf(form, ownFields)).slice(0, -`""${end}`.length));
  heads.set(form, head);
  return head;
}

function withInput(head: Buffer, input: string, end: string): Buffer {
  return Buffer.concat([head, Buffer.from(JSON.stringify(input) + end)]);
}

/** The SDK's own methods would write the whole body anew each time; the answer is read by us, whatever it is. */
function post(sdk: OpenAI, path: string, body: Buffer, signal: AbortSignal): Promise<Response> {
  return sdk.post(path, { body, headers: JSON_TYPE, signal }).asResponse();
}

const JSON_TYPE = { "content-type": "application/json" };

function sentOf(request: ModelRequest, requestId: string | null): SentRequest {
  const { model, instructions } = request.form;
  return { model, characters: instructions.length + request.input.length, requestId };
}
