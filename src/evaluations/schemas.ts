import { z } from "@hono/zod-openapi";
import type { CriterionVerdict, Evidence, StoredEvaluation } from "./evaluation.ts";
import { bandOf } from "./score.ts";
import { CONTENT_MODES } from "./scorecard.ts";

const Percent = z.number().min(0).max(100);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const EvidenceWire = z
  .object({
    utterance: z.int().min(1),
    text: z.string(),
    start: z.int(),
    end: z.int(),
    start_ms: z.int().nullable(),
  })
  .openapi("Evidence", {
    description: "Words copied from the transcript by code, and where they stand in their utterance, in UTF-16 units.",
  });

const CriterionWire = z
  .object({
    key: z.string(),
    name: z.string(),
    weight: z.number(),
    verdict: z.enum(["met", "partial", "not_met", "na", "unclear"]),
    score: z.union([z.literal(100), z.literal(50), z.literal(0)]).nullable(),
    reason: z.string(),
    evidence: z.array(EvidenceWire).max(3),
    absence: z.boolean(),
    breach: z.string().nullable(),
    unclear_reason: z.string().nullable(),
    votes: z.array(z.string()).nullable(),
    agreement: z.number().min(0).max(1).nullable(),
  })
  .openapi("CriterionVerdict");

const Receipt = z
  .object({
    transcript_sha256: Sha256,
    role_assignment_sha256: Sha256,
    scorecard_sha256: Sha256,
    prompt_sha256: Sha256.nullable(),
    judge: z.string(),
    judge_version: z.string(),
    model: z.string().nullable(),
    model_fingerprint: z.string().nullable(),
    requests: z.int(),
    input_tokens: z.int(),
    cached_tokens: z.int(),
    output_tokens: z.int(),
    cost_usd: z.number(),
  })
  .openapi("Receipt", { description: "What the evaluation was made from and what it cost." });

/** How an evaluation goes over the wire: our words in snake_case, see `Evaluation` for units and nulls. */
export const EvaluationWire = z
  .object({
    id: z.uuid(),
    call_id: z.uuid(),
    created_at: z.iso.datetime(),
    current: z.boolean(),
    status: z.enum(["scored", "not_scorable", "needs_review"]),
    not_scorable_reason: z.string().nullable(),
    not_scorable_evidence: z.array(EvidenceWire),
    review_reason: z.string().nullable(),
    content_mode: z.enum(CONTENT_MODES),
    language: z.string().nullable(),
    scorecard: z.object({ key: z.string(), revision: z.int() }),
    judge: z.object({ name: z.string(), version: z.string(), model: z.string().nullable() }),
    total_score: Percent.nullable(),
    band: z.enum(["poor", "weak", "good", "strong"]).nullable(),
    raw_score: Percent.nullable(),
    preliminary: Percent.nullable(),
    range: z.object({ low: Percent, high: Percent }).nullable(),
    cap: z.object({ criterion: z.string(), cap: Percent, breach: z.string().nullable() }).nullable(),
    criteria: z.array(CriterionWire),
    summary: z.string(),
    recommendations: z.array(
      z.object({ criterion: z.string().nullable(), text: z.string(), example: z.string().nullable() }),
    ),
    topics: z.array(z.object({ label: z.string(), evidence: z.array(EvidenceWire) })),
    outcome: z.object({ value: z.string(), evidence: z.array(EvidenceWire) }),
    commitments: z.array(
      z.object({
        who: z.enum(["manager", "customer"]),
        what: z.string(),
        when: z.string().nullable(),
        evidence: z.array(EvidenceWire),
      }),
    ),
    withheld: z.array(z.int()),
    removed_characters: z.int(),
    metrics: z.record(z.string(), z.unknown()),
    receipt: Receipt,
  })
  .openapi("Evaluation");
export type EvaluationWire = z.infer<typeof EvaluationWire>;

