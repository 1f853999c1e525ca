import { createHash } from "node:crypto";
import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type CallProgress, isSettled, readProgress } from "../calls/progress.ts";
import { CallProgressWire, progressToWire } from "../calls/progress-schema.ts";
import type { Db } from "../db/database.ts";
import { AppError } from "../errors.ts";
import { eventStream, lastEventId, type StreamEvent } from "../http/event-stream.ts";
import { problemResponses } from "../http/problem-schema.ts";
import { Bell } from "./bell.ts";

/** What following a call needs. */
export interface ProgressDeps {
  db: Db;
  /** Hears, in this process, that something of the call changed; gives back what ends it. Absent: only looked for. */
  subscribe?: (callId: string, listener: () => void) => () => void;
  /** Hears what went wrong while a stream was open. */
  onError: (error: unknown) => void;
  /** Aborts when the server stops. */
  closing?: AbortSignal;
  /** How often a change made by another process is looked for (default 1,000 ms). */
  lookEveryMs?: number;
  /** Two looks for one reader are at least so far apart, however often the bell rings (default 500 ms). */
  lookGapMs?: number;
  /** Streams open at once in this process (default 500). */
  streamsMax?: number;
}

const Id = z.object({ id: z.uuid() });

/** `GET /api/v1/calls/{id}/progress`, and the same as Server-Sent Events at `…/events`. */
export function progressRoutes(deps: ProgressDeps): OpenAPIHono {
  const { streamsMax = 500 } = deps;
  const routes = new OpenAPIHono();
  let open = 0;
  for (const document of DOCUMENTS) routes.openAPIRegistry.registerPath(document);

  routes.get("/api/v1/calls/:id/progress", async (c) => c.json(progressToWire(await progressFor(deps, c))));

  routes.get("/api/v1/calls/:id/events", async (c) => {
    const now = await progressFor(deps, c);
    const seen = lastEventId(c);
    // To a reader who comes back and has seen the end, 204 says to stay away (HTML Standard, section 9.2.3).
    if (isSettled(now) && eventOf(now).id === seen) return c.body(null, 204);
    if (open >= streamsMax)
      throw new AppError("unavailable", "Too many streams are open; ask for the progress instead.");
    open += 1;
    return eventStream(c, {
      events: (signal) => follow(deps, now, seen, signal),
      onError: deps.onError,
      onEnd: () => {
        open -= 1;
      },
      ...(deps.closing ? { closing: deps.closing } : {}),
    });
  });
  return routes;
}

/** Throws `not_found` also for what is no id of ours. */
async function progressFor({ db }: ProgressDeps, c: Context): Promise<CallProgress> {
  const { data: id } = Id.shape.id.safeParse(c.req.param("id"));
  const progress = id === undefined ? null : await readProgress(db, id);
  if (!progress) throw new AppError("not_found", "There is no such call.");
  return progress;
}

/** Every change from `first` on until the call is settled, removed, or nobody reads; the one `seen` is not sent again. */
async function* follow(
  deps: ProgressDeps,
  first: CallProgress,
  seen: string | null,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const { lookEveryMs = 1_000, lookGapMs = 500 } = deps;
  const bell = new Bell();
  const unsubscribe = deps.subscribe?.(first.callId, () => bell.ring());
  try {
    let sent = seen;
    for (let now: CallProgress | null = first; now && !signal.aborted; now = await readProgress(deps.db, now.callId)) {
      const event = eventOf(now);
      if (event.id !== sent) yield event;
      sent = event.id;
      if (isSettled(now)) return;
      await bell.wait({ atLeastMs: lookGapMs, atMostMs: lookEveryMs, signal });
      if (signal.aborted) return;
    }
  } finally {
    unsubscribe?.();
  }
}

/** The id is made of the content, so that any process knows what a reader has seen. */
function eventOf(progress: CallProgress): StreamEvent {
  const data = progressToWire(progress);
  const id = createHash("sha256").update(JSON.stringify(data)).digest("base64url").slice(0, 16);
  return { id, name: "progress", data };
}

const DOCUMENTS = [
  {
    method: "get" as const,
    path: "/api/v1/calls/{id}/progress",
    operationId: "getCallProgress",
    tags: ["Audit"],
    summary: "How far a call is: counted steps",
    description:
      "`stored`, `prepared`, `transcribed`, `scored`: what is done, what is at work and how much of it was counted. " +
      "Read from what is stored, so it survives restarts. A call that came as text has only the last step.",
    request: { params: Id },
    responses: {
      200: { description: "The progress.", content: { "application/json": { schema: CallProgressWire } } },
      ...problemResponses(404),
    },
  },
  {
    method: "get" as const,
    path: "/api/v1/calls/{id}/events",
    operationId: "followCallProgress",
    tags: ["Audit"],
    summary: "The progress of a call as Server-Sent Events",
    description:
      "Events named `progress`, each with the whole progress as its data: the first at once, then every change. The stream " +
      "ends when the call is settled. A reader who was cut off comes back with `Last-Event-ID` and gets what is new only; " +
      "once it has seen the end, the answer is 204.",
    request: { params: Id, headers: z.object({ "last-event-id": z.string().optional() }) },
    responses: {
      200: { description: "The events.", content: { "text/event-stream": { schema: CallProgressWire } } },
      204: { description: "The call is settled and the reader has seen it." },
      ...problemResponses(404),
    },
  },
];
