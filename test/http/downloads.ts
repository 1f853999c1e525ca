import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { type Script, type ScriptedServer, serveScript } from "./loopback.ts";

/** Where the tests of a file download to and from; a fresh folder for each test. */
export interface DownloadPlace {
  readonly dir: string;
  /** A server that ends with the test. */
  serve(...scripts: Script[]): Promise<ScriptedServer>;
  /** Takes a server that was started otherwise; it ends with the test too. */
  keep(server: ScriptedServer): ScriptedServer;
}

/** Makes one for the tests of this file. */
export function downloadPlace(): DownloadPlace {
  let dir = "";
  let servers: ScriptedServer[] = [];
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "razbor-download-"));
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    servers = [];
    await rm(dir, { recursive: true });
  });
  const keep = (server: ScriptedServer) => {
    servers.push(server);
    return server;
  };
  return {
    get dir() {
      return dir;
    },
    keep,
    serve: async (...scripts) => keep(await serveScript(scripts)),
  };
}
