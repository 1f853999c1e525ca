import { z } from "@hono/zod-openapi";
import type { FailedEvaluation } from "../calls/failure-store.ts";
import { CallWire, callToWire } from "../calls/schemas.ts";
import type { ListedCall } from "../calls/store.ts";
import type { EvaluationHead } from "../evaluations/store.ts";
import { CALLS_PAGE_MAX } from "./show-calls.ts";
import type { TranscriptWithOrigin } from "./store.ts";

const EvaluationHeadWire = z.object({
  scorecard: z.string(),
  evaluation_id: z.uuid(),
  status: z.enum(["scored", "not_scorable", "needs_review"]),
  total_score: z.number().nullable(),
  current: z.boolean(),
});

const FailedEvaluationWire = z.object({
  scorecard: z.string(),
  reason: z.string().openapi({ description: "A code as in `status_reason`.", example: "judge_failed" }),
  detail: z.string(),
});

/** A call with the heads of its evaluations, newest first. */
export const CallWithEvaluations = CallWire.extend({
  evaluations: z.array(EvaluationHeadWire),
  failed_evaluations: z.array(FailedEvaluationWire).openapi({
    description: "Scorecards that could not be filled in; `POST /api/v1/calls/{id}/replay` asks for them again.",
  }),
  links: z.object({ self: z.string(), page: z.string() }),
}).openapi("Call", {
  example: {
    id: "0190f3c2-7b1e-7cc3-98c4-dc0c0c073980",
    external_id: "123",
    source: "api",
    manager_id: "m-42",
    origin: "text",
    status: "scored",
    status_reason: null,
    total_score: 85,
    primary_scorecard: "manager-plus",
    direction: "outbound",
    started_at: "2026-11-24T06:30:00.000Z",
    created_at: "2026-11-24T07:00:00.000Z",
    tags: ["vip"],
    metadata: { deal: 5 },
    evaluations: [
      {
        scorecard: "manager-plus",
        evaluation_id: "0190f3c2-7b1e-7cc3-98c4-dc0c0c073981",
        status: "scored",
        total_score: 85,
        current: true,
      },
    ],
    failed_evaluations: [],
    links: {
      self: "/api/v1/calls/0190f3c2-7b1e-7cc3-98c4-dc0c0c073980",
      page: "/calls/0190f3c2-7b1e-7cc3-98c4-dc0c0c073980",
    },
  },
});
export type CallWithEvaluations = z.infer<typeof CallWithEvaluations>;

/** A page of calls, newest first; `next_cursor` is null on the last. */
export const CallList = z
  .object({ items: z.array(CallWithEvaluations), next_cursor: z.string().nullable() })
  .openapi("CallList");

/** Query of `GET /api/v1/calls`. */
export const CallListQuery = z.object({
  external_id: z.string().min(1).max(200).optional().openapi({ description: "The id you gave the call." }),
  import: z
    .uuid()
    .toLowerCase()
    .optional()
    .openapi({ description: "Our id of a list of recordings: the calls that it brought, not those it found here." }),
  limit: z.coerce.number().int().min(1).max(CALLS_PAGE_MAX).default(50),
  cursor: z.string().max(200).optional().openapi({ description: "`next_cursor` of the page before." }),
});

/** Puts a call and the heads of its evaluations into the wire shape. */
export function callWithEvaluations(
  call: ListedCall,
  heads: EvaluationHead[],
  failures: FailedEvaluation[],
): CallWithEvaluations {
  return {
    ...callToWire(call),
    evaluations: heads.map(({ id, scorecard, status, total, current }) => ({
      scorecard,
      evaluation_id: id,
      status,
      total_score: total,
      current,
    })),
    failed_evaluations: failures.map(({ scorecard, reason, detail }) => ({ scorecard, reason, detail })),
    links: { self: `/api/v1/calls/${call.id}`, page: `/calls/${call.id}` },
  };
}

/** Query of `GET /api/v1/calls/{id}/audio`; `download` with any value asks for a file to save. */
export const AudioQuery = z.object({
  download: z.string().max(20).optional().openapi({ description: "Given: a file to save instead of one to play." }),
  as: z
    .enum(["wav"])
    .optional()
    .openapi({ description: "GSM, which no browser plays, as a WAV with an ETag of its own; other sound as it came." }),
});

/** Query of `GET /api/v1/calls/{id}/transcript`. */
export const TranscriptQuery = z.object({
  format: z
    .enum(["txt", "srt", "vtt", "json"])
    .default("json")
    .openapi({ description: "`srt` and `vtt` are there only where every utterance has a time." }),
  lang: z.enum(["ru", "en"]).optional().openapi({
    description: "Language of the role names in txt, srt and vtt; else that of the pages, else Accept-Language.",
  }),
});

/** The words of a call under its newest roles; times are milliseconds from the start, null where unknown. */
export const TranscriptWire = z
  .object({
    call_id: z.uuid(),
    transcript_id: z.uuid(),
    role_assignment_id: z.uuid(),
    engine: z.string().openapi({ description: "`text` for a given text, else what wrote the recording down." }),
    engine_version: z.string().nullable(),
    language: z.string().nullable(),
    roles_made_by: z.enum(["label", "channel", "content", "person"]),
    roles_confidence: z.number().min(0).max(1),
    utterances: z.array(
      z.object({
        number: z.int(),
        role: z.enum(["manager", "customer", "other", "unknown"]),
        speaker: z.string().nullable().openapi({ description: "The label, channel or voice as it came." }),
        start_ms: z.number().nullable(),
        end_ms: z.number().nullable(),
        text: z.string(),
      }),
    ),
  })
  .openapi("Transcript", {
    example: {
      call_id: "0190f3c2-7b1e-7cc3-98c4-dc0c0c073980",
      transcript_id: "0190f3c2-7b1e-7cc3-98c4-dc0c0c073982",
      role_assignment_id: "0190f3c2-7b1e-7cc3-98c4-dc0c0c073983",
      engine: "openai",
      engine_version: "gpt-4o-transcribe",
      language: "ru",
      roles_made_by: "channel",
      roles_confidence: 1,
      utterances: [
        {
          number: 1,
          role: "manager",
          speaker: "left",
          start_ms: 500,
          end_ms: 3438,
          text: "Цветочная мастерская, добрый день.",
        },
      ],
    },
  });

/** Puts the words of a call into their wire shape. */
export function transcriptToWire(callId: string, words: TranscriptWithOrigin): z.infer<typeof TranscriptWire> {
  return {
    call_id: callId,
    transcript_id: words.transcriptId,
    role_assignment_id: words.roleAssignmentId,
    engine: words.engine,
    engine_version: words.engineVersion,
    language: words.language,
    roles_made_by: words.roles.madeBy,
    roles_confidence: words.roles.confidence,
    utterances: words.transcript.utterances.map(({ number, speaker, startMs, endMs, text }) => ({
      number,
      role: words.roles.roles[number - 1] ?? "unknown",
      speaker,
      start_ms: startMs,
      end_ms: endMs,
      text,
    })),
  };
}
