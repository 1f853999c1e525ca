import { expect, it } from "vitest";
import { newId } from "../src/new-id.ts";

it("ids are UUIDv7 of now, each once and in the order of their making", () => {
  const from = Date.now();
  const ids = Array.from({ length: 20_000 }, newId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  const timeOf = (id = "") => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  expect(timeOf(ids[0])).toBeGreaterThanOrEqual(from);
  expect(timeOf(ids.at(-1))).toBeLessThanOrEqual(Date.now());
});

it("two ids of one moment share no more than their time and a place in it", () => {
  const tails = Array.from({ length: 2_000 }, () => newId().slice(-12));
  expect(new Set(tails).size).toBe(tails.length);
});
