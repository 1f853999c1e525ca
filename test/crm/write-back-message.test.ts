import { describe, expect, it } from "vitest";
import { WriteBackMessage, writeBackMessage } from "../../src/crm/endpoints/write-back-message.ts";
import { call, evaluationOf, stored, talk } from "../views/material.ts";

const HOSTILE = `<b>x</b> [url=javascript:alert(1)]y[/url] \u202e 🙂 ${"длинное ".repeat(8_000)}`;
const words = talk("Менеджер: Секретные слова клиента.");

function message(parts: Parameters<typeof evaluationOf>[2] = {}, publicUrl: string | null = "https://razbor.example") {
  const evaluation = evaluationOf(words, "ru", { total: 62.5, ...parts });
  const metadata = { phone: "+79990000000" };
  return writeBackMessage({
    call: call({ metadata, tags: ["личное"] }),
    stored: stored(evaluation),
    version: 3,
    reportLanguage: "ru",
    publicUrl,
  });
}

describe("what an endpoint is told", () => {
  it("is what is agreed on and nothing else of the call", () => {
    const told = message();
    expect(Object.keys(told.data).sort()).toEqual(
      [
        ...["key", "version", "call_id", "id", "source", "manager_id", "origin", "direction", "started_at"],
        ...[
          "scorecard",
          "scorecard_revision",
          "content_mode",
          "judge",
          "evaluation_id",
          "status",
          "not_scorable_reason",
        ],
        ...["review_reason", "total_score", "preliminary", "criteria", "summary", "recommendations", "links"],
      ].sort(),
    );
    expect(JSON.stringify(told)).not.toMatch(/79990000000|личное|Секретные слова/);
  });

  it("fits its own schema, and texts travel as they are", () => {
    const told = message({ summary: HOSTILE, recommendations: [{ criterion: null, text: HOSTILE, example: null }] });
    expect(WriteBackMessage.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
    expect(told.data.summary).toBe(HOSTILE);
  });

  it("names no page where the service does not know its address", () => {
    expect(message({}, null).data.links).toEqual({ call: null, evaluation: null });
    expect(message().data.links.call).toMatch(/^https:\/\/razbor\.example\/calls\//);
  });

  it("has no total unless it was scored", () => {
    const told = message({ status: "not_scorable", notScorableReason: "voicemail", total: null });
    expect(told.data).toMatchObject({ status: "not_scorable", not_scorable_reason: "voicemail", total_score: null });
  });

  it("reads the same whenever it is built", () => {
    expect(message()).toEqual(message());
  });
});
