import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import { type FaultReason, PaidRequestError } from "../usage/paid-client.ts";
import { RETRY_AFTER_MS_MAX } from "../usage/retry-policy.ts";

/** Error codes that say the account has no money or reached its limit: waiting does not help. */
const QUOTA_CODES = new Set([
  "insufficient_quota",
  "credit_balance_exhausted",
  "billing_hard_limit_reached",
  "project_spend_limit_exceeded",
  "organization_spend_limit_exceeded",
  "organization_usage_limit_exceeded",
]);

const OVERLOAD_CODES = new Set(["server_is_overloaded", "slow_down", "engine_overloaded"]);

/** The connection never stood, so nothing was sent. */
const CONNECT_CODES = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "EPROTO",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

const TIMEOUT_CODES = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/** Classifies what the SDK or the connection threw; `nowMs` is for a Retry-After that is a date. */
export function openaiFault(error: unknown, nowMs: number): PaidRequestError {
  if (error instanceof PaidRequestError) return error;
  if (error instanceof APIUserAbortError || error instanceof APIConnectionError || !(error instanceof APIError))
    return connectionFault(error);
  if (error.status === undefined) return connectionFault(error);
  const retryAfterMs = error.headers ? readRetryAfter(error.headers, nowMs) : null;
  const reason = statusReason(error.status, error.code ?? error.type ?? "");
  return new PaidRequestError({ reason, cost: "free", retryAfterMs }, error);
}

/** The reason that an error code of the provider stands for, whatever the status. */
export function codeReason(code: string): FaultReason | null {
  if (QUOTA_CODES.has(code)) return "quota_exhausted";
  if (OVERLOAD_CODES.has(code)) return "overloaded";
  if (code === "rate_limit_exceeded") return "rate_limited";
  if (code === "server_error") return "server_error";
  if (code === "context_length_exceeded" || code === "string_above_max_length") return "request_too_large";
  if (code === "model_not_found") return "model_missing";
  return null;
}

function statusReason(status: number, code: string): FaultReason {
  const told = codeReason(code);
  if (told === "quota_exhausted" || told === "overloaded") return told;
  if (status === 429) return "rate_limited";
  if (status === 401 || status === 403) return told ?? "key_refused";
  if (status === 404) return "model_missing";
  if (status === 413) return "request_too_large";
  if (status === 408 || status === 409) return "server_error";
  if (status === 503 || status === 529) return "overloaded";
  if (status >= 500) return "server_error";
  return told === "request_too_large" || told === "model_missing" ? told : "request_refused";
}

function connectionFault(error: unknown): PaidRequestError {
  const unknown = { cost: "unknown", retryAfterMs: null } as const;
  for (const { code, message } of causes(error)) {
    if (CONNECT_CODES.has(code) || message.includes("before secure TLS connection was established"))
      return new PaidRequestError({ reason: "connect_failed", cost: "free", retryAfterMs: null }, error);
    if (TIMEOUT_CODES.has(code)) return new PaidRequestError({ reason: "timed_out", ...unknown }, error);
  }
  return new PaidRequestError({ reason: "connection_reset", ...unknown }, error);
}

/** An error and what caused it, also the many causes of an `AggregateError`; bounded, as a chain may lead back. */
function causes(error: unknown): { code: string; message: string }[] {
  const found: { code: string; message: string }[] = [];
  const open: unknown[] = [error];
  while (open.length > 0 && found.length < CAUSES_MAX) {
    const next = open.shift();
    if (!(next instanceof Error)) continue;
    found.push({ code: String((next as NodeJS.ErrnoException).code ?? ""), message: next.message });
    open.push(next.cause);
    if (next instanceof AggregateError) open.push(...next.errors);
  }
  return found;
}

const CAUSES_MAX = 20;

/**
 * How long the provider asks to wait, in milliseconds: `retry-after-ms`, or `retry-after` as seconds or an HTTP date
 * (RFC 9110 §10.2.3). Null when absent, negative or unreadable; at most `RETRY_AFTER_MS_MAX`.
 */
export function readRetryAfter(headers: Headers, nowMs: number): number | null {
  const inMs = plainNumber(headers.get("retry-after-ms"));
  if (inMs !== null) return Math.min(RETRY_AFTER_MS_MAX, Math.ceil(inMs));
  const text = headers.get("retry-after");
  const seconds = plainNumber(text);
  if (seconds !== null) return Math.min(RETRY_AFTER_MS_MAX, Math.ceil(seconds * 1000));
  if (text === null || !/^[A-Z][a-z]{2},? /.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.min(RETRY_AFTER_MS_MAX, Math.max(0, date - nowMs));
}

function plainNumber(text: string | null): number | null {
  return text !== null && /^\s*\d{1,12}(?:\.\d{1,6})?\s*$/.test(text) ? Number(text) : null;
}
