import { describe, expect, it } from "vitest";
import {
  afterFailure,
  type EndpointHealth,
  type Failure,
  HEALTHY,
} from "../../src/crm/endpoints/write-back-schedule.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const NOW = new Date("2026-11-29T10:00:00.000Z");

function fail(parts: Partial<Failure> = {}, health: EndpointHealth = HEALTHY) {
  const failure = { attemptsBefore: 0, isOutage: false, retryAfterMs: null, now: NOW, random: 0.5, ...parts };
  return afterFailure(health, failure);
}

const waitOf = ({ nextAttemptAt }: ReturnType<typeof fail>) => nextAttemptAt && nextAttemptAt.getTime() - NOW.getTime();

describe("the schedule of a write-back", () => {
  it("is that of Standard Webhooks: ten attempts in 75 hours and 35 minutes, and then none", () => {
    const waits = Array.from({ length: 10 }, (_, attemptsBefore) => waitOf(fail({ attemptsBefore })));
    expect(waits.map((wait) => wait && wait / SECOND)).toEqual([
      5,
      300,
      1_800,
      7_200,
      18_000,
      36_000,
      50_400,
      72_000,
      86_400,
      null,
    ]);
    expect(waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0)).toBe((75 * 3_600 + 35 * 60 + 5) * SECOND);
  });

  it("differs by a fifth both ways", () => {
    expect([0, 0.5, 1].map((random) => waitOf(fail({ attemptsBefore: 1, random })))).toEqual([
      240_000, 300_000, 360_000,
    ]);
  });

  it("waits as long as the endpoint asks, at most a day, and never less than its own wait", () => {
    expect(waitOf(fail({ retryAfterMs: 120 * SECOND }))).toBe(120 * SECOND);
    expect(waitOf(fail({ retryAfterMs: 99_999_999 * SECOND }))).toBe(24 * HOUR);
    expect(waitOf(fail({ retryAfterMs: SECOND, attemptsBefore: 2 }))).toBe(1_800 * SECOND);
  });
});

describe("an endpoint's rest", () => {
  const down = (outages: number) => fail({ isOutage: true }, { ...HEALTHY, failures: outages, outages }).health;
  const restOf = (outages: number) => (down(outages).pausedUntil?.getTime() ?? NOW.getTime()) - NOW.getTime();

  it("begins with the fifth outage in a row, doubles, and ends at five minutes", () => {
    expect([0, 3, 4, 5, 6, 9, 10, 100].map((outages) => restOf(outages) / SECOND)).toEqual([
      0, 0, 5, 10, 20, 160, 300, 300,
    ]);
  });

  it("is what an overloaded endpoint asks for, at its first word", () => {
    const { health } = fail({ isOutage: true, retryAfterMs: 120 * SECOND });
    expect(health.pausedUntil).toEqual(new Date(NOW.getTime() + 120 * SECOND));
  });

  it("does not come of a refusal: other write-backs may please it better", () => {
    const { health } = fail({ retryAfterMs: 120 * SECOND }, { ...HEALTHY, failures: 9, outages: 4 });
    expect(health).toEqual({ failures: 10, outages: 0, failingSince: NOW, pausedUntil: null });
  });

  it("is never made shorter by a later failure", () => {
    const pausedUntil = new Date(NOW.getTime() + HOUR);
    expect(fail({ isOutage: true, retryAfterMs: SECOND }, { ...HEALTHY, pausedUntil }).health.pausedUntil).toBe(
      pausedUntil,
    );
  });
});

describe("an endpoint that nothing but fails", () => {
  const since = (days: number, failures: number) =>
    fail({}, { ...HEALTHY, failures, failingSince: new Date(NOW.getTime() - days * 24 * HOUR) }).turnOff;

  it("is turned off after five days and a whole schedule of failures, not by either alone", () => {
    expect([since(5, 9), since(4.99, 50), since(5, 8)]).toEqual([true, false, false]);
  });
});
