import type { PingMessage, WriteBackMessage } from "./endpoints/write-back-message.ts";

/** A place that takes results, by its kind: knows how its credentials look and how a message becomes a request. */
export interface WriteBackTarget {
  /** Stands in `endpoints.kind`, such as `webhook`. */
  kind: string;
  /**
   * Reads what a person gives for a new endpoint, and checks that requests may go there. Throws `invalid_input`, which
   * repeats nothing secret.
   */
  enrol(given: GivenCredentials): EnrolledCredentials;
  /** New secrets beside the old ones, which hold for a while yet. Throws `conflict` where a kind has none of ours. */
  rotate(credentials: string, now: Date): Omit<EnrolledCredentials, "address">;
  /**
   * Tells the endpoint once, within `DELIVERY_MAX_MS`, without a retry. Of one `key` the endpoint must end with one
   * record however often it is told: a vendor's API that has no such key is asked for the record before one is made, or
   * changed by its `remoteId`. Answers with an outcome for whatever the other side did, and throws only the signal's
   * reason when that aborts.
   */
  deliver(order: DeliveryOrder, signal: AbortSignal): Promise<DeliveryOutcome>;
}

/** What a person gives for an endpoint; `secret` null: one is made where the kind needs one. */
export interface GivenCredentials {
  url: string;
  secret: string | null;
}

/** What is kept of it. */
export interface EnrolledCredentials {
  /** Where it leads, as people may see it. */
  address: string;
  /** The whole of it, to be sealed; read by the same kind only. */
  credentials: string;
  /** What the person must take to the other side, shown this once; null when there is nothing. */
  secret: string | null;
}

/** One message for one endpoint. */
export interface DeliveryOrder {
  /** As `enrol` and `rotate` wrote them. */
  credentials: string;
  /** UUIDv7 of the message, the same over all its attempts. */
  messageId: string;
  /** A test message leaves no record behind. */
  message: WriteBackMessage | PingMessage;
  /** The endpoint's own id of the record, as an earlier outcome told it; null when none did. */
  remoteId: string | null;
}

/**
 * What an attempt came to. `taken`: the endpoint holds this version. `refused`: it is at work and does not want it so.
 * `away`: nobody is at work there, or it is overloaded. `gone`: it wants nothing any more.
 */
export type DeliveryOutcome =
  | (DeliveryAnswer & { kind: "taken"; remoteId: string | null })
  | (DeliveryAnswer & { kind: "refused" | "away"; fault: DeliveryFault; retryAfterMs: number | null })
  | (DeliveryAnswer & { kind: "gone" });

/** What came back; null without an answer. `answer`: at most `ANSWER_BYTES_MAX` of UTF-8 without NUL. */
export interface DeliveryAnswer {
  httpStatus: number | null;
  answer: string | null;
}

/**
 * Why it was not taken, as a code that pages put into words. `status`: see the status; `redirect`: it leads elsewhere,
 * which is not followed; `address_refused`: the address is not a public one.
 */
export type DeliveryFault =
  | "status"
  | "redirect"
  | "address_refused"
  | "unresolved"
  | "unreachable"
  | "certificate"
  | "slow"
  | "broken"
  | "internal";

/** Longest delivery, from asking for the name to the end of the answer. */
export const DELIVERY_MAX_MS = 15_000;
/** What is kept of an answer. */
export const ANSWER_BYTES_MAX = 1_024;
