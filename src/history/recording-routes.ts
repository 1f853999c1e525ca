import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Db } from "../db/database.ts";
import { localeOf } from "../http/locale.ts";
import { problemResponses } from "../http/problem-schema.ts";
import { readQuery } from "../http/query.ts";
import { contentDisposition, plainFileName } from "./disposition.ts";
import { AudioQuery, TranscriptQuery, TranscriptWire, transcriptToWire } from "./schemas.ts";
import { sendAudio } from "./send-audio.ts";
import { findHeardRecording, findNewestWords } from "./show-calls.ts";
import { TRANSCRIPT_TYPES, writeTranscript } from "./transcript-files.ts";

/** What the downloads need; `recordingPath` tells where the recording of an id lies on the disk. */
export interface RecordingRoutesDeps {
  db: Db;
  recordingPath: (recordingId: string) => string;
}

const Id = z.object({ id: z.uuid() });

/** `GET /api/v1/calls/{id}/audio` and `/transcript`: what was heard, to play and to take away. */
export function recordingRoutes({ db, recordingPath }: RecordingRoutesDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  routes.openAPIRegistry.registerPath(AUDIO);
  routes.openAPIRegistry.registerPath(TRANSCRIPT);

  routes.get("/api/v1/calls/:id/audio", async (c) => {
    const { download, as } = readQuery(c, AudioQuery);
    const callId = c.req.param("id");
    const { id, sha256, mediaType, fileName, sanity } = await findHeardRecording(db, callId);
    const codec = sanity?.format?.codec ?? null;
    const file = { path: recordingPath(id), sha256, mediaType, fileName, codec, callId };
    const asked = { ...askedFor(c), download: download !== undefined, as };
    const answer = await sendAudio(file, asked, (name, value) => c.header(name, value));
    return c.newResponse(answer.body, answer);
  });

  routes.get("/api/v1/calls/:id/transcript", async (c) => {
    const { format } = readQuery(c, TranscriptQuery);
    const { call, words, fileName } = await findNewestWords(db, c.req.param("id"));
    const stem = plainFileName(fileName, `call-${call.id}`).replace(/\.[\p{L}\p{N}]{1,5}$/u, "");
    // Set once nothing can go wrong any more: a problem is no file.
    const disposition = contentDisposition("attachment", `${stem}.${format}`);
    if (format === "json") return c.json(transcriptToWire(call.id, words), 200, { "content-disposition": disposition });
    const { utterances } = words.transcript;
    const text = writeTranscript({ utterances, roles: words.roles.roles, language: localeOf(c) }, format);
    return c.body(text, 200, {
      "content-type": TRANSCRIPT_TYPES[format],
      "content-disposition": disposition,
      vary: "Accept-Language, Cookie",
    });
  });

  return routes;
}

function askedFor(c: Context) {
  return {
    method: c.req.method,
    range: c.req.header("range"),
    ifRange: c.req.header("if-range"),
    ifNoneMatch: c.req.header("if-none-match"),
  };
}

const Bytes = z.string().openapi({ format: "binary" });
const AUDIO_BYTES = { "audio/*": { schema: Bytes } };

const AUDIO = {
  method: "get" as const,
  path: "/api/v1/calls/{id}/audio",
  operationId: "getCallAudio",
  tags: ["History"],
  summary: "The recording of a call, whole or one range of it",
  request: {
    params: Id,
    query: AudioQuery,
    headers: z.object({
      range: z.string().optional().openapi({ description: "One range of bytes (RFC 9110).", example: "bytes=0-65535" }),
      "if-range": z.string().optional().openapi({ description: "The ETag that the range is of." }),
      "if-none-match": z.string().optional().openapi({ description: "ETags of what is there already." }),
    }),
  },
  responses: {
    200: { description: "The whole recording as it came; the ETag is the SHA-256 of its bytes.", content: AUDIO_BYTES },
    206: { description: "The range that was asked for.", content: AUDIO_BYTES },
    304: { description: "It is there already." },
    ...problemResponses(404, 416, 422),
  },
};

const TRANSCRIPT = {
  method: "get" as const,
  path: "/api/v1/calls/{id}/transcript",
  operationId: "getCallTranscript",
  tags: ["History"],
  summary: "The words of a call under its newest roles",
  request: { params: Id, query: TranscriptQuery },
  responses: {
    200: {
      description: "The transcript as a file.",
      content: {
        "application/json": { schema: TranscriptWire },
        "text/plain": { schema: z.string() },
        "application/x-subrip": { schema: z.string() },
        "text/vtt": { schema: z.string() },
      },
    },
    ...problemResponses(404, 422),
  },
};
