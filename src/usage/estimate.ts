import type { TokenUsage } from "./paid-client.ts";
import type { PriceTable } from "./prices.ts";

/** What a judge writes for one scorecard, its reasoning included; answers of real calls stay below. */
export const JUDGE_OUTPUT_TOKENS = 2_500;
/** Instructions, scorecard and form of the answer; those of Manager+, the longest that comes with the product, have 5,400. */
const JUDGE_FIXED_TOKENS = 5_500;
/** Words of a lively conversation in a minute with their numbers and speakers, in tokens. */
const CONVERSATION_TOKENS_PER_MINUTE = 600;
const NO_TOKENS: TokenUsage = { inputTokens: 0, cachedTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

/** With what recordings will be processed: prices, and models that are null where nothing is paid (no engine, rules). */
export interface EstimateOptions {
  prices: PriceTable;
  speechModel: string | null;
  judgeModel: string | null;
  /** How many scorecards are filled in for each; one where not said. */
  scorecards?: number;
}

/** About what a request with so much sound will use. */
export function soundUsage(durationMs: number): TokenUsage {
  return { ...NO_TOKENS, audioMs: durationMs };
}

/** About what a request with so many tokens of text, all of it, will use. */
export function textUsage(inputTokens: number, outputTokens = JUDGE_OUTPUT_TOKENS): TokenUsage {
  return { ...NO_TOKENS, inputTokens, outputTokens };
}

/**
 * About what one recording of this length will cost in US dollars, transcription and one request of the judge for each
 * scorecard; further votes are not in it. The whole length counts as speech, so it is seldom too low.
 */
export function estimateRecordingUsd({ durationMs }: { durationMs: number }, options: EstimateOptions): number {
  const { prices, speechModel, judgeModel, scorecards = 1 } = options;
  const speechUsd = speechModel === null ? 0 : prices.costUsd(speechModel, soundUsage(durationMs));
  const judgeUsd = judgeModel === null ? 0 : estimateJudgeUsd({ durationMs }, { prices, judgeModel });
  return inDollars(speechUsd + scorecards * judgeUsd);
}

/** About what judging a conversation of this length with one scorecard will cost in US dollars. */
export function estimateJudgeUsd(
  { durationMs }: { durationMs: number },
  { prices, judgeModel }: { prices: PriceTable; judgeModel: string },
): number {
  const words = Math.ceil((durationMs / 60_000) * CONVERSATION_TOKENS_PER_MINUTE);
  return prices.costUsd(judgeModel, textUsage(JUDGE_FIXED_TOKENS + words));
}

/** With the eight decimals of the ledger. */
function inDollars(value: number): number {
  return Math.round(value * 1e8) / 1e8;
}
