import { z } from "@hono/zod-openapi";
import type { Delivery } from "./delivery-store.ts";
import { type RulesChange, SECRET_KINDS, type ShownSource, type SourceChange } from "./manage-sources.ts";
import { deliveryPath, SOURCE_NAME_CHARACTERS_MAX } from "./source.ts";
import { SourceRules } from "./source-rules.ts";

const rules = SourceRules.shape;
const skip = rules.skip.unwrap().shape;

/** What is done with the calls of a source, as it goes over the wire. */
export const RulesWire = z
  .object({
    scorecards: rules.scorecards
      .removeDefault()
      .openapi({ description: "Keys of the scorecards to fill in; the first is the primary one." }),
    manager_channel: rules.managerChannel
      .removeDefault()
      .openapi({ description: "Null: the setting MANAGER_CHANNEL decides, then the content." }),
    report_language: rules.reportLanguage.removeDefault(),
    skip: z
      .object({
        talk_seconds_min: skip.talkSecondsMin
          .removeDefault()
          .openapi({ description: "Calls with less talk are skipped; null: none." }),
        directions: skip.directions.removeDefault(),
        internal: skip.internal.removeDefault(),
        voicemail: skip.voicemail.removeDefault(),
        managers: skip.managers.removeDefault().openapi({ description: "By your ids." }),
        tags: skip.tags.removeDefault().openapi({ description: "In any case of letters." }),
      })
      .openapi({ description: "Calls that are kept and not audited." }),
  })
  .openapi("SourceRules");

/** Parts of the rules; a list is given whole. */
const RulesPatch = RulesWire.partial()
  .extend({ skip: RulesWire.shape.skip.partial().optional() })
  .openapi("SourceRulesPatch");

/** How a source goes over the wire; nothing in it is secret. */
export const SourceWire = z
  .object({
    key: z.string(),
    kind: z.string(),
    name: z.string().nullable(),
    address: z.string().openapi({ description: "Where its deliveries go." }),
    rules: RulesWire,
    credential_hosts: z
      .array(z.string())
      .openapi({ description: "The only hosts that see its recording headers, like `pbx.example:8080`." }),
    secrets: z
      .object({
        signing: z.int().openapi({ description: "How many signing secrets hold: two during a rotation." }),
        tokens: z.int(),
        recording_headers: z.array(z.string()).openapi({ description: "Names only." }),
      })
      .nullable()
      .openapi({ description: "Null when they cannot be opened with this SECRET_KEY." }),
    enabled: z.boolean(),
    disabled_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .openapi("Source");

/** All sources: there are few. */
export const SourceList = z.object({ items: z.array(SourceWire), next_cursor: z.null() }).openapi("SourceList");

const Name = z.string().trim().max(SOURCE_NAME_CHARACTERS_MAX).nullable();
const Hosts = z.array(z.string().max(300));
const Headers = z.record(z.string().max(100), z.string().max(2_000)).openapi({
  description: "Headers by which its recordings are fetched; all of them anew.",
  example: { Authorization: "Basic cGJ4OnNlY3JldA==" },
});

/** What a person changes of a source. */
export const SourcePatch = z
  .object({
    name: Name.optional(),
    enabled: z.boolean().optional(),
    rules: RulesPatch.optional(),
    credential_hosts: Hosts.optional(),
    recording_headers: Headers.optional(),
  })
  .openapi("SourcePatch");

/** What a new source needs. */
export const NewSourceBody = SourcePatch.omit({ enabled: true })
  .extend({
    key: z.string().openapi({ description: "Stands in its address.", example: "pbx" }),
    kind: z.string().max(64).default("webhook"),
  })
  .openapi("NewSource");

/** A new secret of a source. */
export const NewSecretBody = z
  .object({
    kind: z.enum(SECRET_KINDS).openapi({ description: "`signing`: Standard Webhooks; `token`: for who cannot sign." }),
    secret: z.string().trim().min(1).max(200).nullish().openapi({ description: "Yours; null: one is made." }),
  })
  .openapi("NewSourceSecret");

/** A source with its new secret, which is told this once. */
export const SourceWithSecret = SourceWire.extend({
  secret: z.string().nullable().openapi({ description: "Told this once; null where you gave your own." }),
}).openapi("SourceWithSecret");

/** What may become of an arrival. */
export const DELIVERY_OUTCOMES = ["accepted", "repeated", "awaiting", "skipped", "ignored", "unreadable"] as const;

/** One arrival. */
export const DeliveryWire = z
  .object({
    id: z.uuid(),
    received_at: z.iso.datetime(),
    outcome: z.enum(DELIVERY_OUTCOMES),
    reason: z.string().nullable().openapi({ description: "A code, such as `field_missing` or `too_short`." }),
    pointer: z.string().nullable().openapi({ description: "Of what nobody could read: the field at fault." }),
    detail: z.string().nullable().openapi({ description: "What its sender was told." }),
    call_id: z.uuid().nullable(),
    body: z.string().nullable().openapi({ description: "What nobody could read, at most 64 KiB of it; else null." }),
  })
  .openapi("Delivery");

/** A page of arrivals of a source. */
export const DeliveryList = z
  .object({ items: z.array(DeliveryWire), next_cursor: z.string().nullable() })
  .openapi("DeliveryList");

/** Puts a source into its wire shape; `origin` stands before its address, empty where it is not known. */
export function sourceToWire(source: ShownSource, origin: string): z.infer<typeof SourceWire> {
  const { secrets } = source;
  return {
    key: source.key,
    kind: source.kind,
    name: source.name,
    address: `${origin}${deliveryPath(source.key)}`,
    rules: rulesToWire(source.rules),
    credential_hosts: source.credentialHosts,
    secrets: secrets && {
      signing: secrets.signingSecrets,
      tokens: secrets.tokens,
      recording_headers: secrets.recordingHeaders,
    },
    enabled: source.disabledAt === null,
    disabled_at: source.disabledAt?.toISOString() ?? null,
    created_at: source.createdAt.toISOString(),
  };
}

function rulesToWire({ scorecards, managerChannel, reportLanguage, skip }: SourceRules): z.infer<typeof RulesWire> {
  const { talkSecondsMin, ...rest } = skip;
  return {
    scorecards,
    manager_channel: managerChannel,
    report_language: reportLanguage,
    skip: { talk_seconds_min: talkSecondsMin, ...rest },
  };
}

/** Reads a change out of its wire shape; what is absent stays absent. */
export function changeFromWire(given: z.infer<typeof SourcePatch>): SourceChange {
  const { rules, name, enabled, credential_hosts: credentialHosts, recording_headers: recordingHeaders } = given;
  return onlyGiven({ name, enabled, credentialHosts, recordingHeaders, rules: rules && rulesFromWire(rules) });
}

function rulesFromWire(given: z.infer<typeof RulesPatch>): RulesChange {
  const { scorecards, manager_channel: managerChannel, report_language: reportLanguage } = given;
  const { talk_seconds_min: talkSecondsMin, ...rest } = given.skip ?? {};
  return onlyGiven({ scorecards, managerChannel, reportLanguage, skip: onlyGiven({ talkSecondsMin, ...rest }) });
}

/** Only what was given. */
function onlyGiven<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** Puts an arrival into its wire shape. */
export function deliveryToWire(delivery: Delivery): z.infer<typeof DeliveryWire> {
  const { receivedAt, callId, ...rest } = delivery;
  return { ...rest, received_at: receivedAt.toISOString(), call_id: callId };
}
