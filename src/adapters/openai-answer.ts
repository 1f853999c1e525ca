import { z } from "zod";
import { isTooDeep } from "../http/bodies/json-depth.ts";
import { type PaidAnswer, PaidRequestError } from "../usage/paid-client.ts";
import { codeReason } from "./openai-fault.ts";

/** What was sent, for the parts of an answer that a server leaves out. */
export interface SentRequest {
  model: string;
  characters: number;
  /** Sent as metadata that the provider echoes; null when none was sent. */
  requestId: string | null;
}

const Tokens = z.int().nonnegative();
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null);

const ResponsesBody = z.object({
  status: z.string(),
  model: maybe(z.string()),
  error: maybe(z.object({ code: z.string() })),
  incomplete_details: maybe(z.object({ reason: maybe(z.string()) })),
  metadata: maybe(z.record(z.string(), z.string())),
  output: z.array(
    z.object({
      type: z.string(),
      content: maybe(z.array(z.object({ type: z.string(), text: maybe(z.string()), refusal: maybe(z.string()) }))),
    }),
  ),
  usage: maybe(
    z.object({
      input_tokens: Tokens,
      output_tokens: Tokens,
      input_tokens_details: maybe(z.object({ cached_tokens: maybe(Tokens), cache_write_tokens: maybe(Tokens) })),
    }),
  ),
});

const ChatBody = z.object({
  model: maybe(z.string()),
  system_fingerprint: maybe(z.string()),
  choices: z
    .array(
      z.object({
        finish_reason: maybe(z.string()),
        message: z.object({ content: maybe(z.string()), refusal: maybe(z.string()) }),
      }),
    )
    .min(1),
  usage: maybe(
    z.object({
      prompt_tokens: Tokens,
      completion_tokens: Tokens,
      prompt_tokens_details: maybe(z.object({ cached_tokens: maybe(Tokens), cache_write_tokens: maybe(Tokens) })),
    }),
  ),
});

/** Takes an answer of the Responses API apart. Throws `PaidRequestError` when the provider says that it failed. */
export function readResponsesAnswer(text: string, sent: SentRequest): PaidAnswer {
  const body = parseBody(ResponsesBody, text);
  if (!body) return garbled(text, sent);
  const parts = body.output.filter(({ type }) => type === "message").flatMap(({ content }) => content ?? []);
  const refusal = parts.find(({ type }) => type === "refusal")?.refusal;
  const words = parts.map((part) => (part.type === "output_text" ? (part.text ?? "") : "")).join("");
  if (body.status === "failed" && !body.usage?.output_tokens) throw failed(body.error?.code ?? "server_error");
  const details = body.usage?.input_tokens_details;
  const answer = {
    raw: refusal ?? words,
    model: body.model ?? sent.model,
    fingerprint: null,
    usage: body.usage
      ? {
          inputTokens: body.usage.input_tokens,
          cachedTokens: details?.cached_tokens ?? 0,
          cacheWriteTokens: details?.cache_write_tokens ?? 0,
          outputTokens: body.usage.output_tokens,
        }
      : estimated(sent, words),
  };
  const echoed = body.metadata?.[REQUEST_ID];
  if (sent.requestId !== null && echoed !== undefined && echoed !== sent.requestId)
    return { ...answer, flaw: "of_another_request" };
  if (refusal) return { ...answer, flaw: "refused" };
  if (body.incomplete_details?.reason === "content_filter") return { ...answer, flaw: "content_filter" };
  if (body.status === "incomplete") return { ...answer, flaw: "truncated" };
  if (body.status !== "completed") return { ...answer, flaw: "garbled" };
  return { ...answer, flaw: words.trim() === "" ? "empty" : null };
}

/** Takes an answer of the Chat Completions API apart. */
export function readChatAnswer(text: string, sent: SentRequest): PaidAnswer {
  const body = parseBody(ChatBody, text);
  const choice = body?.choices[0];
  if (!body || !choice) return garbled(text, sent);
  const { content, refusal } = choice.message;
  const words = content ?? "";
  const details = body.usage?.prompt_tokens_details;
  const answer = {
    raw: refusal || words,
    model: body.model ?? sent.model,
    fingerprint: body.system_fingerprint ?? null,
    usage: body.usage
      ? {
          inputTokens: body.usage.prompt_tokens,
          cachedTokens: details?.cached_tokens ?? 0,
          cacheWriteTokens: details?.cache_write_tokens ?? 0,
          outputTokens: body.usage.completion_tokens,
        }
      : estimated(sent, words),
  };
  if (refusal) return { ...answer, flaw: "refused" };
  if (choice.finish_reason === "content_filter") return { ...answer, flaw: "content_filter" };
  if (choice.finish_reason === "length") return { ...answer, flaw: "truncated" };
  return { ...answer, flaw: words.trim() === "" ? "empty" : null };
}

/** Name of the metadata field that ties an answer to its request. */
export const REQUEST_ID = "request_id";

/** What of an unreadable body is kept. */
const GARBLED_CHARACTERS_MAX = 20_000;

/** Fewer characters than any tokenizer needs for a token of common text: a server that does not count is never free. */
const CHARACTERS_PER_TOKEN = 2.5;

function parseBody<Body>(schema: z.ZodType<Body>, text: string): Body | null {
  if (isTooDeep(text)) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function garbled(text: string, sent: SentRequest): PaidAnswer {
  const raw = text.slice(0, GARBLED_CHARACTERS_MAX);
  return { raw, model: sent.model, fingerprint: null, usage: estimated(sent, raw), flaw: "garbled" };
}

function failed(code: string): PaidRequestError {
  return new PaidRequestError(
    { reason: codeReason(code) ?? "request_refused", cost: "free", retryAfterMs: null },
    code,
  );
}

function estimated(sent: SentRequest, words: string): PaidAnswer["usage"] {
  return {
    inputTokens: Math.ceil(sent.characters / CHARACTERS_PER_TOKEN),
    cachedTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: Math.ceil(words.length / CHARACTERS_PER_TOKEN),
  };
}
