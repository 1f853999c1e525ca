import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { MAKE_BACKUP } from "../../src/backups.ts";
import { parseConfig } from "../../src/config.ts";
import { checkDump } from "../../src/db/backup/read-dump.ts";
import { createLogger } from "../../src/http/logger.ts";
import { createService, type Service } from "../../src/service.ts";
import { testPlace } from "../helpers/place.ts";
import { build, type RunningServer, runProgram, startRunningServer } from "../helpers/running-server.ts";

const FITNESS = new URL("../fixtures/dialogs/A02_fitness.txt", import.meta.url);

let outside: string;
let env: { DATA_DIR: string };
let backups: string;
let removePlace: () => Promise<void>;
beforeAll(async () => {
  build();
  outside = mkdtempSync(join(tmpdir(), "razbor-backup-"));
  const place = await testPlace();
  env = { DATA_DIR: place.env.DATA_DIR };
  backups = join(env.DATA_DIR, "backups");
  removePlace = place.remove;
}, 90_000);
afterAll(async () => {
  await removePlace();
  rmSync(outside, { recursive: true, force: true });
});

const callsIn = async (path: string) =>
  (await checkDump(path)).tables.find(({ name }) => name === "calls")?.rows ?? null;

describe("a server that works on the embedded database", { timeout: 90_000 }, () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startRunningServer(env);
    const dialog_text = readFileSync(FITNESS, "utf8");
    const body = JSON.stringify({ dialog_text, call_id: "first" });
    const headers = { "content-type": "application/json" };
    expect((await fetch(`${server.address}/analyze_call`, { method: "POST", headers, body })).status).toBe(200);
  }, 90_000);
  afterAll(() => server.end("SIGTERM"));

  /** What the server answers to the request of a backup. */
  const ask = (headers: Record<string, string>) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const sent = request(`${server.address}/control/backups`, { method: "POST", headers }, async (answer) => {
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(await answer.toArray()).toString("utf8") });
      });
      sent.on("error", reject).end();
    });
  const own = () => {
    const { token } = JSON.parse(readFileSync(join(env.DATA_DIR, "server.json"), "utf8"));
    return { authorization: `Bearer ${token}` };
  };

  it("makes the backup that the command asks for, and leaves no copy behind", async () => {
    const file = join(outside, "asked.gz");
    const { code, out } = await runProgram(["backup", "--to", file], env);
    expect(code).toBe(0);
    expect(out).toContain(file);
    expect(await callsIn(file)).toBe(1);
    expect(readdirSync(backups)).toEqual([]);
  });

  it("makes none for who does not know the token of the directory, and none through a proxy", async () => {
    for (const headers of [{}, { authorization: "Bearer x" }, { ...own(), "x-forwarded-for": "127.0.0.1" }])
      expect(await ask(headers)).toMatchObject({ status: 404 });
    expect(readdirSync(backups)).toEqual([]);
  });

  it("makes one at a time", async () => {
    const answers = await Promise.all([ask(own()), ask(own())]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [name, ...others] = readdirSync(backups);
    expect(others).toEqual([]);
    expect(await callsIn(join(backups, name ?? ""))).toBe(1);
    rmSync(join(backups, name ?? ""));
  });

  it("must be stopped before a restore or a move", async () => {
    for (const args of [
      ["restore", join(outside, "asked.gz"), "--replace"],
      ["move", "--to", "postgres://127.0.0.1:9/x"],
    ]) {
      const { code, err } = await runProgram(args, env);
      expect(code).toBe(1);
      expect(err).toMatch(/in use|holds|stop/i);
    }
    expect((await fetch(`${server.address}/api/v1/calls?external_id=first`)).status).toBe(200);
  });
});

describe("the night on the embedded database", () => {
  let service: Service;
  beforeAll(async () => {
    const logger = createLogger("error");
    service = await createService(parseConfig({ ...env, TIME_ZONE: "Asia/Yekaterinburg" }), { version: "0", logger });
    await service.recordings.start();
  });
  afterAll(() => service.close());

  it("has its hour by the clock of the installation", async () => {
    const { rows } = await service.database.pool.query("select cron, timezone from jobs.schedule where name = $1", [
      MAKE_BACKUP,
    ]);
    expect(rows).toEqual([{ cron: "10 3 * * *", timezone: "Asia/Yekaterinburg" }]);
  });

  it("brings a backup, after which the last seven nights stay", async () => {
    for (let day = 1; day <= 7; day++) writeFileSync(join(backups, `nightly-2025-11-0${day}T001000Z.ndjson.gz`), "");
    const { jobs } = service.recordings;
    await jobs.enqueue(service.database.db, MAKE_BACKUP, {});
    jobs.nudge();
    const names = await vi.waitFor(
      () => {
        const found = readdirSync(backups).sort();
        expect(found[0]).toContain("-02T");
        return found;
      },
      { timeout: 25_000, interval: 50 },
    );
    expect(names).toHaveLength(7);
    expect(await callsIn(join(backups, names.at(-1) ?? ""))).toBe(1);
  });
});
