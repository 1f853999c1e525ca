import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readAnswer } from "../../../src/evaluations/model-answer.ts";
import { isTooDeep, JSON_DEPTH_MAX } from "../../../src/http/bodies/json-depth.ts";

describe("a model's answer", () => {
  it("nested so deep that parsing it could end the process is refused unread", () => {
    expect(() => readAnswer(z.unknown(), "[1,".repeat(100_000))).toThrow(RangeError);
  });

  it("with brackets inside of strings is read", () => {
    const text = JSON.stringify({ reason: "[".repeat(1_000) });
    expect(isTooDeep(text)).toBe(false);
    expect(readAnswer(z.object({ reason: z.string() }), text).reason).toHaveLength(1_000);
  });

  it("may be nested as deep as the limit and no deeper", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(isTooDeep(nested(JSON_DEPTH_MAX))).toBe(false);
    expect(isTooDeep(nested(JSON_DEPTH_MAX + 1))).toBe(true);
  });
});
