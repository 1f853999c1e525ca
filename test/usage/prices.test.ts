import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Settings } from "../../src/config.ts";
import { loadPrices, PRICES_READ_ON, priceTable } from "../../src/usage/prices.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "razbor-prices-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

const MILLION = 1_000_000;
const usage = (inputTokens: number, cachedTokens: number, outputTokens: number, cacheWriteTokens = 0) => ({
  inputTokens,
  cachedTokens,
  outputTokens,
  cacheWriteTokens,
});

describe("the cost of a request", () => {
  const table = priceTable({
    plain: { input: 1, cached: 0.1, output: 10 },
    writing: { input: 1, cached: 0.1, output: 10, cacheWrite: 1.25 },
    long: { input: 1, cached: 0.1, output: 10, longContextTokens: 1_000 },
  });

  it("counts cached tokens at their own price, as a part of what went in", () => {
    expect(table.costUsd("plain", usage(MILLION, 0, 0))).toBe(1);
    expect(table.costUsd("plain", usage(MILLION, MILLION, 0))).toBe(0.1);
    expect(table.costUsd("plain", usage(MILLION, 500_000, 100_000))).toBe(1.55);
    expect(table.costUsd("plain", usage(1, 0, 1))).toBe(0.000011);
  });

  it("counts tokens written into the cache, and long requests, at theirs", () => {
    expect(table.costUsd("writing", usage(MILLION, 0, 0, MILLION))).toBe(1.25);
    expect(table.costUsd("plain", usage(MILLION, 0, 0, MILLION))).toBe(1);
    expect(table.costUsd("long", usage(1_000, 0, 100))).toBe(0.002);
    expect(table.costUsd("long", usage(2_000, 0, 100))).toBe(0.0055);
  });

  it("of a dated snapshot is that of its model, unless it has its own", () => {
    const dated = priceTable({
      "plain-2026-01-02": { input: 5, cached: 5, output: 5 },
      plain: { input: 1, cached: 1, output: 1 },
    });
    expect(dated.costUsd("plain-2026-03-17", usage(MILLION, 0, 0))).toBe(1);
    expect(dated.costUsd("plain-2026-01-02", usage(MILLION, 0, 0))).toBe(5);
    expect(dated.knows("plain-mini")).toBe(false);
  });

  it("of an unknown model is the highest known price, never 0", () => {
    const unknown = table.costUsd("somebody-elses-model", usage(MILLION, 0, MILLION));
    expect(table.knows("somebody-elses-model")).toBe(false);
    for (const model of ["gpt-6-astra", "gpt-5.5-pro", "gpt-5.4-mini", "plain"])
      expect(unknown).toBeGreaterThanOrEqual(table.costUsd(model, usage(MILLION, 0, MILLION)));
  });

  it("of sound is by the minute, by sound and text tokens, or by what would be counted where nothing is", () => {
    const sound = priceTable({
      timed: { audioMinute: 0.006 },
      counted: { input: 2, cached: 2, output: 10, audio: 6 },
    });
    const heard = (audioMs: number, more = {}) => ({ ...usage(0, 0, 0), audioMs, ...more });
    const tokens = { inputTokens: 700, audioTokens: 600, outputTokens: 200 };
    expect(sound.costUsd("timed", heard(90_000))).toBe(0.009);
    expect(sound.costUsd("timed", heard(90_000, tokens))).toBe(0.009);
    expect(sound.costUsd("counted", heard(60_000, tokens))).toBe(0.0058);
    expect(sound.costUsd("counted", heard(60_000, { inputTokens: 700, outputTokens: 200 }))).toBe(0.0062);
    expect(sound.costUsd("counted", heard(60_000))).toBeGreaterThan(0.005);
    expect(sound.costUsd("counted", heard(0))).toBe(0);
  });

  it("of an unknown model that takes sound is that of the dearest known one, not of the dearest reader of text", () => {
    const heard = { ...usage(0, 0, 0), audioMs: 60_000 };
    const known = ["gpt-transcribe", "whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe"];
    const costs = known.map((model) => table.costUsd(model, heard));
    expect(table.costUsd("somebody-elses-speech", heard)).toBe(Math.max(...costs));
    expect(Math.min(...costs)).toBeGreaterThan(0);
  });

  it("of a model priced by the minute that reads text all the same is never 0", () => {
    expect(priceTable().costUsd("whisper-1", usage(1_000, 0, 1_000))).toBeGreaterThan(0);
  });

  it("is known for the default model", () => {
    expect(priceTable().knows(Settings.parse({}).JUDGE_MODEL)).toBe(true);
    expect(PRICES_READ_ON).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describe("DATA_DIR/prices.json", () => {
  it("may be missing, and overrides by model", async () => {
    expect((await loadPrices(dataDir)).costUsd("gpt-5.4-mini", usage(100_000, 0, 0))).toBe(0.075);
    await writeFile(
      join(dataDir, "prices.json"),
      JSON.stringify({ "gpt-5.4-mini": { input: 9, cached: 1, output: 9 }, local: { input: 0, cached: 0, output: 0 } }),
    );
    const table = await loadPrices(dataDir);
    expect(table.costUsd("gpt-5.4-mini", usage(MILLION, 0, 0))).toBe(9);
    expect(table.costUsd("local", usage(MILLION, 0, 0))).toBe(0);
    expect(table.costUsd("gpt-5.4", usage(100_000, 0, 0))).toBe(0.25);
  });

  it("takes prices by the minute: a speech server of one's own may cost nothing", async () => {
    await writeFile(join(dataDir, "prices.json"), JSON.stringify({ "large-v3": { audioMinute: 0 } }));
    const table = await loadPrices(dataDir);
    expect(table.costUsd("large-v3", { ...usage(0, 0, 0), audioMs: 60_000 })).toBe(0);
  });

  it.each([
    '{"x": {"audioMinute": 1, "input": 1}}',
    "{",
    '{"x": {"input": -1, "cached": 0, "output": 0}}',
    '{"x": {"input": 1}}',
    "[]",
  ])("that cannot be read is named: %s", async (text) => {
    await writeFile(join(dataDir, "prices.json"), text);
    await expect(loadPrices(dataDir)).rejects.toThrow(/prices\.json/);
  });

  it("say which file cannot be read", async () => {
    await mkdir(join(dataDir, "prices.json"));
    await expect(loadPrices(dataDir)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("prices.json cannot be read (EISDIR)."),
    });
  });
});
