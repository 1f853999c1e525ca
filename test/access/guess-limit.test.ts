import { expect, it } from "vitest";
import { GuessLimit } from "../../src/access/guess-limit.ts";

it("wrong keys are counted for a quarter of an hour, not for longer when the clock is set back", () => {
  let nowMs = Date.UTC(2026, 10, 29, 12);
  const limit = new GuessLimit(() => nowMs);
  const caller = { address: "192.0.2.1", forwardedFor: null };
  for (let guess = 0; guess < 10; guess++) limit.count(caller);
  expect(limit.isExhausted(caller)).toBe(true);
  nowMs -= 3_600_000;
  expect(limit.isExhausted(caller)).toBe(false);
  for (let guess = 0; guess < 10; guess++) limit.count(caller);
  expect(limit.isExhausted(caller)).toBe(true);
  nowMs += 15 * 60_000;
  expect(limit.isExhausted(caller)).toBe(false);
});
