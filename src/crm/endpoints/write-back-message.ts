import { z } from "@hono/zod-openapi";
import type { Call } from "../../calls/call.ts";
import type { StoredEvaluation } from "../../evaluations/evaluation.ts";
import { recommendationsText } from "../../evaluations/recommendations-text.ts";
import { criterionScores } from "../../evaluations/schemas.ts";
import { CONTENT_MODES, type ReportLanguage } from "../../evaluations/scorecard.ts";

/** The event that a write-back tells of. */
export const EVALUATION_CHANGED_TYPE = "evaluation.changed";

const Percent = z.number().min(0).max(100);

/**
 * What goes to an endpoint, and nothing else of the call does: no transcript, no metadata, no telephone number of the
 * call. Built from immutable parts: one version always reads the same.
 */
export const WriteBackMessage = z
  .object({
    type: z.literal(EVALUATION_CHANGED_TYPE),
    timestamp: z.iso.datetime().openapi({ description: "When the evaluation was made." }),
    data: z.object({
      key: z.string().openapi({
        description: "Stable for the call and the scorecard: keep one record for each, and take the higher `version`.",
      }),
      version: z.int().min(1).openapi({ description: "Rises with every change of what is told under this key." }),
      call_id: z.string().openapi({ description: "The id you gave the call, else ours." }),
      id: z.uuid().openapi({ description: "Our id of the call." }),
      source: z.string(),
      manager_id: z.string().nullable(),
      origin: z.enum(["text", "upload", "url", "webhook", "telephony"]),
      direction: z.enum(["inbound", "outbound"]).nullable(),
      started_at: z.iso.datetime().nullable(),
      scorecard: z.string(),
      scorecard_revision: z.int(),
      content_mode: z.enum(CONTENT_MODES),
      judge: z.enum(["openai", "rules", "person"]),
      evaluation_id: z.uuid(),
      status: z.enum(["scored", "not_scorable", "needs_review"]),
      not_scorable_reason: z.string().nullable(),
      review_reason: z.string().nullable(),
      total_score: Percent.nullable().openapi({ description: "Null unless `scored`." }),
      preliminary: Percent.nullable(),
      criteria: z.record(z.string(), Percent).openapi({
        description: "One number for each criterion that applied, was clear and carries weight.",
      }),
      summary: z.string(),
      recommendations: z.string().openapi({ description: "One a line." }),
      links: z
        .object({ call: z.url().nullable(), evaluation: z.url().nullable() })
        .openapi({ description: "Pages for people; null where the service does not know its public address." }),
    }),
  })
  .openapi("WriteBack");
export type WriteBackMessage = z.infer<typeof WriteBackMessage>;

/** The event of a test message. */
export const PING_TYPE = "ping";

/** A test message: it tells of nothing, and whoever verifies it verifies every other. */
export const PingMessage = z
  .object({ type: z.literal(PING_TYPE), timestamp: z.iso.datetime(), data: z.object({}) })
  .openapi("Ping");
export type PingMessage = z.infer<typeof PingMessage>;

/** A test message of this moment. */
export function pingMessage(now: Date): PingMessage {
  return { type: PING_TYPE, timestamp: now.toISOString(), data: {} };
}

/** What a message is made of; `publicUrl` is an origin, null when people reach no page of ours from elsewhere. */
export interface MessageParts {
  call: Call;
  stored: StoredEvaluation;
  version: number;
  reportLanguage: ReportLanguage;
  publicUrl: string | null;
}

/** Stable for a call and a scorecard, over all versions and attempts: by it an endpoint finds its one record. */
export function writeBackKey(callId: string, scorecard: string): string {
  return `razbor:${callId}:${scorecard}`;
}

/** Puts an evaluation into the message that tells of it. */
export function writeBackMessage({ call, stored, version, reportLanguage, publicUrl }: MessageParts): WriteBackMessage {
  const { evaluation, scorecard } = stored;
  const link = (path: string) => (publicUrl === null ? null : `${publicUrl}${path}`);
  return {
    type: EVALUATION_CHANGED_TYPE,
    timestamp: stored.createdAt.toISOString(),
    data: {
      key: writeBackKey(call.id, scorecard.key),
      version,
      call_id: call.externalId ?? call.id,
      id: call.id,
      source: call.source,
      manager_id: call.managerId,
      origin: call.origin,
      direction: call.direction,
      started_at: call.startedAt?.toISOString() ?? null,
      scorecard: scorecard.key,
      scorecard_revision: scorecard.revision,
      content_mode: evaluation.mode,
      judge: stored.judge,
      evaluation_id: stored.id,
      status: evaluation.status,
      not_scorable_reason: evaluation.notScorableReason,
      review_reason: evaluation.reviewReason,
      total_score: evaluation.total,
      preliminary: evaluation.preliminary,
      criteria: criterionScores(evaluation.verdicts),
      summary: evaluation.summary,
      recommendations: recommendationsText(evaluation.recommendations, call.handling.reportLanguage ?? reportLanguage),
      links: { call: link(`/calls/${call.id}`), evaluation: link(`/evaluations/${stored.id}`) },
    },
  };
}
