import { describe, expect, it } from "vitest";
import { consequenceAt } from "../../../src/audit/steps/recording-failure.ts";
import { AppError, type ErrorCode, WorkCrashed } from "../../../src/errors.ts";

const passing = (code: ErrorCode) => new AppError(code, "Later.", { retryable: true });
const lasting = (code: ErrorCode) => new AppError(code, "Never.");
const coded = (code: string) => Object.assign(new Error("private"), { code });

describe("what a failed step means for the call", () => {
  it("is a wait where it passes by itself, and names the step's reason", () => {
    expect(consequenceAt("transcribe", passing("upstream_failed"), 50)).toEqual({
      kind: "wait",
      reason: "speech_failed",
    });
    expect(consequenceAt("evaluate", passing("timeout"), 50)).toEqual({ kind: "wait", reason: "judge_timeout" });
  });

  it("is a failure where it stays, with the public sentence", () => {
    expect(consequenceAt("prepare", lasting("unsupported_media_type"), 1)).toEqual({
      kind: "fail",
      isForeseen: true,
      failure: { reason: "not_audio", code: "unsupported_media_type", detail: "Never." },
    });
  });

  it("of an address that does not answer is a failure at last", () => {
    expect(consequenceAt("obtain", passing("upstream_failed"), 5).kind).toBe("wait");
    expect(consequenceAt("obtain", passing("upstream_failed"), 6).kind).toBe("fail");
  });

  it("of a full disk is a wait however often it was tried", () => {
    for (const step of ["obtain", "prepare"] as const)
      expect(consequenceAt(step, passing("out_of_storage"), 1_000)).toEqual({ kind: "wait", reason: "storage_full" });
  });

  it("of a decoder that crashed is a wait, never that the recording is at fault", () => {
    expect(consequenceAt("prepare", new WorkCrashed("out of memory"), 3)).toEqual({
      kind: "wait",
      reason: "work_crashed",
    });
  });

  it("of a database that is away is a wait too", () => {
    for (const code of ["57P01", "ECONNREFUSED", "ENOSPC"])
      expect(consequenceAt("prepare", coded(code), 1)).toEqual({ kind: "wait", reason: "unavailable" });
  });

  it("of what nobody foresaw is a failure that says nothing private", () => {
    const consequence = consequenceAt("evaluate", new TypeError("secret of x"), 1);
    expect(consequence).toMatchObject({ kind: "fail", isForeseen: false, failure: { reason: "internal" } });
    expect(JSON.stringify(consequence)).not.toContain("secret");
  });
});
