import { AppError, type ErrorCode } from "../errors.ts";

interface Failure {
  code: ErrorCode;
  detail: string;
  retryable: boolean;
}

const lasting = (detail: string): Failure => ({ code: "upstream_failed", detail, retryable: false });
const passing = (detail: string): Failure => ({ code: "upstream_failed", detail, retryable: true });

/** What the caller learns, by the ledger's reason code; no vendor, no key, no words of the provider. */
const FAILURES: Record<string, Failure> = {
  key_refused: lasting("The model's provider refused the key of this installation."),
  quota_exhausted: lasting("The account at the model's provider has no money left or reached its limit."),
  model_missing: lasting("The model's provider does not know the configured model."),
  request_refused: lasting("The model's provider refused the request."),
  request_too_large: { code: "too_large", detail: "The request is larger than the model can take.", retryable: false },
  refused: lasting("The model refused to answer."),
  content_filter: lasting("The provider's content filter withheld the answer."),
  truncated: lasting("The model's answer broke off twice."),
  empty: lasting("The model answered nothing twice."),
  garbled: lasting("The provider's answer could not be read twice."),
  off_schema: lasting("The model's answer did not have the asked form twice."),
  of_another_request: lasting("The provider answered another request twice."),
  rate_limited: passing("The model's provider asks to wait longer than this request may take."),
  overloaded: passing("The model's provider is overloaded."),
  server_error: passing("The model's provider has a fault."),
  connect_failed: passing("The model's provider cannot be reached."),
  connection_reset: passing("The connection to the model's provider broke; the answer may have been charged."),
  timed_out: {
    code: "timeout",
    detail: "The model did not answer in time; the answer may be charged.",
    retryable: true,
  },
  interrupted: passing("An earlier request for this was interrupted twice."),
  cancelled: {
    code: "conflict",
    detail: "The request was cancelled; it is made again only when asked for.",
    retryable: false,
  },
};

/**
 * The error for a paid request that will bring no usable answer now. `reason` is the code in the ledger; `isLast`: no
 * further attempt is allowed by itself, so asking again later does not help either.
 */
export function paidFailure(reason: string | null, cause?: unknown, { isLast = false } = {}): AppError {
  const { code, detail, retryable } = FAILURES[reason ?? ""] ?? lasting("The model's provider gave no usable answer.");
  return new AppError(code, detail, { cause, retryable: retryable && !isLast });
}
