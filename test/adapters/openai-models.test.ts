import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { modelTraits, SHUTDOWN_DATES, shutdownDate } from "../../src/adapters/openai-models.ts";
import { Settings } from "../../src/config.ts";

const declared = readFileSync(new URL("../../node_modules/openai/resources/shared.d.ts", import.meta.url), "utf8");
const notice = declared.slice(declared.indexOf("* Deprecated values:"), declared.indexOf("export type ChatModel"));

describe("the table of shutdown dates", () => {
  it("is what the pinned SDK documents", () => {
    const text = notice.replaceAll("\n *", " ").replace(/\s+/g, " ");
    const documented: Record<string, string[]> = {};
    for (const [, models = "", date = ""] of text.matchAll(
      /- ((?:"[^"]+",? ?)+): Announced shutdown date: (\d{4}-\d{2}-\d{2})/g,
    )) {
      documented[date] ??= [];
      documented[date].push(...Array.from(models.matchAll(/"([^"]+)"/g), ([, model = ""]) => model));
    }
    expect(Object.keys(documented).length).toBeGreaterThan(5);
    expect(SHUTDOWN_DATES).toEqual(documented);
  });

  it("does not hold the default model, which the SDK lists", () => {
    const model = Settings.parse({}).JUDGE_MODEL;
    expect(shutdownDate(model)).toBeNull();
    expect(declared).toContain(`'${model}'`);
    expect(shutdownDate("gpt-4o")).toBe("2027-01-14");
  });
});

describe("traits of a model", () => {
  it.each([
    ["gpt-5.4-mini", false, "low"],
    ["gpt-6.1-sol", false, "low"],
    ["o3", false, "low"],
    ["gpt-5.5-pro", false, null],
    ["gpt-5-chat-latest", false, null],
    ["gpt-4.1-mini", true, null],
    ["gpt-4o", true, null],
    ["qwen3-32b", true, null],
    ["my-gpt-5-copy", true, null],
  ])("%s: temperature %s, effort %s", (model, takesTemperature, reasoningEffort) => {
    expect(modelTraits(model)).toEqual({ takesTemperature, reasoningEffort });
  });
});
