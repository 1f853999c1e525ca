import { z } from "zod";
import { keptAnswer } from "../crm/endpoints/write-back-answer.ts";
import {
  DELIVERY_MAX_MS,
  type DeliveryFault,
  type DeliveryOrder,
  type DeliveryOutcome,
  type EnrolledCredentials,
  type GivenCredentials,
  type WriteBackTarget,
} from "../crm/write-back-target.ts";
import { AppError } from "../errors.ts";
import { invalidInput } from "../http/faults.ts";
import { checkUrl, type FetchPolicy, isPrivateHost, withoutQuery } from "../http/outbound/check-url.ts";
import { FetchFault, type FetchFaultKind } from "../http/outbound/fetch-fault.ts";
import type { ConnectDeps } from "../http/outbound/guarded-connect.ts";
import { type PostAnswer, postJson } from "../http/outbound/post-json.ts";
import { readRetryAfter } from "../http/outbound/retry-after.ts";
import { newWebhookSecret, readWebhookSecret, signWebhook } from "../http/standard-webhooks.ts";

/** Where requests may go, how connections come about (null: by the system) and what time it is. */
export interface WebhookTargetDeps {
  policy: FetchPolicy;
  connect: ConnectDeps | null;
  now: () => Date;
  /** Shorter in tests. */
  deliveryMaxMs?: number;
}

/** What is sealed. The first secret is the newest; `until` null: it holds without an end. */
const Credentials = z.object({
  url: z.string(),
  secrets: z.array(z.object({ secret: z.string(), until: z.iso.datetime().nullable() })).min(1),
});
type Credentials = z.infer<typeof Credentials>;

/** How long an old secret signs beside a new one. */
const ROTATION_MS = 24 * 60 * 60_000;
/** Secrets that sign at once: a third rotation in a day ends the oldest. */
const SECRETS_MAX = 2;
const ANSWER_BYTES_READ_MAX = 65_536;
/** What is above is no status of HTTP (RFC 9110, section 15). */
const STATUS_MAX = 599;

/** Endpoints of the Standard Webhooks specification: an HTTPS address that checks signatures. */
export function createStandardWebhookTarget(deps: WebhookTargetDeps): WriteBackTarget {
  return {
    kind: "webhook",
    enrol: (given) => enrol(given, deps.policy),
    rotate: (credentials, now) => rotate(credentials, now),
    deliver: (order, signal) => deliver(deps, order, signal),
  };
}

function enrol({ url: text, secret: given }: GivenCredentials, policy: FetchPolicy): EnrolledCredentials {
  const url = checkAddress(text.trim(), policy);
  const secret = given?.trim() || newWebhookSecret();
  checkSecret(secret);
  return {
    address: withoutQuery(url),
    credentials: written({ url: url.href, secrets: [{ secret, until: null }] }),
    secret: given?.trim() ? null : secret,
  };
}

function checkAddress(text: string, policy: FetchPolicy): URL {
  try {
    const url = checkUrl(text, policy);
    // What it is told of people does not travel open but inside the house.
    if (url.protocol === "https:" || isPrivateHost(url, policy)) return url;
  } catch (error) {
    if (!(error instanceof FetchFault)) throw error;
  }
  throw invalidInput([{ pointer: "/url", detail: "an https address that may be reached from here" }]);
}

function checkSecret(secret: string): void {
  try {
    readWebhookSecret(secret);
  } catch (error) {
    throw error instanceof AppError ? invalidInput([{ pointer: "/secret", detail: error.detail }]) : error;
  }
}

function rotate(credentials: string, now: Date): Omit<EnrolledCredentials, "address"> {
  const { url, secrets } = read(credentials);
  const [newest] = holding(secrets, now);
  const secret = newWebhookSecret();
  const old = newest && { secret: newest.secret, until: new Date(now.getTime() + ROTATION_MS).toISOString() };
  const next = [{ secret, until: null }, ...(old ? [old] : [])].slice(0, SECRETS_MAX);
  return { credentials: written({ url, secrets: next }), secret };
}

async function deliver(deps: WebhookTargetDeps, order: DeliveryOrder, signal: AbortSignal): Promise<DeliveryOutcome> {
  const { policy, connect, now, deliveryMaxMs = DELIVERY_MAX_MS } = deps;
  const { url, secrets } = read(order.credentials);
  const body = JSON.stringify(order.message);
  const headers = signWebhook(
    { id: order.messageId, timestampS: now().getTime() / 1000, body },
    holding(secrets, now()).map(({ secret }) => secret),
  );
  try {
    const limits = { totalMaxMs: deliveryMaxMs, answerBytesMax: ANSWER_BYTES_READ_MAX };
    return outcomeOf(await postJson(connect, { url, body, headers: { ...headers }, policy, ...limits, signal }), now());
  } catch (error) {
    if (!(error instanceof FetchFault)) throw error;
    const fault = FAULTS[error.kind] ?? "broken";
    return { kind: "away", httpStatus: null, answer: null, fault, retryAfterMs: null };
  }
}

function outcomeOf(got: PostAnswer, now: Date): DeliveryOutcome {
  const { status } = got;
  if (status > STATUS_MAX) return { kind: "away", httpStatus: null, answer: null, fault: "broken", retryAfterMs: null };
  const answer = { httpStatus: status, answer: answerOf(got) };
  if (status >= 200 && status < 300) return { kind: "taken", ...answer, remoteId: null };
  if (status === 410) return { kind: "gone", ...answer };
  const isAway = status >= 500 || status === 408 || status === 429;
  return {
    kind: isAway ? "away" : "refused",
    ...answer,
    fault: isRedirect(status) ? "redirect" : "status",
    retryAfterMs: readRetryAfter(got.header("retry-after"), now.getTime()),
  };
}

/** Of a redirect it is kept where it leads, without a query that may hold a secret. */
function answerOf(got: PostAnswer): string | null {
  const location = isRedirect(got.status) ? got.header("location") : null;
  if (location !== null) return keptAnswer(Buffer.from(`Location: ${location.replace(/[?#].*/s, "")}`), null);
  return keptAnswer(got.body, got.header("content-encoding"));
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

const FAULTS: Partial<Record<FetchFaultKind, DeliveryFault>> = {
  refused: "address_refused",
  unresolved: "unresolved",
  unreachable: "unreachable",
  certificate: "certificate",
  slow: "slow",
};

function holding(secrets: Credentials["secrets"], now: Date): Credentials["secrets"] {
  return secrets.filter(({ until }) => until === null || new Date(until) > now);
}

function read(text: string): Credentials {
  return Credentials.parse(JSON.parse(text));
}

function written(credentials: Credentials): string {
  return JSON.stringify(credentials);
}
