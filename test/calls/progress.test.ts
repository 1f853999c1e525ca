import { describe, expect, it } from "vitest";
import { isSettled, type ProgressRow, progressOf } from "../../src/calls/progress.ts";

const ROW: ProgressRow = {
  id: "01930000-0000-7000-8000-000000000001",
  origin: "upload",
  status: "stored",
  statusReason: null,
  progress: null,
  cancelRequestedAt: null,
  primaryScorecard: "manager-plus",
  createdAt: new Date("2026-11-24T09:03:18Z"),
  evaluationId: null,
  recording: null,
};
const RECORDING = {
  fileName: "call.mp3",
  sizeBytes: 14_200_000,
  durationMs: 1_294_000,
  channels: 2,
  layout: "stereo" as const,
  pieces: 12,
  piecesMs: 1_083_000,
  isReachable: true,
};
const EMPTY = {
  fileName: null,
  sizeBytes: null,
  durationMs: null,
  channels: null,
  layout: null,
  pieces: null,
  piecesMs: null,
  isReachable: true,
};

/** A recording that has come so far: 0 nothing is here, 1 stored, 2 prepared, 3 transcribed. */
function reached(steps: 0 | 1 | 2 | 3, change: Partial<ProgressRow> = {}): ProgressRow {
  const facts = { isStored: steps > 0, isPrepared: steps > 1, isTranscribed: steps > 2 };
  const known = [EMPTY, { ...EMPTY, fileName: "call.mp3", sizeBytes: 14_200_000 }, RECORDING, RECORDING][steps];
  return { ...ROW, recording: { ...EMPTY, ...known, ...facts }, ...change };
}
const states = (row: ProgressRow) => progressOf(row).steps.map(({ state }) => state);
const counts = (row: ProgressRow) => progressOf(row).steps.map(({ count }) => count);

describe("the steps of a call", () => {
  it("are done as far as results are stored, whatever the status says", () => {
    expect(states(reached(0, { status: "received" }))).toEqual(["now", "wait", "wait", "wait"]);
    expect(states(reached(1))).toEqual(["done", "now", "wait", "wait"]);
    expect(states(reached(2))).toEqual(["done", "done", "now", "wait"]);
    expect(states(reached(3))).toEqual(["done", "done", "done", "now"]);
    expect(states(reached(3, { status: "scored" }))).toEqual(["done", "done", "done", "done"]);
    expect(states(reached(2, { status: "not_scorable" }))).toEqual(["done", "done", "done", "done"]);
  });

  it("count what was counted: the note of the step at work, the whole of those behind", () => {
    const bytes = { step: "stored", done: 5_000_000, total: null, unit: "bytes" };
    expect(counts(reached(0, { progress: bytes }))[0]).toEqual({ done: 5_000_000, total: null, unit: "bytes" });
    const speech = { step: "transcribed", done: 441_000, total: 1_083_000, unit: "ms" };
    expect(counts(reached(2, { progress: speech }))).toEqual([
      { done: 14_200_000, total: 14_200_000, unit: "bytes" },
      { done: 1_294_000, total: 1_294_000, unit: "ms" },
      { done: 441_000, total: 1_083_000, unit: "ms" },
      null,
    ]);
  });

  it("take no count from a note of another step or of another shape", () => {
    expect(counts(reached(1, { progress: { step: "stored", done: 1, total: 2, unit: "bytes" } }))[1]).toBeNull();
    expect(counts(reached(1, { progress: { step: "prepared", done: "1", total: 2, unit: "ms" } }))[1]).toBeNull();
    expect(counts(reached(1, { progress: { step: "prepared", done: 1, total: 2, unit: "apples" } }))[1]).toBeNull();
    expect(counts(reached(2))[2]).toEqual({ done: 0, total: 1_083_000, unit: "ms" });
  });

  it("stop where the work ended without a result", () => {
    expect(states(reached(1, { status: "failed", statusReason: "not_audio" }))).toEqual([
      "done",
      "stopped",
      "wait",
      "wait",
    ]);
    expect(states(reached(0, { status: "failed", statusReason: "url_unreachable" }))[0]).toBe("stopped");
  });

  it("of a text are the last one only", () => {
    expect(progressOf({ ...ROW, origin: "text", status: "received" }).steps).toEqual([
      { key: "scored", state: "now", count: null },
    ]);
  });
});

describe("the state of a call", () => {
  const asked = new Date("2026-11-24T09:04:00Z");
  it.each([
    ["working", {}, false],
    ["waiting", { statusReason: "speech_not_configured" }, false],
    ["waiting", { statusReason: "upstream_failed" }, false],
    ["cancelling", { cancelRequestedAt: asked }, false],
    ["cancelling", { cancelRequestedAt: asked, statusReason: "upstream_failed" }, false],
    ["quarantined", { statusReason: "quarantined" }, true],
    ["quarantined", { status: "failed", statusReason: "quarantined" }, true],
    ["cancelled", { status: "failed", statusReason: "cancelled", cancelRequestedAt: asked }, true],
    ["failed", { status: "failed", statusReason: "not_audio" }, true],
    ["skipped", { status: "skipped", statusReason: "too_short" }, true],
    ["done", { status: "scored", cancelRequestedAt: asked }, true],
    ["done", { status: "needs_review", statusReason: "roles_in_doubt" }, true],
  ] satisfies [string, Partial<ProgressRow>, boolean][])("%s: %j, settled %s", (state, change, settled) => {
    const progress = progressOf(reached(2, change));
    expect(progress.state).toBe(state);
    expect(isSettled(progress)).toBe(settled);
    expect(progress.reason === null).toBe(state === "done" || state === "working" || !("statusReason" in change));
  });

  it("tells when it goes on by itself, where that is known", () => {
    const waiting = { statusReason: "upstream_failed", progress: { waiting: { until: "2026-11-24T09:10:00.000Z" } } };
    expect(progressOf(reached(2, waiting)).until).toEqual(new Date("2026-11-24T09:10:00Z"));
    expect(progressOf(reached(2, { ...waiting, status: "scored" })).until).toBeNull();
    expect(progressOf(reached(2, { ...waiting, progress: { waiting: { until: "soon" } } })).until).toBeNull();
  });
});
