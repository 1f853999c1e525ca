import { z } from "@hono/zod-openapi";
import type { Call } from "../calls/call.ts";
import type { StoredEvaluation } from "../evaluations/evaluation.ts";
import { criterionScores, EvaluationWire, evaluationToWire } from "../evaluations/schemas.ts";
import { CONTENT_MODES, type ContentMode, REPORT_LANGUAGES } from "../evaluations/scorecard.ts";
import { ANSWER_EXAMPLE } from "./answer-example.ts";

/**
 * Wire spellings of a content mode, lower case. `manager ` and `client ` are `Manager+` and `Client+` whose plus a form
 * decoder turned into a space; the spellings with a space before the plus are those of the origin's code.
 */
const MODE_BY_SPELLING = new Map<string, ContentMode>([
  ["manager+", "Manager+"],
  ["manager +", "Manager+"],
  ["manager ", "Manager+"],
  ["client+", "Client+"],
  ["client +", "Client+"],
  ["client ", "Client+"],
  ["диалог", "Диалог"],
  ["dialog", "Диалог"],
  ["dialogue", "Диалог"],
]);

/** A content mode in any accepted spelling and case; anything else is a fault that names the canonical three. */
export const ContentModeWire = z
  .string()
  .transform((spelling, context): ContentMode => {
    const mode = MODE_BY_SPELLING.get(spelling.toLowerCase());
    if (mode) return mode;
    context.addIssue({ code: "custom", message: `unknown mode; one of ${CONTENT_MODES.join(", ")}` });
    return z.NEVER;
  })
  .openapi({ type: "string", enum: [...CONTENT_MODES], example: "Manager+", default: "Manager+" });

const ExternalId = z.union([z.string().trim().min(1).max(200), z.int().transform(String)]);

/** Optional fields every analyze route takes; null counts as absent, unknown keys are ignored. */
export const CallFields = {
  content_mode: ContentModeWire.nullish(),
  scorecard: z
    .string()
    .max(64)
    .nullish()
    .openapi({ description: "Key of a scorecard; wins over content_mode.", example: "manager-plus" }),
  call_id: ExternalId.nullish().openapi({
    type: "string",
    description: "Your id of the call. The same id with the same content gives the stored answer.",
    example: "123",
  }),
  manager_id: ExternalId.nullish().openapi({ type: "string", example: "m-42" }),
  language: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, "a BCP 47 tag such as ru or en-GB")
    .nullish()
    .openapi({ description: "Spoken language (BCP 47), a hint.", example: "ru" }),
  report_language: z.enum(REPORT_LANGUAGES).nullish().openapi({
    description: "Language of summary and recommendations; a stored answer keeps the one it was made in.",
    example: "ru",
  }),
  started_at: z.iso
    .datetime({ offset: true })
    .refine(isNearTime, "a time between 1970 and 2199")
    .transform((time) => new Date(time).toISOString())
    .nullish()
    .openapi({ example: "2026-11-24T09:30:00+03:00" }),
  direction: z.enum(["inbound", "outbound"]).nullish().openapi({ example: "outbound" }),
  tags: z.array(z.string().trim().min(1).max(100)).max(50).nullish(),
  metadata: z
    .record(z.string().max(100), z.unknown())
    .refine((value) => JSON.stringify(value).length <= METADATA_CHARACTERS_MAX, "at most 16,384 characters as JSON")
    .nullish()
    .openapi({ type: "object", additionalProperties: true }),
};

/** Calendars and databases agree on these years whatever the offset; no call lies beyond them. */
function isNearTime(time: string): boolean {
  const year = new Date(time).getUTCFullYear();
  return year >= 1970 && year < 2200;
}

/** Longest `metadata`, in characters of its JSON. */
const METADATA_CHARACTERS_MAX = 16_384;

/** Body of `POST /analyze_call`; `charactersMax` is the setting `DIALOG_CHARACTERS_MAX`. */
export function analyzeCallBody(charactersMax: number) {
  return z
    .object({
      dialog_text: z
        .string()
        .max(charactersMax, `at most ${charactersMax} characters`)
        .refine((text) => /[\p{L}\p{N}]/u.test(text), "must hold words"),
      ...CallFields,
    })
    .openapi("AnalyzeCall", {
      example: { dialog_text: "Клиент: Привет! Менеджер: Добрый день!", content_mode: "Manager+" },
    });
}
/** The body as read. */
export type AnalyzeCallBody = z.infer<ReturnType<typeof analyzeCallBody>>;

/** Answer of the analyze routes: the origin's five fields, then additions that old clients ignore. */
export const AnalyzeCallAnswer = z
  .object({
    total_score: z.number().min(0).max(100).nullable(),
    criteria: z.record(z.string(), z.number()),
    summary: z.string(),
    recommendations: z.string(),
    raw_model_output: z.array(z.string()),
    call_id: z.string(),
    evaluation_id: z.uuid(),
    status: z.enum(["scored", "not_scorable", "needs_review"]),
    not_scorable_reason: z.string().nullable(),
    preliminary: z.number().nullable(),
    content_mode: z.enum(CONTENT_MODES),
    scorecard: z.string(),
    judge: z.string(),
    evaluation: EvaluationWire,
    metrics: z.record(z.string(), z.unknown()),
    links: z.object({ self: z.string(), evaluation: z.string(), page: z.string() }),
  })
  .openapi("AnalyzeCallAnswer", { example: ANSWER_EXAMPLE as never });
export type AnalyzeCallAnswer = z.infer<typeof AnalyzeCallAnswer>;

/** Puts an audited call into the answer; `recommendations` is their one text, an item a line. */
export function analyzeCallAnswer(
  call: Pick<Call, "id" | "externalId">,
  stored: StoredEvaluation,
  recommendations: string,
): AnalyzeCallAnswer {
  const { evaluation } = stored;
  const wire = evaluationToWire(stored);
  return {
    total_score: evaluation.total,
    criteria: criterionScores(evaluation.verdicts),
    summary: evaluation.summary,
    recommendations,
    raw_model_output: evaluation.rawAnswers,
    call_id: call.externalId ?? call.id,
    evaluation_id: stored.id,
    status: evaluation.status,
    not_scorable_reason: evaluation.notScorableReason,
    preliminary: evaluation.preliminary,
    content_mode: evaluation.mode,
    scorecard: stored.scorecard.key,
    judge: stored.judge,
    evaluation: wire,
    metrics: wire.metrics,
    links: {
      self: `/api/v1/calls/${call.id}`,
      evaluation: `/api/v1/evaluations/${stored.id}`,
      page: `/evaluations/${stored.id}`,
    },
  };
}
