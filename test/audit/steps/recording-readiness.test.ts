import { describe, expect, it } from "vitest";
import {
  absenceOf,
  nextLookS,
  RecordingGone,
  RecordingNotReady,
} from "../../../src/audit/steps/recording-readiness.ts";
import { AppError } from "../../../src/errors.ts";
import { FetchFault, publicFault } from "../../../src/http/outbound/fetch-fault.ts";

describe("looks for a recording that is not ready", () => {
  it("fall 40 s, 2 minutes, 10 minutes and an hour after each other, then hourly, for a day", () => {
    const at: number[] = [];
    for (let elapsed = 0; ; ) {
      const wait = nextLookS(elapsed);
      if (wait === null) break;
      elapsed += wait;
      at.push(elapsed);
    }
    expect(at.slice(0, 6)).toEqual([40, 160, 760, 4_360, 7_960, 11_560]);
    expect(at.at(-1)).toBeGreaterThanOrEqual(24 * 3_600);
    expect(at).toHaveLength(27);
  });

  it("come later whatever time it is", () => {
    for (let elapsed = 0; elapsed < 24 * 3_600; elapsed += 7.3) expect(nextLookS(elapsed)).toBeGreaterThan(0);
    expect(nextLookS(24 * 3_600)).toBeNull();
  });
});

describe("a look that failed", () => {
  const status = (code: number) => publicFault(new FetchFault("status", "…", { status: code }));

  it.each([202, 204, 404, 425])("with the status %d found it not ready", (code) => {
    expect(absenceOf(status(code))).toBe("not_ready");
  });

  it("with no bytes, or by the source's own word, found it not ready", () => {
    expect(absenceOf(publicFault(new FetchFault("empty", "…")))).toBe("not_ready");
    expect(absenceOf(new RecordingNotReady())).toBe("not_ready");
  });

  it("with 410, or by the source's own word, found it gone", () => {
    expect(absenceOf(status(410))).toBe("gone");
    expect(absenceOf(new RecordingGone())).toBe("gone");
  });

  it.each([500, 503, 429])("with the status %d could not be made", (code) => {
    expect(absenceOf(status(code))).toBe("away");
  });

  it.each([status(401), status(403), new AppError("too_large", "…"), new Error("…")])(
    "is another matter: %s",
    (error) => {
      expect(absenceOf(error)).toBeNull();
    },
  );
});
