import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readLabelledSet } from "../helpers/labelled.ts";
import { evaluated } from "./run-eval.ts";

const folder = mkdtempSync(join(tmpdir(), "razbor-eval-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the evaluation", { timeout: 120_000 }, () => {
  it("finds no flip against itself, and names each against another baseline; --strict then answers 1", async () => {
    const baseline = join(folder, "baseline.json");
    const args = ["--judge", "rules", "--set", "a", "--baseline", baseline];
    const strict = [...args, "--compare", "--strict"];
    expect((await evaluated(...strict)).code).toBe(1);
    await evaluated(...args, "--update-baseline");
    const same = await evaluated(...strict);
    expect([same.code, same.out]).toMatchObject([0, expect.stringContaining("No verdict differs")]);
    const doctored = JSON.parse(readFileSync(baseline, "utf8"));
    doctored.judges.rules.a.A01_water["manager-plus"].verdicts.closing = "unclear";
    writeFileSync(baseline, JSON.stringify(doctored));
    const flipped = await evaluated(...strict);
    expect(flipped.code).toBe(1);
    expect(flipped.out).toMatch(/^manager-plus closing: 1 \(\d better, \d worse\)\n {2}A01_water: unclear → /m);
  });

  it("finds the committed baseline up to date; after a change: npm run eval -- --compare, then --update-baseline", async () => {
    const { code, out } = await evaluated("--judge", "rules", "--compare", "--strict");
    expect(out).toContain("No verdict differs from the baseline.");
    expect(code).toBe(0);
  });

  it("shows nothing of a held dialogue but sums", async () => {
    const set = "wide-held";
    const baseline = join(folder, `${set}.json`);
    const args = ["--judge", "rules", "--set", set, "--baseline", baseline];
    await evaluated(...args, "--update-baseline");
    writeFileSync(baseline, readFileSync(baseline, "utf8").replace(/"(?:met|not_met)"/g, '"unclear"'));
    const file = join(folder, `${set}-figures.json`);
    const { out } = await evaluated(...args, "--compare", "--disagreements", "--out", file);
    const held = readLabelledSet(set);
    // Between two rounds of new calls there are none.
    if (held.length > 0) expect(out).toMatch(/verdicts differ from the baseline/);
    const shown = out + readFileSync(file, "utf8");
    for (const { id, labels } of held) {
      expect(shown).not.toContain(id);
      for (const { quote } of Object.values(labels["manager-plus"])) if (quote) expect(shown).not.toContain(quote);
    }
  });
});
