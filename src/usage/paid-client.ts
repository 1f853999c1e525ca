/** What a request used, in tokens as the provider counts them; `cached` and `cacheWrite` are parts of `input`. */
export interface TokenUsage {
  inputTokens: number;
  cachedTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
  /** The part of `inputTokens` that is sound; absent where there is none or it is not told apart. */
  audioTokens?: number;
  /** Length of the sound that was sent; absent where none was. Its tokens are 0 where only time was counted. */
  audioMs?: number;
}

/** Why an answer that came cannot be used. The last two would come again, so they are not asked for again. */
export type AnswerFlaw = "truncated" | "empty" | "garbled" | "of_another_request" | "refused" | "content_filter";

/** What a paid request brought. */
export interface PaidAnswer {
  /** The model's words as they came (of a speech engine the whole body); with a flaw, what there is of them. */
  raw: string;
  usage: TokenUsage;
  /** The model that answered, as it names itself. */
  model: string;
  /** What the provider says about the configuration that answered; null when nothing. */
  fingerprint: string | null;
  flaw: AnswerFlaw | null;
}

/**
 * A vendor that takes money. `send` makes one HTTP request, without retry and without reading the answer's meaning, and
 * throws `PaidRequestError`. Only `pay-once.ts` calls it.
 */
export interface PaidClient<Request> {
  /** The provider and the account at it, as `providerKey` names them: what stops one client of it stops all. */
  provider: string;
  /** What the request will use, about; rather more than less, since a budget is kept by it. */
  estimate(request: Request): TokenUsage;
  send(request: Request, signal: AbortSignal): Promise<PaidAnswer>;
}

/**
 * Why no answer came. `free`: the provider did not work for it. `unknown`: it may have and may charge. Which of them
 * may be asked again, and when, is decided by `retry-policy.ts`.
 */
export interface PaidRequestFault {
  reason: FaultReason;
  cost: "free" | "unknown";
  /** What the provider asked to wait; null when it did not say. */
  retryAfterMs: number | null;
}

/** `…_reset`, `timed_out`, `cancelled` and `interrupted` leave open whether the provider worked; all others are free. */
export type FaultReason =
  | "connect_failed"
  | "rate_limited"
  | "overloaded"
  | "server_error"
  | "connection_reset"
  | "timed_out"
  | "cancelled"
  | "interrupted"
  | "quota_exhausted"
  | "key_refused"
  | "model_missing"
  | "request_refused"
  | "request_too_large";

/** A request that brought no answer. The message is private: it may quote the provider. */
export class PaidRequestError extends Error {
  override readonly name = "PaidRequestError";
  readonly fault: PaidRequestFault;

  constructor(fault: PaidRequestFault, cause?: unknown) {
    super(`paid request failed: ${fault.reason}`, { cause });
    this.fault = fault;
  }
}
