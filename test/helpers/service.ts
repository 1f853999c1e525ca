import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { parseConfig } from "../../src/config.ts";
import { createLogger } from "../../src/http/logger.ts";
import { createService, type Service } from "../../src/service.ts";
import { databaseUrl, onServer, TEMPLATE_NAME } from "./database.ts";

/** A whole service at work, without a socket: requests go to `http://127.0.0.1`. */
export interface TestService extends Service {
  dataDir: string;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Sends a form with a file. */
  upload(path: string, file: { bytes: Uint8Array; name: string }, fields?: Record<string, string>): Promise<Response>;
}

/** Starts one on the database of the project that runs the test, with settings over the defaults. */
export async function testService(env: Record<string, string> = {}): Promise<TestService> {
  const dataDir = await mkdtemp(join(tmpdir(), "razbor-test-"));
  const server = inject("databaseServer");
  const name = `razbor_test_${randomBytes(6).toString("hex")}`;
  if (server !== "") await onServer(server, `create database ${name} template ${TEMPLATE_NAME}`);
  const url = server === "" ? {} : { DATABASE_URL: databaseUrl(server, name) };
  const service = await createService(parseConfig({ DATA_DIR: dataDir, ...url, ...env }), {
    version: "0.0.0-test",
    logger: createLogger("silent"),
  });
  await service.recordings.start();
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("host", "127.0.0.1");
    return service.app.request(`http://127.0.0.1${path}`, { ...init, headers });
  };
  return {
    ...service,
    dataDir,
    request,
    upload: (path, { bytes, name: fileName }, fields = {}) => {
      const body = new FormData();
      for (const [field, text] of Object.entries(fields)) body.set(field, text);
      body.set("audio", new File([bytes as never], fileName));
      return request(path, { method: "POST", body });
    },
    close: async () => {
      await service.close();
      await rm(dataDir, { recursive: true, force: true });
      if (server !== "") await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}
