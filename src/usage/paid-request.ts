/** What makes a paid request the same: it is made once for it (DESIGN §10). */
export interface PaidKey {
  /** What it is for: a call, an audio hash or a content hash. */
  subject: string;
  /** Which step pays, for example `judge`. */
  stage: string;
  /** Lower-case hex SHA-256 of the request as sent. */
  inputHash: string;
  /** 1 and up: which of several independent answers to the same question. */
  vote: number;
}

/** One try for the answer, as the ledger holds it; token counts and cost are null until known. */
export interface PaidAttempt {
  id: string;
  attempt: number;
  /** A cancel is `ambiguous` with the reason `cancelled`; rows of an earlier version have it as their status too. */
  status: "intent" | "answered" | "unusable" | "free_failure" | "ambiguous" | "cancelled";
  reason: string | null;
  model: string;
  raw: string | null;
  inputTokens: number | null;
  cachedTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
  /** Whether an `intent` waits for nothing any more: its process is dead, or it is past its lease. */
  expired: boolean;
}

/** A paid answer that is not yet written into its ledger row. */
export interface Settlement {
  paidRequestId: string;
  raw: string;
  model: string;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  costUsd: number;
}

/** Longer than any request may take; an `intent` older than this is over even where its process seems to live. */
export const INTENT_LEASE_MS = 15 * 60_000;

/** Answers that would come again in the same way. */
const LASTING_FLAWS = new Set(["refused", "content_filter"]);

/**
 * Whether a further attempt may be made by itself after these (DESIGN §10): after an answer that cost nothing, once
 * after an unusable one, once after an unknown outcome; never after a cancel, nor while one is in flight or answered.
 */
export function mayAskAgain(attempts: readonly Pick<PaidAttempt, "status" | "reason">[]): boolean {
  const last = attempts.at(-1);
  if (!last) return true;
  const count = (status: PaidAttempt["status"]) =>
    attempts.filter((attempt) => attempt.status === status && !isCancelled(attempt)).length;
  switch (last.status) {
    case "free_failure":
      return true;
    case "unusable":
      return count("unusable") === 1 && !LASTING_FLAWS.has(last.reason ?? "");
    case "ambiguous":
      return !isCancelled(last) && count("ambiguous") === 1;
    default:
      return false;
  }
}

/** A person's wish is not the unknown outcome that may be asked for once more. */
function isCancelled({ reason }: Pick<PaidAttempt, "reason">): boolean {
  return reason === "cancelled";
}
