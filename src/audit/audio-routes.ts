import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { chooseScorecard } from "../evaluations/choose-scorecard.ts";
import { ContentModeWire } from "../evaluations/content-mode-wire.ts";
import type { ReportLanguage } from "../evaluations/scorecard.ts";
import { readJson } from "../http/bodies/json-body.ts";
import { receiveUpload } from "../http/bodies/upload.ts";
import { jsonPointer, parseInput, queryPointer } from "../http/faults.ts";
import { BODY_PROBLEMS, problemResponses } from "../http/problem-schema.ts";
import { type AcceptAudioDeps, type AudioCallInput, acceptFile, acceptUrl } from "./accept-audio.ts";
import { type Asked, answerRecording } from "./answer-recording.ts";
import { AcceptedAnswer, AnalyzeAudioByUrlBody, AUDIO_FORM, AudioCallFields, fieldsOfForm } from "./audio-schemas.ts";
import type { AwaitCallDeps } from "./await-call.ts";
import { inputOfFields } from "./call-input.ts";
import { AnalyzeCallAnswer } from "./schemas.ts";
import { withPriority } from "./with-priority.ts";

/** What the audio routes need. */
export interface AudioRoutesDeps extends AcceptAudioDeps, AwaitCallDeps {
  reportLanguage: ReportLanguage;
  /** Setting `AUDIO_BYTES_MAX`. */
  fileBytesMax: number;
  /** Throws `invalid_input` for an address whose text already says that nothing is fetched from there. */
  checkUrl(url: string): void;
}

const URL_BODY_BYTES_MAX = 512 * 1024;

/** `POST /analyze_audio_call` and `POST /analyze_audio_by_url`, the origin's contract (DESIGN §2). */
export function audioRoutes(deps: AudioRoutesDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  routes.openAPIRegistry.registerPath(UPLOAD);
  routes.openAPIRegistry.registerPath(BY_URL);

  routes.post("/analyze_audio_call", async (c) => {
    const { fields, file } = await receiveUpload(c, { dir: deps.files.incomingDir, fileBytesMax: deps.fileBytesMax });
    const read = await orRemove(deps, file.path, () => readFields(c, fields));
    const input = inputOf(read);
    const accepted = await acceptFile(withPriority(deps, read.priority), input, file);
    return answerRecording(deps, c, accepted, askedOf(deps, input));
  });

  routes.post("/analyze_audio_by_url", async (c) => {
    const body = await readJson(c, AnalyzeAudioByUrlBody, { bytesMax: URL_BODY_BYTES_MAX });
    const input = inputOf({ ...body, content_mode: body.content_mode ?? modeOfQuery(c) });
    deps.checkUrl(body.file_url);
    const accepted = await acceptUrl(withPriority(deps, body.priority), input, body.file_url);
    return answerRecording(deps, c, accepted, askedOf(deps, input));
  });

  return routes;
}

/** A field of the form wins over the query. */
function readFields(c: Context, form: ReadonlyMap<string, string>): AudioCallFields {
  const fields = parseInput(AudioCallFields, fieldsOfForm(form), jsonPointer);
  return { ...fields, content_mode: fields.content_mode ?? modeOfQuery(c) };
}

function modeOfQuery(c: Context) {
  const mode = c.req.query("content_mode");
  return mode === undefined ? undefined : parseInput(ContentModeWire, mode, () => queryPointer(["content_mode"]));
}

/** A file whose fields are wrong must not stay. */
async function orRemove<Result>(deps: AudioRoutesDeps, path: string, read: () => Result): Promise<Result> {
  try {
    return read();
  } catch (error) {
    await deps.files.removePart(path);
    throw error;
  }
}

function inputOf(body: AudioCallFields): AudioCallInput {
  return { ...inputOfFields(body), managerChannel: body.manager_channel ?? null };
}

function askedOf(deps: AudioRoutesDeps, input: AudioCallInput): Asked {
  return {
    externalId: input.externalId,
    scorecard: chooseScorecard(deps.scorecards, input),
    reportLanguage: input.reportLanguage ?? deps.reportLanguage,
  };
}

const ABOUT_WAITING =
  "Waits for the result, at most ten minutes; then 504 with the call's address while the work goes on. With " +
  "`Prefer: respond-async` the answer is 202 at once, and `Location` says where progress is seen.";

const RESPONSES = {
  200: { description: "The audited call.", content: { "application/json": { schema: AnalyzeCallAnswer } } },
  202: {
    description: "Accepted; the work goes on.",
    content: { "application/json": { schema: AcceptedAnswer } },
    headers: { Location: { description: "Where progress is seen.", schema: { type: "string" as const } } },
  },
  ...problemResponses(...BODY_PROBLEMS, 409, 502, 503, 504, 507),
};

/** Described by hand: the library would read the body, and the file must go straight to the disk. */
const UPLOAD = {
  method: "post" as const,
  path: "/analyze_audio_call",
  operationId: "analyzeAudioCall",
  tags: ["Audit"],
  summary: "Audit a recording",
  description: `Transcribes the recording and scores it. ${ABOUT_WAITING}`,
  parameters: [
    {
      name: "content_mode",
      in: "query" as const,
      description: "As the field of the form, which wins.",
      schema: AUDIO_FORM.properties.content_mode,
    },
  ],
  requestBody: { required: true, content: { "multipart/form-data": { schema: AUDIO_FORM } } },
  responses: RESPONSES,
};

const BY_URL = {
  method: "post" as const,
  path: "/analyze_audio_by_url",
  operationId: "analyzeAudioByUrl",
  tags: ["Audit"],
  summary: "Audit a recording that is fetched from a URL",
  description: `Fetches the recording, transcribes and scores it. ${ABOUT_WAITING}`,
  request: { body: { required: true, content: { "application/json": { schema: AnalyzeAudioByUrlBody } } } },
  responses: RESPONSES,
};
