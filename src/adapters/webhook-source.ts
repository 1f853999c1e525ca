import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { ExternalId, ToldFields } from "../calls/schemas.ts";
import type { GivenSecrets, ReceivedWebhook, SourceKind } from "../crm/source-kind.ts";
import type { CallEvent } from "../crm/sources/call-event.ts";
import { ContentModeWire } from "../evaluations/content-mode-wire.ts";
import { REPORT_LANGUAGES } from "../evaluations/scorecard.ts";
import { checkMediaType, decodeBody, wholeBodyFault } from "../http/bodies/body.ts";
import { parseForm } from "../http/bodies/form-body.ts";
import { parseJson } from "../http/bodies/json-body.ts";
import { invalidInput, jsonPointer, parseInput } from "../http/faults.ts";
import { readWebhookSecret, verifyWebhook } from "../http/standard-webhooks.ts";

/** What is sealed; the newest of each list first. */
const Credentials = z.object({
  signingSecrets: z.array(z.string()),
  tokens: z.array(z.string()),
  recordingHeaders: z.record(z.string(), z.string()),
});
type Credentials = z.infer<typeof Credentials>;

const NONE: Credentials = { signingSecrets: [], tokens: [], recordingHeaders: {} };

/** A new secret holds beside the one before it, until the next. */
const SECRETS_AT_ONCE = 2;
/** Shorter tokens can be guessed. */
const TOKEN_CHARACTERS_MIN = 16;
const HEADERS_MAX = 8;

/** Numbers and truths, as numbers or as the texts of forms and of loose senders. */
const Seconds = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,7}(?:\.\d+)?$/)
      .transform(Number),
  ])
  .pipe(z.number().min(0));
const Truth = z.union([
  z.boolean(),
  z.enum(["true", "1", "yes", "false", "0", "no", ""]).transform((word) => /^(?:true|1|yes)$/.test(word)),
  z.union([z.literal(1), z.literal(0)]).transform(Boolean),
]);

/** Body of `POST /webhook/new_call_recording` and of sources of this kind; null counts as absent. */
export const WebhookBody = z
  .object({
    call_id: ExternalId.openapi({ type: "string", description: "Your id of the call.", example: "123" }),
    recording_url: z
      .string()
      .max(4_096)
      .nullish()
      .openapi({ description: "Where the recording can be fetched.", example: "https://pbx.example/rec/123.mp3" }),
    recording_id: ExternalId.nullish().openapi({
      type: "string",
      description: "Your id of the recording; with it a new address is no new recording.",
    }),
    content_mode: ContentModeWire.nullish(),
    scorecard: z.string().max(64).nullish().openapi({ description: "Key of a scorecard; wins over content_mode." }),
    report_language: z.enum(REPORT_LANGUAGES).nullish(),
    ...ToldFields,
    manager_name: z.string().trim().max(200).nullish(),
    team: z.string().trim().max(200).nullish(),
    talk_seconds: Seconds.nullish().openapi({ type: "number", description: "How long people spoke." }),
    internal: Truth.nullish().openapi({ type: "boolean", description: "A call between colleagues." }),
    voicemail: Truth.nullish().openapi({ type: "boolean" }),
    occurred_at: ToldFields.started_at.openapi({
      description: "When this was so, by your clock; of two events of a call that differ the later one counts.",
    }),
  })
  .openapi("Webhook");
type WebhookBody = z.infer<typeof WebhookBody>;

/** Fields that a form gives as a list between commas. */
const LISTS = new Set(["tags"]);

/**
 * The generic kind: JSON or a form in our own words, signed by Standard Webhooks, or with a token (`Authorization:
 * Bearer`, `X-Webhook-Token`, or in the path) where the sender cannot sign.
 */
export function createWebhookSource(deps: { checkUrl(url: string): void }): SourceKind {
  return {
    kind: "webhook",
    enrol: (given, held) => JSON.stringify(enrolled(given, read(held))),
    describe: (credentials) => {
      const { signingSecrets, tokens, recordingHeaders } = read(credentials);
      return {
        signingSecrets: signingSecrets.length,
        tokens: tokens.length,
        recordingHeaders: Object.keys(recordingHeaders),
      };
    },
    authenticate: (received, credentials, now) => authenticate(received, read(credentials), now),
    parse: (received) => [eventOf(parseInput(WebhookBody, readBody(received), jsonPointer), deps.checkUrl)],
    locate: ({ url }, { credentials, credentialHosts }) =>
      url === null
        ? { kind: "gone" }
        : { kind: "request", url, headers: read(credentials).recordingHeaders, credentialHosts },
  };
}

