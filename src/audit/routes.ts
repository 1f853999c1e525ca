import { OpenAPIHono } from "@hono/zod-openapi";
import { chooseScorecard } from "../evaluations/choose-scorecard.ts";
import { recommendationsText } from "../evaluations/recommendations-text.ts";
import { readJson } from "../http/bodies/json-body.ts";
import { readPreferences } from "../http/prefer.ts";
import { BODY_PROBLEMS, problemResponses } from "../http/problem-schema.ts";
import { type AnalyzeLaterDeps, analyzeCall, analyzeCallLater } from "./analyze-call.ts";
import { answerRecording } from "./answer-recording.ts";
import { AcceptedAnswer } from "./audio-schemas.ts";
import type { AwaitCallDeps } from "./await-call.ts";
import { inputOfFields } from "./call-input.ts";
import { AnalyzeCallAnswer, analyzeCallAnswer, analyzeCallBody } from "./schemas.ts";
import { withPriority } from "./with-priority.ts";

/** What the analyze routes need. `dialogueCharactersMax` is the setting `DIALOG_CHARACTERS_MAX`. */
export interface AuditRoutesDeps extends AnalyzeLaterDeps, AwaitCallDeps {
  dialogueCharactersMax: number;
}

/** A character takes at most so many bytes in JSON (`\u0000`), and half a megabyte is left for the other fields. */
const BYTES_PER_CHARACTER_MAX = 6;
const OTHER_FIELDS_BYTES_MAX = 512 * 1024;

/** `POST /analyze_call`, the origin's contract (DESIGN §2). */
export function auditRoutes(deps: AuditRoutesDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  const Body = analyzeCallBody(deps.dialogueCharactersMax);
  const bytesMax = deps.dialogueCharactersMax * BYTES_PER_CHARACTER_MAX + OTHER_FIELDS_BYTES_MAX;

  routes.openAPIRegistry.registerPath(analyzeCallDocument(Body));
  routes.post("/analyze_call", async (c) => {
    const body = await readJson(c, Body, { bytesMax });
    const input = { ...inputOfFields(body), dialogueText: body.dialog_text, signal: c.req.raw.signal };
    const reportLanguage = body.report_language ?? deps.reportLanguage;
    if (readPreferences(c).respondAsync) {
      const scorecard = chooseScorecard(deps.scorecards, input);
      const accepted = await analyzeCallLater(withPriority(deps, body.priority), input);
      return answerRecording(deps, c, accepted, { externalId: input.externalId, scorecard, reportLanguage });
    }
    const { call, stored } = await analyzeCall(deps, input);
    const text = recommendationsText(stored.evaluation.recommendations, reportLanguage);
    return c.json(analyzeCallAnswer(call, stored, text), 200);
  });
  return routes;
}

/** The route's description. The body is read by our own reader, with its limits, so the library must not read it first. */
function analyzeCallDocument(Body: ReturnType<typeof analyzeCallBody>) {
  return {
    method: "post" as const,
    path: "/analyze_call",
    operationId: "analyzeCall",
    tags: ["Audit"],
    summary: "Audit a dialogue given as text",
    description:
      "Scores the dialogue 0–100 % against the scorecard of the content mode. A call that holds nothing to score is " +
      "answered with 200 and `status: not_scorable`; `total_score` is then null, never 0. What is refused for now (over " +
      "budget, the provider away) before anything was paid leaves no call; with a `call_id` it is the same call each time.",
    request: { body: { required: true, content: { "application/json": { schema: Body } } } },
    responses: {
      200: { description: "The audited call.", content: { "application/json": { schema: AnalyzeCallAnswer } } },
      202: {
        description: "Accepted, with `Prefer: respond-async`.",
        content: { "application/json": { schema: AcceptedAnswer } },
      },
      ...problemResponses(...BODY_PROBLEMS, 409, 502, 503, 504, 507),
    },
  };
}
