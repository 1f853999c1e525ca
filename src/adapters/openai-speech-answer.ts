import { z } from "zod";
import { isTooDeep } from "../http/bodies/json-depth.ts";
import type { SpeechAnswer, SpeechSegment } from "../transcripts/speech/transcriber.ts";
import type { PaidAnswer, TokenUsage } from "../usage/paid-client.ts";

const Count = z.int().nonnegative();
const Seconds = z.number().nonnegative();
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null);

const Segment = z.object({
  start: Seconds,
  end: Seconds,
  text: z.string(),
  speaker: maybe(z.string()),
  no_speech_prob: maybe(z.number()),
  avg_logprob: maybe(z.number()),
});

/** `json`, `verbose_json` and `diarized_json` in one: what a format lacks is absent. */
const SpeechBody = z.object({
  text: z.string(),
  language: maybe(z.string()),
  languages: maybe(z.array(z.object({ code: z.string() }))),
  duration: maybe(Seconds),
  segments: maybe(z.array(Segment)),
  usage: maybe(
    z.union([
      z.object({ type: z.literal("duration"), seconds: Seconds }),
      z.object({
        type: z.literal("tokens"),
        input_tokens: Count,
        output_tokens: Count,
        input_token_details: maybe(z.object({ audio_tokens: maybe(Count) })),
      }),
    ]),
  ),
});
type SpeechBody = z.infer<typeof SpeechBody>;

/** What of an unreadable body is kept. */
const GARBLED_CHARACTERS_MAX = 20_000;
/** From here on Whisper itself takes a segment for silence. */
const NO_SPEECH_PROBABILITY = 0.6;
const LOG_PROBABILITY_MIN = -1;

/** Weighs a body: its use, and whether it is an answer at all. `audioMs` is what was sent, for servers that do not count. */
export function weighSpeechBody(text: string, sent: { model: string; audioMs: number }): PaidAnswer {
  const body = parseBody(text);
  const answer = { model: sent.model, fingerprint: null };
  if (!body) {
    const raw = text.slice(0, GARBLED_CHARACTERS_MAX);
    return { ...answer, raw, usage: { ...NO_TOKENS, audioMs: sent.audioMs }, flaw: "garbled" };
  }
  return { ...answer, raw: text, usage: usageOf(body, sent.audioMs), flaw: null };
}

/** Takes a body apart. Throws when it is none. */
export function readSpeechBody(text: string): SpeechAnswer {
  const body = parseBody(text);
  if (!body) throw new Error("not the body of a transcription");
  return {
    text: body.text,
    language: languageCode(body.languages?.[0]?.code ?? body.language ?? ""),
    segments: body.segments ? body.segments.map(toSegment) : null,
  };
}

const NO_TOKENS = { inputTokens: 0, cachedTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

function usageOf({ usage }: SpeechBody, audioMs: number): TokenUsage {
  if (!usage) return { ...NO_TOKENS, audioMs };
  if (usage.type === "duration") return { ...NO_TOKENS, audioMs: Math.round(usage.seconds * 1000) };
  const audioTokens = usage.input_token_details?.audio_tokens;
  return {
    ...NO_TOKENS,
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    ...(audioTokens != null && { audioTokens: Math.min(audioTokens, usage.input_tokens) }),
    audioMs,
  };
}

function toSegment({ start, end, text, speaker, no_speech_prob, avg_logprob }: z.infer<typeof Segment>): SpeechSegment {
  return {
    startMs: Math.round(start * 1000),
    endMs: Math.round(Math.max(start, end) * 1000),
    text,
    speaker: speaker || null,
    isDoubtful: (no_speech_prob ?? 0) > NO_SPEECH_PROBABILITY && (avg_logprob ?? 0) < LOG_PROBABILITY_MIN,
  };
}

function parseBody(text: string): SpeechBody | null {
  if (isTooDeep(text)) return null;
  try {
    return SpeechBody.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** `ru`, `ru-RU` and `russian` alike; null for what is no language. */
function languageCode(told: string): string | null {
  const name = told.trim().toLowerCase();
  const [code = ""] = name.split(/[-_]/);
  if (/^[a-z]{2,3}$/.test(code)) return code;
  return codesByName().get(name) ?? null;
}

let codes: Map<string, string> | undefined;

/** English names of all languages that have a code of two letters. */
function codesByName(): Map<string, string> {
  if (codes) return codes;
  const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  codes = new Map();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = names.of(code)?.toLowerCase();
    if (name !== undefined && !codes.has(name)) codes.set(name, code);
  }
  return codes;
}
