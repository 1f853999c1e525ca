import { type ChildProcess, execFileSync, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { serverBinaries } from "../helpers/database-server.ts";

/** Becomes the server, beside a watcher that stops it when standard input ends: a killed run leaves no server behind. */
const TIED_TO_STDIN = 'exec 3<&0; (cat <&3 >/dev/null; kill -INT $$) & exec "$@" </dev/null 3<&-';

/** Waits for the disk as a server of customers does; the rest keeps a small machine usable. */
const SETTINGS = [
  "fsync=on",
  "synchronous_commit=on",
  "listen_addresses=",
  "shared_buffers=32MB",
  "max_connections=60",
];

/** A PostgreSQL server of our own that can be killed and started again, on a socket in a folder of its own. */
export class OwnPostgres {
  readonly directory: string;
  readonly #binaries: string;
  readonly #user: { uid: number; gid: number } | null;
  #server: ChildProcess | null = null;
  /** As its owner, past every proxy. */
  #pool: pg.Pool | null = null;

  private constructor(binaries: string) {
    this.#binaries = binaries;
    this.directory = mkdtempSync(join(tmpdir(), "razbor-faults-pg-"));
    this.#user = process.getuid?.() === 0 ? userOf("postgres") : null;
    if (this.#user) chownSync(this.directory, this.#user.uid, this.#user.gid);
  }

  /** Null where there are no server binaries. */
  static async start(): Promise<OwnPostgres | null> {
    const binaries = serverBinaries();
    if (binaries === null) return null;
    const server = new OwnPostgres(binaries);
    const made = spawnSync(
      join(binaries, "initdb"),
      ["--pgdata", join(server.directory, "data"), "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"],
      server.#options(),
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.error ?? made.stderr}`);
    await server.resume();
    return server;
  }

  /** Path of its socket. */
  get socket(): string {
    return join(this.directory, ".s.PGSQL.5432");
  }

  /** Starts it on the data that are there. */
  async resume(): Promise<void> {
    const settings = SETTINGS.flatMap((setting) => ["-c", setting]);
    const command = [join(this.#binaries, "postgres"), "-D", join(this.directory, "data"), "-k", this.directory];
    const server = spawn("sh", ["-c", TIED_TO_STDIN, "sh", ...command, ...settings], this.#options());
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      let log = "";
      server.stderr?.setEncoding("utf8").on("data", (text: string) => {
        log = (log + text).slice(-5_000);
        if (log.includes("ready to accept connections")) resolve();
      });
      server.once("error", reject);
      server.once("exit", () => reject(new Error(`postgres did not start:\n${log}`)));
    });
  }

  /** Ends the server and every process of it at once, as a machine that loses its power would. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (server?.pid === undefined || server.exitCode !== null) return;
    const gone = once(server, "exit");
    const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, "utf8").trim().split(" ");
    process.kill(server.pid, "SIGSTOP");
    for (const pid of [String(server.pid), ...children]) if (pid !== "") killQuietly(Number(pid));
    await gone;
    // Lets go of the watcher's last process, too.
    server.stdin?.destroy();
  }

  /** Rows of a statement in the database `postgres`. */
  async rows(text: string, values: unknown[]): Promise<unknown[]> {
    if (this.#pool === null) {
      this.#pool = new pg.Pool({ host: this.directory, user: "postgres", database: "postgres", max: 2 });
      this.#pool.on("error", () => {});
    }
    return (await this.#pool.query(text, values)).rows;
  }

  /** Ends it for good and removes its folder. */
  async remove(): Promise<void> {
    await this.#pool?.end();
    const server = this.#server;
    if (server !== null && server.exitCode === null && server.signalCode === null) {
      const gone = once(server, "exit");
      server.stdin?.end();
      await gone;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  #options(): SpawnOptions {
    return { ...(this.#user ?? {}), cwd: this.directory, stdio: ["pipe", "ignore", "pipe"] };
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

function userOf(name: string): { uid: number; gid: number } {
  const ask = (what: string) => Number(execFileSync("id", [what, name]));
  return { uid: ask("-u"), gid: ask("-g") };
}
