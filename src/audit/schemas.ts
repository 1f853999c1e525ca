import { z } from "@hono/zod-openapi";
import type { Call } from "../calls/call.ts";
import { ExternalId, ToldFields } from "../calls/schemas.ts";
import { ContentModeWire } from "../evaluations/content-mode-wire.ts";
import type { StoredEvaluation } from "../evaluations/evaluation.ts";
import { criterionScores, EvaluationWire, evaluationToWire } from "../evaluations/schemas.ts";
import { CONTENT_MODES, REPORT_LANGUAGES } from "../evaluations/scorecard.ts";
import { ANSWER_EXAMPLE } from "./answer-example.ts";

/** How urgent work is that goes through the queue. */
export const Priority = z.enum(["normal", "low"]).nullish().openapi({
  description: "`low`: the work gives way to anything fresh and never has more than half of the places at work.",
  default: "normal",
});

/** Optional fields every analyze route takes; null counts as absent, unknown keys are ignored. */
export const CallFields = {
  priority: Priority,
  content_mode: ContentModeWire.nullish(),
  scorecard: z
    .string()
    .max(64)
    .nullish()
    .openapi({ description: "Key of a scorecard; wins over content_mode.", example: "manager-plus" }),
  report_language: z.enum(REPORT_LANGUAGES).nullish().openapi({
    description: "Language of summary and recommendations; a stored answer keeps the one it was made in.",
    example: "ru",
  }),
  ...ToldFields,
  call_id: ExternalId.nullish().openapi({
    type: "string",
    description: "Your id of the call. The same id with the same content gives the stored answer.",
    example: "123",
  }),
};

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
