import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { AppError } from "../errors.ts";

/**
 * Signatures of webhooks by the Standard Webhooks specification 1.0.0 (standardwebhooks.com), symmetric scheme `v1`:
 * HMAC-SHA256 over `id.timestamp.body`, the body byte for byte as it travels.
 */

/** The secret as both sides keep it: this prefix and base64. */
const PREFIX = "whsec_";
const SECRET_BYTES_MIN = 24;
const SECRET_BYTES_MAX = 64;
const NEW_SECRET_BYTES = 32;
/** How far the sender's clock may be from ours, both ways. */
const TOLERANCE_S = 5 * 60;
/** Signatures of one message that are looked at; more than any rotation needs. */
const SIGNATURES_MAX = 16;
const HEADER_CHARACTERS_MAX = 4_096;

/** The three headers of a signed message, named as they travel. */
export interface WebhookHeaders {
  "webhook-id": string;
  "webhook-timestamp": string;
  "webhook-signature": string;
}

/** A message to sign. `id` stays over all its attempts, `timestampS` (Unix time) is that of the attempt. */
export interface SignedMessage {
  id: string;
  timestampS: number;
  body: string | Uint8Array;
}

/** Why a message is not taken; for the log, never for the sender. */
export type SignatureFault = "missing" | "unreadable" | "too_old" | "too_new" | "wrong";

/** What a check says; `id` makes a taken message idempotent. */
export type VerifiedWebhook = { ok: true; id: string } | { ok: false; fault: SignatureFault };

/** What is checked: `header` answers with a header's value by its lower-case name, null when there is none. */
export interface ReceivedWebhook {
  header(name: keyof WebhookHeaders): string | null;
  body: Uint8Array;
  nowS: number;
}

/**
 * The key of a secret: base64 of 24 to 64 bytes, usually after `whsec_`. Throws `invalid_input`, which does not repeat
 * the secret.
 */
export function readWebhookSecret(secret: string): Buffer {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  const key = Buffer.from(text, "base64");
  const isBase64 = key.toString("base64").replace(/=+$/, "") === text.replace(/={0,2}$/, "");
  if (!isBase64 || key.byteLength < SECRET_BYTES_MIN || key.byteLength > SECRET_BYTES_MAX)
    throw new AppError(
      "invalid_input",
      `A webhook secret is ${PREFIX} and base64 of ${SECRET_BYTES_MIN} to ${SECRET_BYTES_MAX} bytes.`,
    );
  return key;
}

/** A fresh secret, to be shown once to whoever receives. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(NEW_SECRET_BYTES).toString("base64");
}

/** The headers of one attempt, with one signature for each secret. Throws `invalid_input` for an unreadable secret. */
export function signWebhook(message: SignedMessage, secrets: readonly string[]): WebhookHeaders {
  const timestamp = String(Math.floor(message.timestampS));
  const signatures = secrets.map((secret) => {
    const digest = digestOf(readWebhookSecret(secret), message.id, timestamp, message.body);
    return `v1,${digest.toString("base64")}`;
  });
  return {
    "webhook-id": message.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

/**
 * Checks a message against the secrets that hold now (two during a rotation), in a time that does not tell how much of
 * a signature is right. Throws `invalid_input` for an unreadable secret of ours, never for what the sender wrote.
 */
export function verifyWebhook(received: ReceivedWebhook, secrets: readonly string[]): VerifiedWebhook {
  const id = received.header("webhook-id");
  const timestamp = received.header("webhook-timestamp");
  const signature = received.header("webhook-signature");
  if (!id || !timestamp || !signature) return { ok: false, fault: "missing" };
  if (!/^\d{1,12}$/.test(timestamp) || id.length > HEADER_CHARACTERS_MAX || signature.length > HEADER_CHARACTERS_MAX)
    return { ok: false, fault: "unreadable" };
  const aheadS = Number(timestamp) - received.nowS;
  if (aheadS > TOLERANCE_S) return { ok: false, fault: "too_new" };
  if (aheadS < -TOLERANCE_S) return { ok: false, fault: "too_old" };
  const offered = readSignatures(signature);
  if (offered === null) return { ok: false, fault: "unreadable" };
  const wanted = secrets.map((secret) => digestOf(readWebhookSecret(secret), id, timestamp, received.body));
  // Every pair is compared, whatever the ones before it said.
  const matches = offered.flatMap((one) =>
    wanted.map((digest) => one.byteLength === digest.byteLength && timingSafeEqual(one, digest)),
  );
  return matches.includes(true) ? { ok: true, id } : { ok: false, fault: "wrong" };
}

/** The signatures of our version, others left out; null when there are too many to look at. */
function readSignatures(header: string): Buffer[] | null {
  const entries = header.split(" ");
  if (entries.length > SIGNATURES_MAX) return null;
  return entries.flatMap((entry) => {
    const [, text] = /^v1,([A-Za-z0-9+/]+={0,2})$/.exec(entry) ?? [];
    return text === undefined ? [] : [Buffer.from(text, "base64")];
  });
}

function digestOf(key: Buffer, id: string, timestamp: string, body: string | Uint8Array): Buffer {
  return createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
}
