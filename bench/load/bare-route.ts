/**
 * What the service is measured against: a Hono route that only reads JSON, asks the upstream through the same SDK with
 * a request of the same form, and answers with its words. `node bare-route.ts UPSTREAM_URL KEY`.
 */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import OpenAI from "openai";
import { answerSchema, strictJsonSchema } from "../../src/evaluations/model-answer.ts";
import { judgeInstructions } from "../../src/evaluations/prompts/judge-prompt.ts";
import { BUILT_IN_SCORECARDS } from "../../src/evaluations/scorecards/built-in-scorecards.ts";

const [baseURL = "", apiKey = "", model = ""] = process.argv.slice(2);
const [scorecard] = BUILT_IN_SCORECARDS;
if (!scorecard) throw new Error("there are no scorecards");
const sdk = new OpenAI({ apiKey, baseURL, maxRetries: 0 });
const instructions = judgeInstructions(scorecard, "ru");
const schema = strictJsonSchema(answerSchema(scorecard));

const app = new Hono();
app.post("/analyze_call", async (c) => {
  const { dialog_text } = await c.req.json<{ dialog_text: string }>();
  const lines = dialog_text.split("\n").map((text, index) => JSON.stringify([index + 1, "manager", text]));
  const answer = await sdk.responses.create({
    model,
    instructions,
    input: `BEGIN TRANSCRIPT bare\n${lines.join("\n")}\nEND TRANSCRIPT bare`,
    text: { format: { type: "json_schema", name: "scorecard", schema, strict: true } },
    max_output_tokens: 16_000,
    store: false,
  });
  return c.json(JSON.parse(answer.output_text));
});

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
process.once("SIGTERM", () => process.exit(0));