/** Puts a stored evaluation into its wire shape. */
export function evaluationToWire(stored: StoredEvaluation): EvaluationWire {
  const { evaluation } = stored;
  return {
    id: stored.id,
    call_id: stored.callId,
    created_at: stored.createdAt.toISOString(),
    current: stored.current,
    status: evaluation.status,
    not_scorable_reason: evaluation.notScorableReason,
    not_scorable_evidence: evaluation.notScorableEvidence.map(evidenceToWire),
    review_reason: evaluation.reviewReason,
    content_mode: evaluation.mode,
    language: evaluation.language,
    scorecard: stored.scorecard,
    judge: { name: stored.judge, version: evaluation.receipt.judgeVersion, model: evaluation.receipt.model },
    total_score: evaluation.total,
    band: evaluation.total === null ? null : bandOf(evaluation.total),
    raw_score: evaluation.rawTotal,
    preliminary: evaluation.preliminary,
    range: evaluation.range,
    cap: evaluation.cap,
    criteria: evaluation.verdicts.map(verdictToWire),
    summary: evaluation.summary,
    recommendations: evaluation.recommendations,
    topics: evaluation.topics.map((topic) => ({ ...topic, evidence: topic.evidence.map(evidenceToWire) })),
    outcome: { ...evaluation.outcome, evidence: evaluation.outcome.evidence.map(evidenceToWire) },
    commitments: evaluation.commitments.map((one) => ({ ...one, evidence: one.evidence.map(evidenceToWire) })),
    withheld: evaluation.withheld,
    removed_characters: evaluation.removedCharacters,
    metrics: snakeKeys(evaluation.metrics),
    receipt: receiptToWire(evaluation.receipt),
  };
}

/** One number 0–100 per criterion that applied, was clear and carries weight; the origin's `criteria` field. */
export function criterionScores(verdicts: CriterionVerdict[]): Record<string, number> {
  const scores: Record<string, number> = {};
  for (const { criterion, score, weight } of verdicts) if (score !== null && weight > 0) scores[criterion] = score;
  return scores;
}

function verdictToWire(verdict: CriterionVerdict): EvaluationWire["criteria"][number] {
  return {
    key: verdict.criterion,
    name: verdict.name,
    weight: verdict.weight,
    verdict: verdict.verdict,
    score: verdict.score as 100 | 50 | 0 | null,
    reason: verdict.reason,
    evidence: verdict.evidence.map(evidenceToWire),
    absence: verdict.absence,
    breach: verdict.breach,
    unclear_reason: verdict.unclearReason,
    votes: verdict.vote?.votes ?? null,
    agreement: verdict.vote?.agreement ?? null,
  };
}

function evidenceToWire({ startMs, ...evidence }: Evidence): z.infer<typeof EvidenceWire> {
  return { ...evidence, start_ms: startMs };
}

function receiptToWire(receipt: StoredEvaluation["evaluation"]["receipt"]): EvaluationWire["receipt"] {
  return {
    transcript_sha256: receipt.transcriptSha256,
    role_assignment_sha256: receipt.roleAssignmentSha256,
    scorecard_sha256: receipt.scorecard.sha256,
    prompt_sha256: receipt.promptSha256,
    judge: receipt.judge,
    judge_version: receipt.judgeVersion,
    model: receipt.model,
    model_fingerprint: receipt.modelFingerprint,
    requests: receipt.requests,
    input_tokens: receipt.inputTokens,
    cached_tokens: receipt.cachedTokens,
    output_tokens: receipt.outputTokens,
    cost_usd: receipt.costUsd,
  };
}

/** camelCase keys of nested plain objects in snake_case; values stay. */
function snakeKeys(value: object): Record<string, unknown> {
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
    key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    inner !== null && typeof inner === "object" && !Array.isArray(inner) ? snakeKeys(inner) : inner,
  ]);
  return Object.fromEntries(entries);
}
