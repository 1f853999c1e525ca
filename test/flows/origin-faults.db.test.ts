import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AnalyzeCallAnswer } from "../../src/audit/schemas.ts";
import { AppError } from "../../src/errors.ts";
import { ScriptedJudge } from "../fakes/scripted-judge.ts";
import { type TestApp, testApp } from "../helpers/app.ts";

const KITCHEN = readFileSync(new URL("../fixtures/dialogs/A04_kitchen.txt", import.meta.url), "utf8");
const WRONG_NUMBER = readFileSync(new URL("../fixtures/dialogs/A09_blinds.txt", import.meta.url), "utf8");
/** The origin read three pieces of 512 characters. */
const ORIGIN_READ = 1_536;

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const analyze = async (body: Record<string, unknown>) => {
  const response = await app.post("/analyze_call", body);
  expect(response.status).toBe(200);
  return AnalyzeCallAnswer.parse(await response.json());
};

describe("faults of the origin do not come back:", () => {
  it("only the first 1,536 characters were scored", async () => {
    const whole = await analyze({ dialog_text: KITCHEN });
    const start = await analyze({ dialog_text: KITCHEN.slice(0, KITCHEN.indexOf("\n", ORIGIN_READ)) });
    expect(whole.evaluation.metrics.utterances).toBe(120);
    expect(whole.evaluation.criteria.some(({ evidence }) => evidence.some(({ utterance }) => utterance > 100))).toBe(
      true,
    );
    expect(whole.total_score).not.toBe(start.total_score);
  });

  it("chunks cut words and their scores were averaged", async () => {
    const { evaluation, raw_model_output } = await analyze({ dialog_text: KITCHEN });
    expect(raw_model_output).toEqual([]);
    for (const { evidence } of evaluation.criteria) for (const { text } of evidence) expect(KITCHEN).toContain(text);
  });

  it("no information was parsed to 0 and averaged in", async () => {
    const answer = await analyze({ dialog_text: WRONG_NUMBER });
    expect(answer.total_score).toBeNull();
    expect(answer.not_scorable_reason).toBe("wrong_number");
  });

  it("an empty dialogue got 0", async () => {
    for (const dialog_text of ["", "  \n ", "…!?"]) {
      const response = await app.post("/analyze_call", { dialog_text });
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ errors: [{ pointer: "/dialog_text" }] });
    }
  });

  it("recommendations and criteria were always empty", async () => {
    const { recommendations, summary, criteria } = await analyze({ dialog_text: KITCHEN });
    expect(recommendations.length).toBeGreaterThan(50);
    expect(summary.length).toBeGreaterThan(50);
    expect(Object.keys(criteria)).toContain("next_step");
  });

  it("the three modes differed by one word and judged the manager only", async () => {
    const answers = await Promise.all(
      ["Manager+", "Client+", "Диалог"].map((content_mode) => analyze({ dialog_text: KITCHEN, content_mode })),
    );
    expect(answers.map(({ criteria }) => Object.keys(criteria)[0])).toEqual([
      "greeting_intro",
      "interest",
      "mutual_understanding",
    ]);
  });

  it("the code's names of the modes were not the README's", async () => {
    for (const content_mode of ["Manager+", "Manager +", "MANAGER+", "Manager "])
      expect((await analyze({ dialog_text: KITCHEN, content_mode })).content_mode).toBe("Manager+");
    expect((await app.post("/analyze_call", { dialog_text: KITCHEN, content_mode: "Boss+" })).status).toBe(422);
  });

  it("an answer of the model that could not be parsed became a score of 0", async () => {
    const judge = new ScriptedJudge(() => {
      throw new AppError("upstream_failed", "The model's answer could not be used.");
    });
    const broken = await testApp({ judge, database: app.database });
    const response = await broken.post("/analyze_call", { dialog_text: KITCHEN });
    expect(response.status).toBe(502);
    expect(await response.json()).not.toHaveProperty("total_score");
  });

  it("nothing was kept", async () => {
    const { links } = await analyze({ dialog_text: KITCHEN, call_id: "kept", manager_id: "m-1" });
    const call = await (await app.request(links.self)).json();
    expect(call).toMatchObject({ external_id: "kept", manager_id: "m-1", status: "scored" });
    expect((await app.request(links.evaluation)).status).toBe(200);
  });
});
