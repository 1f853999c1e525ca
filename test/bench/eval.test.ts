import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { evaluated } from "./run-eval.ts";

const folder = mkdtempSync(join(tmpdir(), "razbor-eval-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the evaluation", () => {
  it("measures a set in three modes and writes the figures as JSON", async () => {
    const file = join(folder, "figures.json");
    const { code, out } = await evaluated("--judge", "rules", "--set", "a", "--out", file);
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

  it.each([
    [["--judge", "person"], /--judge/],
    [["--set", "b"], /--set/],
    [["--strict"], /--compare/],
    [["--loud"], /--loud/],
  ])("refuses %j", async (args, message) => {
    const { code, out, err } = await evaluated(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
    expect(err).toContain("Usage");
  });
});
