import { z } from "@hono/zod-openapi";
import { CallWire } from "../calls/schemas.ts";
import { invalidInput } from "../http/faults.ts";
import { CallFields } from "./schemas.ts";

/** Fields of the audio routes beside those every analyze route takes. */
const AudioFields = {
  ...CallFields,
  manager_channel: z.enum(["left", "right"]).nullish().openapi({
    description:
      "Whose channel is the manager's in a stereo recording. Absent: MANAGER_CHANNEL, else the words decide.",
    example: "left",
  }),
};

/** What comes with an uploaded file. */
export const AudioCallFields = z.object(AudioFields);
/** As read. */
export type AudioCallFields = z.infer<typeof AudioCallFields>;

/** Longest URL that is fetched. */
const URL_CHARACTERS_MAX = 4_096;

/** Body of `POST /analyze_audio_by_url`. */
export const AnalyzeAudioByUrlBody = z
  .object({
    file_url: z.string().trim().min(1).max(URL_CHARACTERS_MAX).openapi({
      description: "http or https. Addresses of private networks are refused unless FETCH_PRIVATE_HOSTS names them.",
      example: "https://pbx.example/records/123.mp3",
    }),
    ...AudioFields,
  })
  .openapi("AnalyzeAudioByUrl", {
    example: { file_url: "https://pbx.example/records/123.mp3", content_mode: "Manager+" },
  });

/** The multipart form of `POST /analyze_audio_call`, as the API's description shows it: texts beside the file. */
export const AUDIO_FORM = {
  type: "object" as const,
  required: ["audio"],
  properties: {
    audio: { type: "string" as const, contentMediaType: "application/octet-stream", description: "The recording." },
    content_mode: { type: "string" as const, enum: ["Manager+", "Client+", "Диалог"], default: "Manager+" },
    scorecard: { type: "string" as const },
    call_id: { type: "string" as const },
    manager_id: { type: "string" as const },
    language: { type: "string" as const, description: "Spoken language (BCP 47), a hint." },
    report_language: { type: "string" as const, enum: ["ru", "en"] },
    started_at: { type: "string" as const, format: "date-time" },
    direction: { type: "string" as const, enum: ["inbound", "outbound"] },
    manager_channel: { type: "string" as const, enum: ["left", "right"] },
    priority: { type: "string" as const, enum: ["normal", "low"], default: "normal" },
    tags: { type: "string" as const, description: "Between commas." },
    metadata: { type: "string" as const, description: "A JSON object." },
  },
};

/** Texts of a form as the fields of a JSON body would be: nothing typed counts as nothing said. */
export function fieldsOfForm(form: ReadonlyMap<string, string>): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.fromEntries([...form].filter(([, text]) => text.trim() !== ""));
  if (typeof fields.tags === "string") fields.tags = fields.tags.split(",").flatMap((tag) => tag.trim() || []);
  if (typeof fields.metadata === "string") fields.metadata = parseMetadata(fields.metadata);
  return fields;
}

function parseMetadata(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidInput([{ pointer: "/metadata", detail: "must be a JSON object" }]);
  }
}

/** Answer of 202: the call was accepted and is at work. */
export const AcceptedAnswer = z
  .object({
    call_id: z.string(),
    status: CallWire.shape.status,
    links: z.object({ self: z.string(), progress: z.string(), events: z.string(), page: z.string() }),
  })
  .openapi("AcceptedAnswer", {
    example: {
      call_id: "123",
      status: "stored",
      links: {
        self: "/api/v1/calls/0190f3c2-7b1e-7cc3-98c4-dc0c0c073980",
        progress: "/api/v1/calls/0190f3c2-7b1e-7cc3-98c4-dc0c0c073980/progress",
        events: "/api/v1/calls/0190f3c2-7b1e-7cc3-98c4-dc0c0c073980/events",
        page: "/calls/0190f3c2-7b1e-7cc3-98c4-dc0c0c073980",
      },
    },
  });

/** Where everything about an accepted call is found. */
export function acceptedLinks(callId: string): z.infer<typeof AcceptedAnswer>["links"] {
  const self = `/api/v1/calls/${callId}`;
  return { self, progress: `${self}/progress`, events: `${self}/events`, page: `/calls/${callId}` };
}