function enrolled(given: GivenSecrets, held: Credentials): Credentials {
  for (const secret of given.signingSecrets ?? []) readWebhookSecret(secret);
  for (const token of given.tokens ?? [])
    if (!/^[\w.~-]+$/.test(token) || token.length < TOKEN_CHARACTERS_MIN)
      throw invalidInput([
        { pointer: "/tokens", detail: `a token has at least ${TOKEN_CHARACTERS_MIN} letters, digits, - . _ ~` },
      ]);
  return {
    signingSecrets: rotated(given.signingSecrets, held.signingSecrets),
    tokens: rotated(given.tokens, held.tokens),
    recordingHeaders: given.recordingHeaders ? headersOf(given.recordingHeaders) : held.recordingHeaders,
  };
}

function rotated(given: string[] | undefined, held: string[]): string[] {
  if (given === undefined) return held;
  return given.length === 0 ? [] : [...new Set([...given, ...held])].slice(0, SECRETS_AT_ONCE);
}

/** Headers that steer a connection are ours. */
const OUR_HEADERS =
  /^(?:host|connection|content-.*|transfer-encoding|accept.*|user-agent|upgrade|range|te|trailer|expect)$/i;

function headersOf(given: Record<string, string>): Record<string, string> {
  const entries = Object.entries(given);
  const isRight = ([name, value]: [string, string]) =>
    /^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name) && !OUR_HEADERS.test(name) && /^[\x20-\x7e]{1,2000}$/.test(value);
  if (entries.length > HEADERS_MAX || !entries.every(isRight))
    throw invalidInput([{ pointer: "/recordingHeaders", detail: `at most ${HEADERS_MAX} headers like Authorization` }]);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

function authenticate(
  received: ReceivedWebhook,
  { signingSecrets, tokens }: Credentials,
  now: Date,
): ReturnType<SourceKind["authenticate"]> {
  if (signingSecrets.length === 0 && tokens.length === 0) return "open";
  const nowS = Math.floor(now.getTime() / 1000);
  const signed = verifyWebhook({ header: received.header, body: received.body, nowS }, signingSecrets);
  const isToken = offeredTokens(received).some((offered) => isOneOf(offered, tokens));
  return signed.ok || isToken ? "proven" : "refused";
}

function offeredTokens({ header, pathToken }: ReceivedWebhook): string[] {
  const bearer = /^Bearer +(\S+) *$/i.exec(header("authorization") ?? "")?.[1];
  return [bearer, header("x-webhook-token"), pathToken].filter((token) => typeof token === "string");
}

/** Every token is compared, in a time that does not tell how much of one is right. */
function isOneOf(offered: string, tokens: readonly string[]): boolean {
  const digest = sha256(offered);
  return tokens.map((token) => timingSafeEqual(sha256(token), digest)).includes(true);
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

const FORM = /^application\/x-www-form-urlencoded(?:;|$)/i;

function readBody({ header, body }: ReceivedWebhook): unknown {
  checkMediaType(header, /^application\/(?:(?:[\w.+-]+\+)?json|x-www-form-urlencoded)$/, "JSON or a form");
  const text = decodeBody(body);
  if (!FORM.test(header("content-type") ?? "")) return parseJson(text);
  const fields: Record<string, unknown> = {};
  for (const [name, value] of parseForm(text)) {
    if (!Object.hasOwn(WebhookBody.shape, name) || value === "") continue;
    if (Object.hasOwn(fields, name)) throw wholeBodyFault("malformed", `The form gives ${name} twice.`);
    fields[name] = LISTS.has(name) ? value.split(",").flatMap((one) => one.trim() || []) : value;
  }
  return fields;
}

function eventOf(body: WebhookBody, checkUrl: (url: string) => void): CallEvent {
  const url = body.recording_url?.trim() || null;
  if (url !== null) checkUrl(url);
  return {
    externalId: body.call_id,
    managerId: body.manager_id ?? null,
    managerName: body.manager_name || null,
    team: body.team || null,
    direction: body.direction ?? null,
    startedAt: body.started_at ?? null,
    languageHint: body.language ?? null,
    tags: body.tags ?? [],
    metadata: body.metadata ?? {},
    talkSeconds: body.talk_seconds ?? null,
    isInternal: body.internal ?? null,
    isVoicemail: body.voicemail ?? null,
    occurredAt: body.occurred_at ?? null,
    recording: url === null ? null : { url, sourceKey: body.recording_id ?? null },
    contentMode: body.content_mode ?? null,
    scorecard: body.scorecard ?? null,
    reportLanguage: body.report_language ?? null,
  };
}

function read(credentials: string | null): Credentials {
  return credentials === null ? NONE : Credentials.parse(JSON.parse(credentials));
}
