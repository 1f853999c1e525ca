import { expect, it } from "vitest";
import { readPlace, writePlace } from "../../src/http/place-cursor.ts";

const ID = "0193a0f0-0000-7000-8000-000000000000";
const forged = (text: string) => Buffer.from(text).toString("base64url");

it("a cursor comes back as the place it was made of", () => {
  const place = { at: new Date("2026-11-29T12:00:00.123Z"), id: ID };
  expect(readPlace(writePlace(place))).toEqual(place);
});

it.each([
  ["", "nothing"],
  ["zz", "no cursor"],
  [forged(`-200000-01-01T00:00:00.000Z ${ID}`), "a time before any that a database knows"],
  [forged(`+275000-01-01T00:00:00.000Z ${ID}`), "a time after all of them"],
  [forged(`2026-13-45T00:00:00.000Z ${ID}`), "no time"],
  [forged(`2026-11-29 ${ID}`), "a day"],
  [forged("2026-11-29T12:00:00.123Z 1"), "no id"],
])("%s is refused: %s", (token) => {
  expect(() => readPlace(token)).toThrow(
    expect.objectContaining({ code: "invalid_input", faults: [expect.objectContaining({ pointer: "?cursor" })] }),
  );
});
