import { describe, expect, it } from "vitest";
import { AppError, type ErrorCode, WorkCrashed } from "../../src/errors.ts";
import { consequenceOf } from "../../src/jobs/waits.ts";

const appError = (code: ErrorCode, retryable: boolean) => new AppError(code, "Public.", { retryable });
const withCode = (code: string) => Object.assign(new Error("private"), { code });

describe("what an error means for a job", () => {
  it.each([
    ["a refused input", appError("invalid_input", false)],
    ["an upstream that will not change its mind", appError("upstream_failed", false)],
    ["a broken constraint", withCode("23505")],
    ["a bug", new TypeError("undefined is not a function")],
    ["a thrown text", "no"],
  ])("%s: a person must look", (_name, error) => {
    expect(consequenceOf(error, {})).toMatchObject({ kind: "quarantine" });
  });

  it.each([
    ["an upstream that fails", appError("upstream_failed", true), "upstream", 10],
    ["an upstream that is slow", appError("timeout", true), "upstream", 10],
    ["a limit of rate", appError("too_many_requests", true), "too_many_requests", 15],
    ["a part of ours that is away", appError("unavailable", true), "unavailable", 10],
    ["a full disk, told by a room", appError("out_of_storage", true), "storage", 30],
    ["a full disk, told by the system", withCode("ENOSPC"), "storage", 30],
    ["a database that shuts down", withCode("57P01"), "database", 1],
    ["a deadlock", withCode("40P01"), "database", 1],
    ["a database that cannot be reached", withCode("ECONNREFUSED"), "database", 1],
    ["a connection that ends", new Error("Connection terminated unexpectedly"), "database", 1],
    ["one that ended before it was asked", new Error("Client was closed and is not queryable"), "database", 1],
    ["one of them below another error", new Error("outer", { cause: withCode("ECONNRESET") }), "database", 1],
  ])("%s: it waits", (_name, error, found, seconds) => {
    expect(consequenceOf(error, {})).toMatchObject({ kind: "wait", class: found, seconds });
  });

  it("waits twice as long each time in a row, up to a limit, each class for itself", () => {
    const seconds = (upstream: number) => {
      const consequence = consequenceOf(appError("timeout", true), { upstream, database: 50 });
      return consequence.kind === "wait" ? consequence.seconds : null;
    };
    expect([0, 1, 2, 3, 7, 8, 99].map(seconds)).toEqual([10, 20, 40, 80, 1_280, 1_800, 1_800]);
  });

  it("stops to wait for others after about two days, and never for our own house", () => {
    expect(consequenceOf(appError("timeout", true), { upstream: 100 })).toEqual({
      kind: "quarantine",
      reason: "Public. (after 100 waits)",
    });
    expect(consequenceOf(withCode("ENOSPC"), { storage: 10_000 })).toMatchObject({ kind: "wait", seconds: 600 });
  });

  it("tries what crashed twice more, and the third time a person must look", () => {
    const crashed = new WorkCrashed("the thread ran out of memory");
    const kinds = [{}, { crash: 1 }, { crash: 2 }].map((waits) => consequenceOf(crashed, waits).kind);
    expect(kinds).toEqual(["wait", "wait", "quarantine"]);
  });
});
