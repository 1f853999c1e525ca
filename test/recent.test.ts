import { expect, test } from "vitest";
import { Recent } from "../src/recent.ts";

test("as many entries are kept as may be, and the oldest goes for a new one", () => {
  const recent = new Recent<number>(3);
  for (let value = 0; value < 5; value += 1) recent.keep(`key ${value}`, value);
  recent.keep("key 3", 30);
  expect(["key 0", "key 1", "key 2", "key 3", "key 4", "toString"].map((key) => recent.find(key))).toEqual([
    undefined,
    undefined,
    2,
    30,
    4,
    undefined,
  ]);
});
