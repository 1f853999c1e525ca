import { execFileSync, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A PostgreSQL server of our own. */
export interface Server {
  /** Address of its `postgres` database. */
  url: string;
  stop(): Promise<void>;
}

const HASTY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
const DEBIAN_ROOT = "/usr/lib/postgresql";

/** Becomes the server, beside a watcher that stops it when standard input ends: a killed run leaves no server behind. */
const TIED_TO_STDIN = 'exec 3<&0; (cat <&3 >/dev/null; kill -INT $$) & exec "$@" </dev/null 3<&-';

/** The folder with `initdb` and `postgres`, the newest of several; null when there is none. */
export function serverBinaries(): string | null {
  let versions: string[] = [];
  try {
    versions = readdirSync(DEBIAN_ROOT).sort((a, b) => Number(b) - Number(a));
  } catch {
    // Not such a system: the path is all there is.
  }
  const places = [
    ...versions.map((version) => join(DEBIAN_ROOT, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return places.find((place) => isRunnable(join(place, "initdb")) && isRunnable(join(place, "postgres"))) ?? null;
}

/**
 * Starts a throw-away server that listens on a socket in a folder of its own and nowhere else. It never runs as root:
 * for root it runs as `postgres` or `nobody`. Nothing of it is meant to outlive the run, so it does not wait for disks unless
 * it is to be `durable`, as one is in earnest.
 */
export async function startServer({ durable = false } = {}): Promise<Server> {
  const binaries = serverBinaries();
  if (!binaries) throw new Error("no PostgreSQL server binaries found");
  const directory = mkdtempSync(join(tmpdir(), "razbor-pg-"));
  const user = process.getuid?.() === 0 ? unprivilegedUser() : null;
  if (user) chownSync(directory, user.uid, user.gid);
  const data = join(directory, "data");
  const options: SpawnOptions = { ...(user ?? {}), cwd: directory, stdio: ["ignore", "ignore", "pipe"] };
  const made = spawnSync(
    join(binaries, "initdb"),
    ["--pgdata", data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
    options,
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error ?? made.stderr}`);
  const settings = ["listen_addresses=", ...(durable ? [] : HASTY)];
  const command = [join(binaries, "postgres"), "-D", data, "-k", directory];
  const server = spawn(
    "sh",
    ["-c", TIED_TO_STDIN, "sh", ...command, ...settings.flatMap((setting) => ["-c", setting])],
    { ...options, stdio: ["pipe", "ignore", "pipe"] },
  );
  const stop = () =>
    new Promise<void>((resolve) => {
      if (server.exitCode !== null) return resolve();
      server.once("exit", () => resolve());
      server.stdin?.end();
    });
  server.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  await new Promise<void>((resolve, reject) => {
    let log = "";
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      if (log.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`postgres did not start:\n${log}`)));
  });
  return { url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(directory)}`, stop };
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ["postgres", "nobody"]) {
    const ask = (what: string) => Number(execFileSync("id", [what, name], { stdio: ["ignore", "pipe", "ignore"] }));
    try {
      return { uid: ask("-u"), gid: ask("-g") };
    } catch {
      // No such user: the next one.
    }
  }
  throw new Error("PostgreSQL does not run as root, and there is neither a user postgres nor nobody");
}
