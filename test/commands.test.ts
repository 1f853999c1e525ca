import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { run } from "../src/commands.ts";

const say = (...args: string[]) => sayWith({ PORT: "no port" }, ...args);

async function sayWith(env: Record<string, string>, ...args: string[]) {
  const said = { out: "", err: "" };
  const code = await run({
    env,
    args,
    nodeVersion: process.versions.node,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    stdin: Readable.from([]),
    isTTY: false,
    columns: 100,
    stopping: new AbortController().signal,
  });
  return { code, ...said };
}

describe("the program", () => {
  it.each([["--help"], ["-h"], ["help"], ["migrate", "--help"], ["worker", "help"], ["serve", "-h"]])(
    "asked for help by %s %s tells its commands and does nothing, whatever the settings",
    async (...args) => {
      const { code, out, err } = await say(...args);
      expect([code, err]).toEqual([0, ""]);
      expect(out).toMatch(/^Usage: razbor /);
    },
  );

  it.each([
    ["migrate", "now"],
    ["serve", "--port", "9000"],
  ])("starts nothing where it is told more: %s %s", async (...args) => {
    const { code, out, err } = await say(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/takes nothing more[\s\S]*Usage: razbor /);
  });

  it("tells of a setting that is misspelt before it does anything", async () => {
    const { code, err } = await sayWith({ PORT: "no port", BUDGET_USD_PER_DYA: "5" }, "migrate");
    expect(code).toBe(2);
    expect(err).toMatch(/^BUDGET_USD_PER_DYA is no setting and is not read; BUDGET_USD_PER_DAY is one\.\n[\s\S]*PORT/);
  });
});
