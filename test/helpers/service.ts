import { parseConfig } from "../../src/config.ts";
import { createLogger } from "../../src/http/logger.ts";
import { createService, type Service, type ServiceParts } from "../../src/service.ts";
import { endWithFile } from "./endings.ts";
import { type TestPlace, testPlace } from "./place.ts";

/** A whole service at work, without a socket: requests go to `http://127.0.0.1`. */
export interface TestService extends Service {
  dataDir: string;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Sends a form with a file. */
  upload(
    path: string,
    file: { bytes: Uint8Array; name: string },
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** Ends this one and starts another on the same database and folder, with these settings; close that one only. */
  restart(env?: Record<string, string>, parts?: TestParts): Promise<TestService>;
  /** Starts another one beside it on the same database and folder, PostgreSQL only; its `close` leaves both there. */
  beside(env: Record<string, string>): Promise<TestService>;
}

/** What a test may give beside the settings. */
export type TestParts = Partial<Omit<ServiceParts, "version">>;

/** Starts one on the database of the project that runs the test, with settings over the defaults. */
export function testService(env: Record<string, string> = {}, parts: TestParts = {}): Promise<TestService> {
  return start(testPlace(), env, parts);
}

/** What nobody foresaw in a job shows elsewhere only as the sentence that something went wrong. */
function tellOfJobs(line: string): void {
  if ("queue" in JSON.parse(line)) console.error(line.trimEnd());
}

/** Ends with the test file at the latest. */
function start(
  place: TestPlace | Promise<TestPlace>,
  env: Record<string, string>,
  parts: TestParts,
): Promise<TestService> {
  const starting = Promise.resolve(place).then((made) => begin(made, env, parts, () => forget()));
  const forget = endWithFile(async () => (await starting).close());
  return starting;
}

async function begin(
  place: TestPlace,
  env: Record<string, string>,
  parts: TestParts,
  forget: () => void,
): Promise<TestService> {
  const service = await createService(parseConfig({ ...place.env, ...env }), {
    version: "0.0.0-test",
    logger: createLogger("error", { destination: { write: tellOfJobs } }),
    ...parts,
  });
  await service.recordings.start();
  service.writeBacks.start();
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("host", "127.0.0.1");
    return service.app.request(`http://127.0.0.1${path}`, { ...init, headers });
  };
  return {
    ...service,
    dataDir: place.env.DATA_DIR,
    request,
    upload: (path, { bytes, name: fileName }, fields = {}, headers = {}) => {
      const body = new FormData();
      for (const [field, text] of Object.entries(fields)) body.set(field, text);
      body.set("audio", new File([bytes as never], fileName));
      return request(path, { method: "POST", body, headers });
    },
    restart: async (otherEnv = env, otherParts = parts) => {
      forget();
      await service.close();
      return start(place, otherEnv, otherParts);
    },
    beside: (otherEnv) => start({ ...place, remove: async () => {} }, otherEnv, parts),
    close: async () => {
      forget();
      await service.close();
      await place.remove();
    },
  };
}
