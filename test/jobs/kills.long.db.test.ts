import { describe, expect, it, onTestFinished } from "vitest";
import { type Child, startChild } from "../db/child.ts";
import { testDatabase } from "../helpers/database.ts";
import { testPlace } from "../helpers/place.ts";
import { giveUpWorkers } from "./opened-jobs.ts";

/**
 * Starts programs that work on jobs of one database, one at a time. Where the database outlives them it is told when
 * they are dead, which it would find out ten seconds later: what that takes is for `bench/kill-jobs.ts` to show.
 */
async function workers(): Promise<{ start: () => Promise<Child>; kill: (child: Child) => Promise<void> }> {
  const database = await testDatabase();
  const ownPlace = await testPlace();
  const { connectionString } = database.pool.options;
  const isServer = database.kind === "postgres" && connectionString !== undefined;
  const children: Child[] = [];
  onTestFinished(async () => {
    await Promise.all(children.map((child) => child.kill("SIGKILL")));
    await database.close();
    await ownPlace.remove();
  });
  return {
    start: async () => {
      const place = isServer ? ["postgres", connectionString] : ["embedded", ownPlace.env.DATA_DIR];
      const child = startChild("../../jobs/programs/work-jobs", place);
      children.push(child);
      return child;
    },
    kill: async (child) => {
      await child.kill("SIGKILL");
      if (isServer) await giveUpWorkers(database);
    },
  };
}

const tell = (child: Child, words: string) => child.process.stdin?.write(`${words}\n`);

/** Lines until one begins so, that one last. */
async function linesUntil(child: Child, words: string): Promise<string[]> {
  const lines: string[] = [];
  while (!lines.at(-1)?.startsWith(words)) lines.push(await child.line());
  return lines;
}

describe("a job whose process is killed", () => {
  it("runs again until the third time, then lies in quarantine with its reason, and runs when replayed", async () => {
    const { start, kill } = await workers();
    let child = await start();
    tell(child, "enqueue 1");
    await linesUntil(child, "running 1 1");
    for (const runs of [2, 3]) {
      await kill(child);
      child = await start();
      await linesUntil(child, `running 1 ${runs}`);
    }
    // One that lay beside the poison at one kill only.
    tell(child, "enqueue 2");
    await linesUntil(child, "running 2 1");
    await kill(child);
    child = await start();
    const lines = await linesUntil(child, "running 2 2");
    let quarantined: { id: string }[] = [];
    while (quarantined.length === 0) {
      tell(child, "quarantined");
      lines.push(...(await linesUntil(child, "[")));
      quarantined = JSON.parse(lines.at(-1) ?? "");
    }
    expect(quarantined).toMatchObject([
      {
        name: "hold",
        payload: { n: 1 },
        starts: 3,
        crashes: 3,
        reason: "its process died 3 times while working on it",
      },
    ]);
    expect(lines.filter((line) => line.startsWith("running 1"))).toEqual([]);
    tell(child, `replay ${quarantined[0]?.id}`);
    await linesUntil(child, "running 1 1");
    tell(child, "settle 1");
    await linesUntil(child, "settled 1");
    tell(child, "stop");
    const rest = await child.rest();
    expect(rest).toContain("aborted 2");
    expect(rest.at(-1)).toBe("stopped");
  }, 180_000);
});
