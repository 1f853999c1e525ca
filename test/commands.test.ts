import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { run } from "../src/commands.ts";

async function say(...args: string[]) {
  const said = { out: "", err: "" };
  const code = await run({
    env: { PORT: "no port" },
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
});
