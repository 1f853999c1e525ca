import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build, type RunningServer, runProgram, startProgram, startRunningServer } from "../helpers/running-server.ts";

const FITNESS = readFileSync(new URL("../fixtures/dialogs/A02_fitness.txt", import.meta.url), "utf8");
const FILES = 24;
/** Lines of the first run before it is killed. */
const BEFORE_THE_KILL = 5;

const place = mkdtempSync(join(tmpdir(), "razbor-queue-"));
const env = { DATA_DIR: join(place, "data") };
const folder = join(place, "calls");

let server: RunningServer;
beforeAll(async () => {
  build();
  mkdirSync(join(folder, "inner"), { recursive: true });
  for (let n = 0; n < FILES; n++)
    writeFileSync(join(folder, n % 2 ? "inner" : "", `${n}.txt`), `${FITNESS}\nКлиент: Спасибо, это звонок ${n}.`);
  server = await startRunningServer(env);
}, 90_000);
afterAll(async () => {
  await server.end("SIGKILL");
  rmSync(place, { recursive: true, force: true });
});

/** Ends the command by force once it has told of so many files. */
async function killAfter(lines: number): Promise<void> {
  const child = startProgram(["audit", "--queue", "--json", folder], env);
  let told = 0;
  child.stdout?.on("data", (chunk: Buffer) => {
    told += chunk.toString("utf8").split("\n").length - 1;
    if (told >= lines) child.kill("SIGKILL");
  });
  await new Promise((resolve) => child.once("exit", resolve));
  expect(told).toBeLessThan(FILES);
}

async function countCalls(): Promise<number> {
  const answer = await fetch(`${server.address}/api/v1/calls?limit=100`);
  return ((await answer.json()) as { items: unknown[] }).items.length;
}

describe("audit --queue through the server that holds the directory", () => {
  it("tells the cost and begins nothing before somebody agreed", async () => {
    const { code, err } = await runProgram(["audit", "--queue", folder], { ...env, OPENAI_API_KEY: "sk-fake" });
    expect(code).toBe(1);
    expect(err).toContain(server.address);
    expect(err).toMatch(new RegExp(`${FILES} to queue, 0 here already, about \\$\\d+\\.\\d\\d[\\s\\S]*--yes`));
    expect(await countCalls()).toBe(0);
  });

  it("goes on after kill -9 of the command and of the server until every file is one call that is judged", {
    timeout: 90_000,
  }, async () => {
    await killAfter(BEFORE_THE_KILL);
    await server.end("SIGKILL");
    server = await startRunningServer(env);
    expect(await countCalls()).toBeGreaterThanOrEqual(BEFORE_THE_KILL);
    const { code, err } = await runProgram(["audit", "--queue", "--wait", folder], env);
    expect(err).toContain(`${FILES} of ${FILES} done, 0 failed`);
    expect(code).toBe(0);
    expect(await countCalls()).toBe(FILES);
  });
});
