import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { directionOf, findFlips, readBaseline, updateBaseline, writeBaseline } from "../../bench/eval/baseline.ts";
import { disagreements } from "../../bench/eval/disagreements.ts";
import { flipReport } from "../../bench/eval/report.ts";
import { judged, labelled, verdict } from "./judged.ts";

const labels = {
  "manager-plus": { closing: { status: "met" as const, quote: null, turn: 4 } },
  "client-plus": {},
  dialog: {},
};
const said = (word: "met" | "partial" | "not_met", parts: Parameters<typeof labelled>[0] = {}) =>
  judged(labelled({ labels, ...parts }), { verdicts: [verdict("closing", word, [4])] });
const empty = { judges: {} };

it("the same verdicts make no flip, another verdict makes one that names both and its direction", () => {
  const baseline = updateBaseline(empty, "rules", [said("partial")]);
  expect(findFlips(baseline, "rules", [said("partial")])).toEqual([]);
  const [flip, ...others] = findFlips(baseline, "rules", [said("met")]) ?? [];
  expect(others).toEqual([]);
  expect(flip).toMatchObject({ dialogue: "one", criterion: "closing", before: "partial", after: "met", label: "met" });
  expect(flip && directionOf(flip)).toBe("better");
});

it("a call that loses its score is a flip even when no verdict is compared", () => {
  const baseline = updateBaseline(empty, "rules", [judged(labelled(), {})]);
  const now = judged(labelled(), { status: "not_scorable", notScorableReason: "too_short", total: null });
  expect(findFlips(baseline, "rules", [now])).toMatchObject([
    { criterion: "status", before: "scored", after: "not_scorable (too_short)" },
  ]);
});

it("an unknown judge or set is told apart from one without flips", () => {
  const baseline = updateBaseline(empty, "rules", [said("met")]);
  expect(findFlips(baseline, "openai some-model", [said("met")])).toBeNull();
  expect(findFlips(baseline, "rules", [said("met", { set: "tune" })])).toBeNull();
});

it("an update keeps what other judges said, and what this one said of other sets", () => {
  const first = updateBaseline(empty, "rules", [said("met"), said("met", { set: "tune" })]);
  const second = updateBaseline(first, "openai some-model", [said("partial")]);
  const third = updateBaseline(second, "rules", [said("not_met")]);
  expect(findFlips(third, "openai some-model", [said("partial")])).toEqual([]);
  expect(findFlips(third, "rules", [said("met", { set: "tune" })])).toEqual([]);
  expect(findFlips(third, "rules", [said("not_met")])).toEqual([]);
});

it("a baseline reads back as it was written", () => {
  const folder = mkdtempSync(join(tmpdir(), "razbor-baseline-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "baseline.json");
  expect(readBaseline(file)).toEqual(empty);
  const baseline = updateBaseline(empty, "rules", [said("partial")]);
  writeBaseline(file, baseline);
  expect(readBaseline(file)).toEqual(baseline);
});

it("flips and disagreements of the held set are counted, never shown", () => {
  const held = { id: "secret", set: "wide-held" as const };
  const baseline = updateBaseline(empty, "rules", [said("partial", held)]);
  const report = flipReport(findFlips(baseline, "rules", [said("not_met", held)]));
  expect(report).toContain("closing: 1 (0 better, 1 worse)");
  expect(report).not.toContain("secret");
  expect(disagreements([said("not_met", held)])).toBe("");
  expect(disagreements([said("not_met")])).toContain("one manager-plus closing: not_met, labelled met at 4, cited 4");
});
