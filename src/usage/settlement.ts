import type { PaidAnswer } from "./paid-client.ts";
import type { Settlement } from "./paid-request.ts";
import type { PriceTable } from "./prices.ts";

/** What several paid requests for one answer came to. */
export interface Spent {
  /** Requests that were answered, unusable answers included. */
  requests: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  costUsd: number;
  /** The answers as they came, one per paid request, the used one last. */
  raws: string[];
}

/** Nothing paid yet. */
export function nothingSpent(): Spent {
  return { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, costUsd: 0, raws: [] };
}

/** The sum with one more paid request; what is null of it is not known. */
export function spentWith(
  spent: Spent,
  paid: { [Field in Exclude<keyof Settlement, "paidRequestId" | "model">]: Settlement[Field] | null },
): Spent {
  return {
    requests: spent.requests + 1,
    inputTokens: spent.inputTokens + (paid.inputTokens ?? 0),
    cachedTokens: spent.cachedTokens + (paid.cachedTokens ?? 0),
    outputTokens: spent.outputTokens + (paid.outputTokens ?? 0),
    costUsd: spent.costUsd + (paid.costUsd ?? 0),
    raws: paid.raw === null ? spent.raws : [...spent.raws, paid.raw],
  };
}

/** How an answer goes into its ledger row; `model` is the one that was asked, for one that does not name itself. */
export function settlementOf(
  answer: PaidAnswer,
  { id, model, prices }: { id: string; model: string; prices: PriceTable },
): Settlement {
  const { usage } = answer;
  return {
    paidRequestId: id,
    raw: storable(answer.raw),
    model: storable(answer.model) || model,
    inputTokens: usage.inputTokens,
    cachedTokens: Math.min(usage.cachedTokens, usage.inputTokens),
    outputTokens: usage.outputTokens,
    costUsd: prices.costUsd(answer.model || model, usage),
  };
}

/** What a text column can hold. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}
