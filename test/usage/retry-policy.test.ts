import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/usage/clock.ts";
import type { FaultReason } from "../../src/usage/paid-client.ts";
import { mayAskAgain, type PaidAttempt } from "../../src/usage/paid-request.ts";
import { decideRetry, FREE_RETRIES_MAX, RETRY_AFTER_MS_MAX } from "../../src/usage/retry-policy.ts";

const fault = (reason: FaultReason, retryAfterMs: number | null = null) => ({
  reason,
  cost: "free" as const,
  retryAfterMs,
});
const ended = (...statuses: string[]) =>
  statuses.map((text) => {
    const [status, reason = null] = text.split(" ");
    return { status: status as PaidAttempt["status"], reason };
  });

describe("a further attempt", () => {
  it.each([
    [true],
    [true, "free_failure server_error", "free_failure rate_limited"],
    [true, "unusable truncated"],
    [true, "unusable off_schema", "free_failure server_error"],
    [true, "ambiguous timed_out"],
    [true, "unusable off_schema", "ambiguous timed_out"],
    [false, "unusable truncated", "unusable off_schema"],
    [false, "unusable truncated", "free_failure server_error", "unusable off_schema"],
    [false, "ambiguous interrupted", "ambiguous timed_out"],
    [false, "unusable refused"],
    [false, "unusable content_filter"],
    [false, "ambiguous cancelled"],
    [false, "ambiguous timed_out", "ambiguous cancelled"],
    [true, "ambiguous cancelled", "ambiguous timed_out"],
    [false, "ambiguous cancelled", "ambiguous timed_out", "ambiguous interrupted"],
    [false, "cancelled cancelled"],
    [true, "cancelled cancelled", "ambiguous timed_out"],
    [false, "intent"],
    [false, "answered"],
  ] as [boolean, ...string[]][])("may be made by itself: %s after %j %j %j", (may, ...statuses) => {
    expect(mayAskAgain(ended(...statuses))).toBe(may);
  });
});

describe("a wait", () => {
  it("doubles, is bounded, and spreads callers over its last quarter", () => {
    const waits = (random: number) =>
      [1, 2, 3, 8].map((tries) => {
        const decision = decideRetry(fault("server_error"), tries, random);
        return decision.again ? decision.waitMs : null;
      });
    expect(waits(1)).toEqual([500, 1_000, 2_000, 16_000]);
    expect(waits(0)).toEqual([375, 750, 1_500, 12_000]);
  });

  it("is never shorter than the provider asked, and never beyond a day", () => {
    expect(decideRetry(fault("rate_limited", 20_000), 1, 0)).toEqual({ again: true, waitMs: 20_000 });
    expect(decideRetry(fault("rate_limited", 20_000), 1, 1)).toEqual({ again: true, waitMs: 25_000 });
    expect(decideRetry(fault("rate_limited", 10 * RETRY_AFTER_MS_MAX), 1, 0)).toMatchObject({
      waitMs: RETRY_AFTER_MS_MAX,
    });
  });

  it("is not made where asking again cannot help, nor too often", () => {
    for (const reason of [
      "quota_exhausted",
      "key_refused",
      "model_missing",
      "request_refused",
      "request_too_large",
    ] as const)
      expect(decideRetry(fault(reason, 1_000), 1, 0)).toEqual({ again: false });
    expect(decideRetry(fault("server_error"), FREE_RETRIES_MAX + 1, 0)).toEqual({ again: false });
  });

  it("on the machine's clock ends at once when its signal aborts", async () => {
    const controller = new AbortController();
    const slept = systemClock.sleep(3_600_000, controller.signal);
    controller.abort();
    await slept;
    await systemClock.sleep(3_600_000, AbortSignal.abort());
    await systemClock.sleep(0, new AbortController().signal);
  });
});
