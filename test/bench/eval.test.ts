import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runEval } from "../../bench/eval.ts";
import { readLabelledSet } from "../helpers/labelled.ts";

const folder = mkdtempSync(join(tmpdir(), "razbor-eval-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const text = { out: "", err: "" };
  const code = await runEval(args, {
    env: {},
    out: (more) => {
      text.out += more;
    },
    err: (more) => {
      text.err += more;
    },
    signal: new AbortController().signal,
  });
  return { code, ...text };
}

describe("the evaluation", () => {
  it("measures a set in three modes and writes the figures as JSON", async () => {
    const file = join(folder, "figures.json");
    const { code, out } = await run("--judge", "rules", "--set", "a", "--out", file);
    expect(code).toBe(0);
    expect(out).toMatch(/^Judge rules, version \S+$/m);
    expect(out).toMatch(/^citations that are verbatim +(\d+)\/\1 /m);
    const { judge, sets, injection } = JSON.parse(readFileSync(file, "utf8"));
    expect([judge, sets.length, sets[0].set, injection.benign.n]).toEqual(["rules", 1, "a", 30]);
    expect(sets[0].modes.map(({ scorecard }: { scorecard: string }) => scorecard)).toEqual([
      "manager-plus",
      "client-plus",
      "dialog",
    ]);
  });

  it("finds no flip against itself, and names each against another baseline; --strict then answers 1", async () => {
    const baseline = join(folder, "baseline.json");
    const args = ["--judge", "rules", "--set", "a", "--baseline", baseline];
    const strict = [...args, "--compare", "--strict"];
    expect((await run(...strict)).code).toBe(1);
    await run(...args, "--update-baseline");
    const same = await run(...strict);
    expect([same.code, same.out]).toMatchObject([0, expect.stringContaining("No verdict differs")]);
    const doctored = JSON.parse(readFileSync(baseline, "utf8"));
    doctored.judges.rules.a.A01_water["manager-plus"].verdicts.closing = "unclear";
    writeFileSync(baseline, JSON.stringify(doctored));
    const flipped = await run(...strict);
    expect(flipped.code).toBe(1);
    expect(flipped.out).toMatch(/^manager-plus closing: 1 \(\d better, \d worse\)\n {2}A01_water: unclear → /m);
  });

  it("finds the committed baseline up to date; after a change: npm run eval -- --compare, then --update-baseline", async () => {
    const { code, out } = await run("--judge", "rules", "--compare", "--strict");
    expect(out).toContain("No verdict differs from the baseline.");
    expect(code).toBe(0);
  });

  it("shows nothing of a held dialogue but sums", async () => {
    const set = "wide-held";
    const baseline = join(folder, `${set}.json`);
    const args = ["--judge", "rules", "--set", set, "--baseline", baseline];
    await run(...args, "--update-baseline");
    writeFileSync(baseline, readFileSync(baseline, "utf8").replace(/"(?:met|not_met)"/g, '"unclear"'));
    const file = join(folder, `${set}-figures.json`);
    const { out } = await run(...args, "--compare", "--disagreements", "--out", file);
    const held = readLabelledSet(set);
    // Between two rounds of new calls there are none.
    if (held.length > 0) expect(out).toMatch(/verdicts differ from the baseline/);
    const shown = out + readFileSync(file, "utf8");
    for (const { id, labels } of held) {
      expect(shown).not.toContain(id);
      for (const { quote } of Object.values(labels["manager-plus"])) if (quote) expect(shown).not.toContain(quote);
    }
  });

  it.each([
    [["--judge", "person"], /--judge/],
    [["--set", "b"], /--set/],
    [["--strict"], /--compare/],
    [["--loud"], /--loud/],
  ])("refuses %j", async (args, message) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
    expect(err).toContain("Usage");
  });
});
