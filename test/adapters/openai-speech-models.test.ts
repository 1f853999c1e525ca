import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cutPlanOf, SPEECH_MODELS, speechModel } from "../../src/adapters/openai-speech-models.ts";
import { Settings } from "../../src/config.ts";
import { priceTable } from "../../src/usage/prices.ts";

const declared = (file: string) =>
  readFileSync(new URL(`../../node_modules/openai/resources/audio/${file}.d.ts`, import.meta.url), "utf8")
    .replaceAll(/\n\s*\*(?!\/)/g, " ")
    .replace(/\s+/g, " ");
const audio = declared("audio");
const transcriptions = declared("transcriptions");
const quoted = (text: string) => Array.from(text.matchAll(/["'`]([\w.-]+)["'`]/g), ([, name = ""]) => name);

describe("the table of speech models", () => {
  it("holds the models that the pinned SDK lists, no more and no less", () => {
    const listed = quoted(/export type AudioModel = ([^;]+);/.exec(audio)?.[1] ?? "");
    expect(listed.length).toBeGreaterThan(3);
    expect(Object.keys(SPEECH_MODELS).sort()).toEqual(listed.sort());
  });

  it("has their shutdown dates as the pinned SDK documents them", () => {
    const dates = new Map<string, string>();
    const [, models = "", date = ""] =
      /Deprecated values: - ((?:"[^"]+",? ?)+): Announced shutdown date: (\d{4}-\d{2}-\d{2})/.exec(audio) ?? [];
    for (const model of quoted(models)) dates.set(model, date);
    expect(dates.size).toBeGreaterThan(3);
    for (const [model, { shutdown }] of Object.entries(SPEECH_MODELS))
      expect([model, shutdown]).toEqual([model, dates.get(model) ?? null]);
  });

  it("asks for words to know and languages as the pinned SDK says each model takes them", () => {
    expect(transcriptions).toContain(
      "Words or phrases to guide transcription of the input audio. Supported by `gpt-transcribe`.",
    );
    expect(transcriptions).toContain("ISO_639-1_codes) format. Supported by `gpt-transcribe`. */ languages?");
    expect(transcriptions).toMatch(
      /prompt\].{0,120}not supported when using `gpt-4o-transcribe-diarize`\. \*\/ prompt\?/,
    );
    expect(transcriptions).toContain(
      "Required when using `gpt-4o-transcribe-diarize` for inputs longer than 30 seconds. */ chunking_strategy?",
    );
    for (const [name, model] of Object.entries(SPEECH_MODELS)) {
      const isNewest = name === "gpt-transcribe";
      const hasVoices = name === "gpt-4o-transcribe-diarize";
      expect(model.vocabulary?.field ?? null).toBe(isNewest ? "keywords" : hasVoices ? null : "prompt");
      expect(model.language).toBe(isNewest ? "languages" : "language");
      expect(model.cutsItself).toBe(hasVoices);
    }
  });

  it("knows a price for each, by time or by tokens", () => {
    const prices = priceTable();
    for (const model of Object.keys(SPEECH_MODELS)) expect([model, prices.knows(model)]).toEqual([model, true]);
  });

  it("the default model is one of them and has no shutdown date", () => {
    expect(SPEECH_MODELS[Settings.parse({}).TRANSCRIBE_MODEL]?.shutdown).toBeNull();
  });
});

describe("the cut", () => {
  it("is by turns where an engine gives no times, and long where it does, always below 25 MB and 1,400 s", () => {
    for (const [model, { format }] of Object.entries(SPEECH_MODELS)) {
      const plan = cutPlanOf(model, false);
      expect([model, plan.kind]).toEqual([model, format === "json" ? "turn" : "long"]);
      expect(plan.pieceMsMax).toBeLessThan(1_400_000);
      expect(plan.pieceBytesMax).toBeLessThan(26_000_000);
    }
  });

  it("for a model nobody knows is that of a Whisper on a server of one's own, else by turns", () => {
    expect(speechModel("some-whisper", true)).toMatchObject({ format: "verbose_json", shutdown: null });
    expect(speechModel("gpt-next-transcribe", false)).toMatchObject({ format: "json", shutdown: null });
    expect(cutPlanOf("gpt-next-transcribe", false).kind).toBe("turn");
  });
});
