import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError, type ErrorCode, type FieldFault } from "../errors.ts";
import { storageFault } from "./storage-fault.ts";

const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  malformed: 400,
  invalid_input: 422,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  range_not_satisfiable: 416,
  unsupported_media_type: 415,
  misdirected: 421,
  request_timeout: 408,
  too_many_requests: 429,
  timeout: 504,
  upstream_failed: 502,
  unavailable: 503,
  budget_exhausted: 503,
  out_of_storage: 507,
};

const TITLES: Record<ErrorCode | "internal", string> = {
  malformed: "Malformed request",
  invalid_input: "Invalid input",
  unauthorized: "Not authenticated",
  forbidden: "Not allowed",
  not_found: "Not found",
  method_not_allowed: "Method not allowed",
  conflict: "Conflict",
  too_large: "Too large",
  range_not_satisfiable: "Range not satisfiable",
  unsupported_media_type: "Unsupported media type",
  misdirected: "Misdirected request",
  request_timeout: "Request timed out",
  too_many_requests: "Too many requests",
  timeout: "Timed out",
  upstream_failed: "Upstream failed",
  unavailable: "Unavailable",
  budget_exhausted: "Budget exhausted",
  out_of_storage: "Out of storage",
  internal: "Internal error",
};

/** A problem as RFC 9457 lays it out, with our code, the request's id and the faulty fields. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode | "internal";
  request_id: string | null;
  /** Path of the resource it is about (RFC 9457, section 3.1.5). */
  instance?: string;
  errors?: FieldFault[];
  /** After how many seconds asking again makes sense: goes as `Retry-After` too. */
  retry_after_s?: number;
}

/** The HTTP status of a code; this file alone knows. */
export function statusOf(code: ErrorCode | "internal"): ContentfulStatusCode {
  return code === "internal" ? 500 : STATUS[code];
}

/** A few words for a code. */
export function problemTitle(code: ErrorCode | "internal"): string {
  return TITLES[code];
}

/** Turns whatever was thrown into a problem; the detail of the unexpected stays private. */
export function problemOf(error: unknown, requestId: string | null): Problem {
  const known = asAppError(error);
  const code = known?.code ?? "internal";
  return {
    type: "about:blank",
    title: TITLES[code],
    status: statusOf(code),
    detail: known?.detail ?? "Something went wrong on our side; the log has it under this request's id.",
    code,
    request_id: requestId,
    ...(known?.instance ? { instance: known.instance } : {}),
    ...(known && known.faults.length > 0 ? { errors: known.faults } : {}),
    ...(known && known.retryAfterMs !== null ? { retry_after_s: Math.ceil(known.retryAfterMs / 1000) } : {}),
  };
}

/** Answers with the problem document. */
export function problemResponse(c: Context, problem: Problem): Response {
  const headers = { "content-type": "application/problem+json", ...problemHeaders(problem) };
  return c.body(JSON.stringify(problem), statusOf(problem.code), headers);
}

/** What the status asks for besides the body, also where the problem is shown as a page. */
export function problemHeaders({
  code,
  retry_after_s,
}: Pick<Problem, "code" | "retry_after_s">): Record<string, string> {
  if (code === "unauthorized") return { "www-authenticate": 'Bearer realm="razbor"' };
  if (retry_after_s !== undefined) return { "retry-after": String(retry_after_s) };
  if (code === "too_many_requests" || code === "unavailable") return { "retry-after": String(RETRY_AFTER_S[code]) };
  return {};
}

const RETRY_AFTER_S = { too_many_requests: 60, unavailable: 5 };

/** Refusals of the framework, of PostgreSQL's absence and of a cut request in our own words. */
function asAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException) {
    const code = (Object.keys(STATUS) as ErrorCode[]).find((one) => STATUS[one] === error.status);
    return code ? new AppError(code, TITLES[code], { cause: error }) : null;
  }
  if (isDatabaseAway(error))
    return new AppError("unavailable", "The database cannot be reached; try again.", { cause: error, retryable: true });
  const fault = storageFault(error);
  return fault instanceof AppError ? fault : null;
}

/**
 * Node's codes of a connection that fails or is not there (a socket's file too), PostgreSQL's of one that ends or has no
 * room, and of a statement that was cancelled or met another's locks, and what the driver says without a code.
 */
function isDatabaseAway(error: unknown): boolean {
  const { code, message, syscall } = (error ?? {}) as { code?: unknown; message?: unknown; syscall?: unknown };
  if (syscall === "connect" || syscall === "getaddrinfo") return true;
  if (typeof code === "string" && AWAY_CODES.test(code)) return true;
  return typeof message === "string" && AWAY_MESSAGES.test(message);
}

const AWAY_CODES = /^(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|08\w{3}|25P0[34]|40\w{3}|57\w{3}|53300)$/;
const AWAY_MESSAGES =
  /timeout exceeded when trying to connect|Connection terminated|is not queryable|Query read timeout|the embedded database has stopped/;
