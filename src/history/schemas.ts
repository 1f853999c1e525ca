import { z } from "@hono/zod-openapi";
import { CallWire, callToWire } from "../calls/schemas.ts";
import type { ListedCall } from "../calls/store.ts";
import type { EvaluationHead } from "../evaluations/store.ts";
import { CALLS_PAGE_MAX } from "./show-calls.ts";

const EvaluationHeadWire = z.object({
  scorecard: z.string(),
  evaluation_id: z.uuid(),
  status: z.enum(["scored", "not_scorable", "needs_review"]),
  total_score: z.number().nullable(),
  current: z.boolean(),
});

/** A call with the heads of its evaluations, newest first. */
export const CallWithEvaluations = CallWire.extend({
  evaluations: z.array(EvaluationHeadWire),
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
  limit: z.coerce.number().int().min(1).max(CALLS_PAGE_MAX).default(50),
  cursor: z.string().max(200).optional().openapi({ description: "`next_cursor` of the page before." }),
});

/** Puts a call and the heads of its evaluations into the wire shape. */
export function callWithEvaluations(call: ListedCall, heads: EvaluationHead[]): CallWithEvaluations {
  return {
    ...callToWire(call),
    evaluations: heads.map(({ id, scorecard, status, total, current }) => ({
      scorecard,
      evaluation_id: id,
      status,
      total_score: total,
      current,
    })),
    links: { self: `/api/v1/calls/${call.id}`, page: `/calls/${call.id}` },
  };
}
