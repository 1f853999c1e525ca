import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDirectory, readLock, refuseIfHeld } from "../../src/db/directory-lock.ts";
import { type Child, startChild } from "./child.ts";

let parent: string;
let directory: string;
const children: Child[] = [];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "razbor-lock-"));
  directory = join(parent, "data");
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill("SIGKILL")));
  rmSync(parent, { recursive: true, force: true });
});

function start(args: string[] = [], within: string[] = []): Child {
  const child = startChild("hold-directory", [directory, ...args], within);
  children.push(child);
  return child;
}

const IN_USE = expect.objectContaining({ code: "conflict", detail: expect.stringContaining("in use") });
const UNSHARE = ["unshare", "--pid", "--fork", "--kill-child"];
const canUnshare = spawnSync(UNSHARE[0] ?? "", [...UNSHARE.slice(1), "true"]).status === 0;
if (!canUnshare) console.warn("SKIPPED: two servers that are both process 1 (no right to make process namespaces).");

describe("lockDirectory", () => {
  it("makes the directory and what it writes there private", async () => {
    const lock = await lockDirectory(directory);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(directory)) expect(statSync(join(directory, file)).mode & 0o777, file).toBe(0o600);
    await lock.release();
  });

  it("refuses a second server within a second and names the first", async () => {
    const child = start();
    await child.line();
    const before = performance.now();
    await expect(lockDirectory(directory)).rejects.toEqual(IN_USE);
    await expect(lockDirectory(directory)).rejects.toThrow(`process ${child.process.pid} on`);
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it("refuses a second server in the same process, and by another path", async () => {
    const lock = await lockDirectory(directory);
    const alias = join(parent, "alias");
    symlinkSync(directory, alias);
    await expect(lockDirectory(directory)).rejects.toEqual(IN_USE);
    await expect(lockDirectory(alias)).rejects.toEqual(IN_USE);
    await lock.release();
  });

  it("takes over from a process that was killed, at once", async () => {
    const child = start();
    await child.line();
    await child.kill("SIGKILL");
    expect(await readLock(directory)).toBeNull();
    const lock = await lockDirectory(directory);
    expect((await readLock(directory))?.pid).toBe(process.pid);
    await lock.release();
  });

  it("never takes over from a stopped process", async () => {
    const child = start();
    await child.line();
    child.process.kill("SIGSTOP");
    await expect(lockDirectory(directory)).rejects.toEqual(IN_USE);
    child.process.kill("SIGCONT");
  });

  it("does not believe a record whose process is alive but holds nothing", async () => {
    await (await lockDirectory(directory)).release();
    const record = { pid: process.pid, host: "elsewhere", lockedAt: "2026-01-01", address: "http://x", token: "stale" };
    writeFileSync(join(directory, "server.json"), JSON.stringify(record));
    expect(await readLock(directory)).toBeNull();
    const lock = await lockDirectory(directory);
    expect(lock.record.token).not.toBe("stale");
    await lock.release();
  });

  it("lets in one of many that come at the same moment, also over a dead one's files", async () => {
    for (let round = 0; round < 2; round++) {
      const racers = Array.from({ length: 3 }, () => start(["on-word"]));
      for (const racer of racers) expect(await racer.line()).toBe("ready");
      for (const racer of racers) racer.process.stdin?.write("go\n");
      const said = await Promise.all(racers.map((racer) => racer.line()));
      expect(said.map((line) => line.split(" ")[0]).sort()).toEqual(["held", "refused", "refused"]);
      await Promise.all(racers.map((racer) => racer.kill("SIGKILL")));
    }
  });

  it.skipIf(!canUnshare)(
    "refuses the second where both are process 1, as in two containers on one volume",
    async () => {
      const first = start([], UNSHARE);
      expect(await first.line()).toBe("held 1");
      expect(await start([], UNSHARE).line()).toBe("refused");
      await first.kill("SIGKILL");
      expect(await start([], UNSHARE).line()).toBe("held 1");
    },
  );

  it("outwaits those who only look", async () => {
    await (await lockDirectory(directory)).release();
    const look = new DatabaseSync(join(directory, "server.lock"), { readOnly: true });
    look.exec("begin; select * from sqlite_schema");
    const taking = lockDirectory(directory);
    setTimeout(() => look.close(), 20);
    await (await taking).release();
  });

  it("says so when the directory cannot be made", async () => {
    writeFileSync(directory, "a file");
    await refuseIfHeld(directory);
    await expect(lockDirectory(directory)).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("readLock", () => {
  it("finds address and token of the holder, nothing before and nothing after", async () => {
    expect(await readLock(directory)).toBeNull();
    const lock = await lockDirectory(directory);
    expect(await readLock(directory)).toEqual({ ...lock.record, address: null });
    await lock.announce("http://127.0.0.1:8000");
    expect(await readLock(directory)).toEqual({ ...lock.record, address: "http://127.0.0.1:8000" });
    await lock.release();
    await lock.release();
    expect(await readLock(directory)).toBeNull();
    expect(readdirSync(directory)).toEqual(["server.lock"]);
  });

  it("leaves no trace where no server ever was", async () => {
    expect(await readLock(parent)).toBeNull();
    expect(readdirSync(parent)).toEqual([]);
  });
});
