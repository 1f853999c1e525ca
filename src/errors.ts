/**
 * What the caller of an operation can do about a failure; never which vendor failed.
 * `http/problem.ts` alone maps a code to a status.
 */
export type ErrorCode =
  | "malformed"
  | "invalid_input"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "conflict"
  | "too_large"
  | "range_not_satisfiable"
  | "unsupported_media_type"
  | "misdirected"
  | "request_timeout"
  | "too_many_requests"
  | "timeout"
  | "upstream_failed"
  | "unavailable"
  | "budget_exhausted"
  | "out_of_storage";

/** One fault of the input: an RFC 6901 pointer into the body (or `?name` for a query parameter) and a public sentence. */
export interface FieldFault {
  pointer: string;
  detail: string;
}

/**
 * The private cause, whether asking again later may help (default false), the faulty fields of the input, the address of
 * the resource that tells more, and after how long asking again makes sense (null or absent: nobody knows).
 */
export interface AppErrorOptions {
  cause?: unknown;
  retryable?: boolean;
  faults?: FieldFault[];
  instance?: string;
  retryAfterMs?: number | null;
}

/** An expected failure: `detail` is public and may be shown to the caller, `cause` is private and only logged. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly faults: FieldFault[];
  /** Path of the resource it is about, such as a call that was accepted; null when there is none. */
  readonly instance: string | null;
  /** Milliseconds from now; null when nobody knows. */
  readonly retryAfterMs: number | null;

  constructor(code: ErrorCode, detail: string, options: AppErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.faults = options.faults ?? [];
    this.instance = options.instance ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  /** The public sentence. */
  get detail(): string {
    return this.message;
  }
}

/**
 * Why work was stopped that nobody wished undone: the program stops, or another worker took the job over. It is done
 * again; a paid request in flight has an unknown outcome then, where a wish to cancel would end it for good.
 */
export class WorkInterrupted extends Error {
  override readonly name = "WorkInterrupted";
}

/**
 * Work of ours that broke off by itself, as by running out of memory: nothing says that what it worked on is at fault. It is
 * tried again, and is a person's matter when that happens over and over.
 */
export class WorkCrashed extends Error {
  override readonly name = "WorkCrashed";
}
