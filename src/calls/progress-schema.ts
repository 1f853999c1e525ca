import { z } from "@hono/zod-openapi";
import { type CallProgress, isSettled, PROGRESS_STEPS } from "./progress.ts";
import { CallWire } from "./schemas.ts";

const StepWire = z.object({
  key: z.enum(PROGRESS_STEPS),
  state: z.enum(["done", "now", "wait", "stopped"]).openapi({
    description: "`stopped`: the work ended in this step without a result.",
  }),
  count: z
    .object({
      done: z.number().min(0),
      total: z.number().min(0).nullable().openapi({ description: "Null while nobody knows it." }),
      unit: z.enum(["bytes", "ms"]),
    })
    .nullable()
    .openapi({ description: "What was counted, never an estimate; null where nothing is." }),
});

/** How the progress of a call goes over the wire, as JSON and as the data of an event. */
export const CallProgressWire = z
  .object({
    call_id: z.uuid(),
    status: CallWire.shape.status,
    state: z
      .enum(["working", "waiting", "cancelling", "quarantined", "cancelled", "failed", "skipped", "done"])
      .openapi({
        description:
          "`waiting`: goes on by itself once `reason` is gone. `quarantined`: the work failed again and again and waits " +
          "until a person asks for it anew.",
      }),
    settled: z
      .boolean()
      .openapi({ description: "Nothing changes any more unless a person acts; the events end here." }),
    reason: z.string().nullable().openapi({ description: "A code that says why it waits, failed or was skipped." }),
    until: z.iso.datetime().nullable().openapi({ description: "When it goes on by itself, where that is known." }),
    steps: z.array(StepWire),
    recording: z
      .object({
        file_name: z.string().nullable(),
        size_bytes: z.int().nullable(),
        duration_ms: z.int().nullable(),
        channels: z.int().nullable(),
        layout: z.enum(["mono", "stereo", "false_stereo", "one_side_silent"]).nullable(),
        pieces: z.int().nullable().openapi({ description: "Files cut for the speech engine; 0 without speech." }),
        pieces_ms: z.int().nullable().openapi({ description: "Length of the sound in them." }),
      })
      .nullable()
      .openapi({ description: "Null for a call that came as text." }),
    scorecard: z.string(),
    evaluation_id: z.uuid().nullable(),
    accepted_at: z.iso.datetime(),
    links: z.object({
      self: z.string(),
      events: z.string(),
      call: z.string(),
      page: z.string(),
      evaluation: z.string().nullable(),
    }),
  })
  .openapi("CallProgress");

/** Where the progress of a call is asked for; the value of `Location` of an answer 202. */
export function progressPath(callId: string): string {
  return `/api/v1/calls/${callId}/progress`;
}

/** Puts progress into its wire shape. */
export function progressToWire(progress: CallProgress): z.infer<typeof CallProgressWire> {
  const { callId, evaluationId, recording } = progress;
  return {
    call_id: callId,
    status: progress.status,
    state: progress.state,
    settled: isSettled(progress),
    reason: progress.reason,
    until: progress.until?.toISOString() ?? null,
    steps: progress.steps,
    recording: recording && {
      file_name: recording.fileName,
      size_bytes: recording.sizeBytes,
      duration_ms: recording.durationMs,
      channels: recording.channels,
      layout: recording.layout,
      pieces: recording.pieces,
      pieces_ms: recording.piecesMs,
    },
    scorecard: progress.scorecard,
    evaluation_id: evaluationId,
    accepted_at: progress.acceptedAt.toISOString(),
    links: {
      self: progressPath(callId),
      events: `/api/v1/calls/${callId}/events`,
      call: `/api/v1/calls/${callId}`,
      page: `/calls/${callId}`,
      evaluation: evaluationId && `/api/v1/evaluations/${evaluationId}`,
    },
  };
}
