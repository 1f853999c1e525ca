import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { endLeftovers, endWithFile } from "./endings.ts";
import { testService } from "./service.ts";

it("what nobody ended ends with the test file, the last begun first, whatever one of them says", async () => {
  const ended: string[] = [];
  for (const name of ["first", "second", "third"])
    endWithFile(async () => {
      ended.push(name);
      if (name === "third") throw new Error("it was broken");
    });
  endWithFile(async () => void ended.push("forgotten"))();
  await endLeftovers();
  await endLeftovers();
  expect(ended).toEqual(["third", "second", "first"]);
});

it("a service whose start nobody waits for any more ends with its test file and leaves nothing there", async () => {
  const starting = testService();
  await endLeftovers();
  expect(existsSync((await starting).dataDir)).toBe(false);
});
