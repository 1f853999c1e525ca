import type { ChatCompletion } from "openai/resources/chat/completions";
import type { Response } from "openai/resources/responses/responses";
import { type AskedRequest, FAKE_MODELS } from "./openai-request.ts";

/** How an answer ends, besides being complete. */
export type Ending = "complete" | "truncated" | "refusal" | "content_filter" | "empty" | "failed";

/** Tokens that the stand-in counts and bills for a request. */
export interface CountedTokens {
  input: number;
  cached: number;
  output: number;
  reasoning: number;
}

/** One answer to be given a shape. */
export interface ShapedAnswer {
  asked: AskedRequest;
  /** Counts up; stands in ids. */
  serial: number;
  text: string;
  tokens: CountedTokens;
  ending: Ending;
  /** Metadata to echo; the request's own when absent. */
  metadata?: Record<string, string>;
}

const REFUSAL = "I'm sorry, but I cannot assist with that request.";

/** An answer of the Responses API, nulls and fields that nobody asked for included. */
export function responsesBody({
  asked,
  serial,
  text,
  tokens,
  ending,
  metadata,
}: ShapedAnswer): Omit<Response, "output_text"> {
  const id = serial.toString(16).padStart(48, "0");
  const isCut = ending === "truncated" || ending === "content_filter";
  const content: Response["output"][number] = {
    id: `msg_${id}`,
    type: "message",
    status: isCut ? "incomplete" : "completed",
    role: "assistant",
    content:
      ending === "refusal"
        ? [{ type: "refusal", refusal: REFUSAL }]
        : [{ type: "output_text", annotations: [], logprobs: [], text: ending === "empty" ? "" : text }],
  };
  return {
    id: `resp_${id}`,
    object: "response",
    access_programs: null,
    created_at: 1_795_000_000 + serial,
    status: ending === "failed" ? "failed" : isCut ? "incomplete" : "completed",
    background: false,
    completed_at: isCut || ending === "failed" ? null : 1_795_000_001 + serial,
    error: ending === "failed" ? { code: "server_error", message: "The model produced an error.", param: null } : null,
    incomplete_details: isCut ? { reason: ending === "truncated" ? "max_output_tokens" : "content_filter" } : null,
    instructions: asked.instructions,
    max_output_tokens: (asked.body.max_output_tokens as number | undefined) ?? null,
    max_tool_calls: null,
    model: FAKE_MODELS[asked.model] ?? asked.model,
    output: ending === "failed" ? [] : [{ id: `rs_${id}`, type: "reasoning", summary: [] }, content],
    parallel_tool_calls: true,
    previous_response_id: null,
    prompt_cache_key: (asked.body.prompt_cache_key as string | undefined) ?? null,
    reasoning: { effort: "low", summary: null },
    service_tier: "default",
    temperature: 1,
    text: asked.body.text as NonNullable<Response["text"]>,
    tool_choice: "auto",
    tools: [],
    top_logprobs: 0,
    top_p: 1,
    truncation: "disabled",
    ...(ending !== "failed" && {
      usage: {
        input_tokens: tokens.input,
        input_tokens_details: { cached_tokens: tokens.cached, cache_write_tokens: 0 },
        output_tokens: tokens.output,
        output_tokens_details: { reasoning_tokens: tokens.reasoning },
        total_tokens: tokens.input + tokens.output,
      },
    }),
    metadata: metadata ?? (asked.body.metadata as Record<string, string> | undefined) ?? {},
  } satisfies Omit<Response, "output_text">;
}

/** An answer of Chat Completions. */
export function chatBody({ asked, serial, text, tokens, ending }: ShapedAnswer): ChatCompletion {
  const id = serial.toString(36).padStart(29, "0");
  return {
    id: `chatcmpl-${id}`,
    object: "chat.completion",
    created: 1_795_000_000 + serial,
    model: FAKE_MODELS[asked.model] ?? asked.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: ending === "refusal" ? null : ending === "empty" ? "" : text,
          refusal: ending === "refusal" ? REFUSAL : null,
          annotations: [],
        },
        logprobs: null,
        finish_reason: ending === "truncated" ? "length" : ending === "content_filter" ? "content_filter" : "stop",
      },
    ],
    usage: {
      prompt_tokens: tokens.input,
      completion_tokens: tokens.output,
      total_tokens: tokens.input + tokens.output,
      prompt_tokens_details: { cached_tokens: tokens.cached, audio_tokens: 0 },
      completion_tokens_details: {
        reasoning_tokens: tokens.reasoning,
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    },
    service_tier: "default",
    system_fingerprint: "fp_00000000aa",
  } satisfies ChatCompletion;
}
