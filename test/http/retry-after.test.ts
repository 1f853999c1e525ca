import { expect, it } from "vitest";
import { RETRY_AFTER_MAX_MS, readRetryAfter } from "../../src/http/outbound/retry-after.ts";

const NOW = Date.parse("2026-11-29T10:00:00Z");

it.each([
  ["120", 120_000],
  [" 5 ", 5_000],
  ["Sun, 29 Nov 2026 10:02:00 GMT", 120_000],
  ["99999999", RETRY_AFTER_MAX_MS],
  ["999999999999999", RETRY_AFTER_MAX_MS],
  ["Sun, 29 Nov 2099 10:02:00 GMT", RETRY_AFTER_MAX_MS],
  ["Sun, 29 Nov 2026 09:59:00 GMT", null],
  ["0", null],
  ["-1", null],
  ["1.5", null],
  ["1e3", null],
  ["tomorrow", null],
  ["2026-11-30", null],
  ["Sun, 99 Nov 2026 10:02:00 GMT", null],
  ["", null],
  [null, null],
])("Retry-After %j asks for %j ms", (header, waitMs) => {
  expect(readRetryAfter(header, NOW)).toBe(waitMs);
});
