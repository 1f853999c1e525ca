import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { FixtureEar } from "../fakes/fixture-ear.ts";
import { type Child, startChild } from "./child.ts";
import { OwnPostgres } from "./postgres.ts";
import { type DatabaseProxy, startProxy } from "./proxy.ts";
import { type StandIns, startStandIns } from "./stand-ins.ts";

/** Which database a lane runs on. */
export type DatabaseKind = "embedded" | "postgres";

/** What a small disk holds; the embedded database alone needs a good part of it. */
const SMALL_DISK_MB = 400;
/** Whoever looks after services starts one again that could not reach its database. */
const STARTS_MAX = 3;
const POLL_MS = 250;
const SEND_PAUSE_MS = 200;
const SEND_MAX_MS = 15_000;

/** What has not come to its end yet. */
const LEFT_TO_DO = `select
  (select count(*)::int from jobs.job where name in ('process-recording', 'evaluate-call')
    and state in ('created', 'retry', 'active')) as jobs,
  (select count(*)::int from calls where status in ('received', 'stored', 'prepared', 'transcribed')) as calls,
  (select count(*)::int from write_backs where status = 'pending') as "writeBacks",
  (select count(*)::int from current_evaluations where not is_told) as untold,
  (select count(*)::int from paid_requests where status = 'intent') as intents`;

/** One service with everything around it: its database, its folder, the stand-ins. Faults come one after another. */
export class Lane {
  readonly kind: DatabaseKind;
  readonly stand: StandIns;
  readonly dataDir: string;
  readonly postgres: OwnPostgres | null;
  readonly proxy: DatabaseProxy | null;
  readonly #hasSmallDisk: boolean;
  /** Hears what the service says of itself. */
  onWord: (word: string) => void = () => {};
  #child: Child | null = null;

  private constructor(
    kind: DatabaseKind,
    parts: Pick<Lane, "stand" | "dataDir" | "postgres" | "proxy"> & { hasSmallDisk: boolean },
  ) {
    this.kind = kind;
    this.stand = parts.stand;
    this.dataDir = parts.dataDir;
    this.postgres = parts.postgres;
    this.proxy = parts.proxy;
    this.#hasSmallDisk = parts.hasSmallDisk;
  }

  /** Opens a lane with a service that runs and one endpoint that hears of results. */
  static async open(kind: DatabaseKind, ear: FixtureEar, { hasSmallDisk = false } = {}): Promise<Lane> {
    const dataDir = mkdtempSync(join(tmpdir(), "razbor-faults-"));
    if (hasSmallDisk) mountSmallDisk(dataDir);
    const postgres = kind === "postgres" ? await OwnPostgres.start() : null;
    if (kind === "postgres" && postgres === null) throw new Error("there are no PostgreSQL server binaries");
    const proxy = postgres && (await startProxy(postgres.socket));
    const stand = await startStandIns(ear);
    const lane = new Lane(kind, { stand, dataDir, postgres, proxy, hasSmallDisk });
    try {
      await lane.start();
      await lane.#addEndpoint();
      return lane;
    } catch (error) {
      await lane.close();
      throw error;
    }
  }

  async #addEndpoint(): Promise<void> {
    const { receiver } = this.stand;
    const response = await fetch(`${this.child.address}/api/v1/endpoints`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ url: receiver.url }),
    });
    if (response.status !== 201) throw new Error(`no endpoint: ${response.status} ${await response.text()}`);
    const { secret } = (await response.json()) as { secret: string };
    receiver.secrets.push(secret);
  }

  /** The service that is asked. */
  get child(): Child {
    if (this.#child === null) throw new Error("no service runs");
    return this.#child;
  }

  /** Another service becomes the one that is asked. */
  set child(child: Child) {
    this.#child = child;
  }

  /** Starts a service, which becomes the one that is asked; one that ends by itself is started again, as it would be. */
  async start(): Promise<Child> {
    for (let tries = 1; ; tries++) {
      try {
        this.#child = await this.spawn();
        return this.#child;
      } catch (error) {
        if (tries === STARTS_MAX) throw error;
      }
    }
  }

  /** Starts one more. */
  spawn(): Promise<Child> {
    const env: Record<string, string> = { DATA_DIR: this.dataDir, TIME_ZONE: zoneOfNoon(), ...this.stand.env };
    if (this.proxy) env.DATABASE_URL = `postgres://postgres@127.0.0.1:${this.proxy.port}/postgres`;
    return startChild(env, (word) => this.onWord(word));
  }

  /** Rows of a statement, past everything that is broken where that is possible. */
  rows(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const rows = this.postgres ? this.postgres.rows(text, values) : this.child.rows(text, values);
    return rows as Promise<Record<string, unknown>[]>;
  }

  /** Sends a webhook as a telephone system does, until it is taken. Answers with the statuses before that. */
  async tell(body: object, signal: AbortSignal): Promise<{ refusals: number[] }> {
    const refusals: number[] = [];
    for (;;) {
      signal.throwIfAborted();
      const status = await fetch(`${this.child.address}/webhook/new_call_recording`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(SEND_MAX_MS)]),
      }).then(
        async (response) => {
          await response.arrayBuffer();
          return response.status;
        },
        () => 0,
      );
      if (status >= 200 && status < 300) return { refusals };
      refusals.push(status);
      await delay(SEND_PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Waits until nothing is left to do; answers with what is when the time is over, null when nothing is. */
  async untilQuiet(maxMs: number): Promise<string | null> {
    const until = performance.now() + maxMs;
    for (let left = "no answer"; ; ) {
      const [row] = await this.rows(LEFT_TO_DO).catch((error: Error) => [{ error: error.message }]);
      left = Object.entries(row ?? {})
        .filter(([, value]) => value !== 0)
        .map(([name, value]) => `${name}: ${value}`)
        .join(", ");
      if (left === "") return null;
      if (performance.now() > until) return left;
      await delay(POLL_MS);
    }
  }

  /** Ends everything and removes it. */
  async close(): Promise<void> {
    await this.#child?.end("SIGKILL");
    await this.stand.close();
    await this.proxy?.stop();
    await this.postgres?.remove();
    if (this.#hasSmallDisk) unmount(this.dataDir);
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Whether a small disk of our own can be made here. */
export function canMountDisk(): boolean {
  if (process.getuid?.() !== 0) return false;
  return spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;
}

/** Disks of ours that are mounted just now; none outlives this process. */
const mounted = new Set<string>();
process.on("exit", () => {
  for (const directory of mounted) spawnSync("umount", ["--lazy", directory]);
});

function unmount(directory: string): void {
  spawnSync("umount", [directory]);
  mounted.delete(directory);
}

function mountSmallDisk(directory: string): void {
  const options = `size=${SMALL_DISK_MB}m,mode=0700`;
  const made = spawnSync("mount", ["-t", "tmpfs", "-o", options, "razbor-faults", directory]);
  if (made.status !== 0) throw new Error(`no small disk: ${made.stderr}`);
  mounted.add(directory);
}

/** Where it is about noon: the nightly backup begins in no run, whose kills would set its job aside for good. */
function zoneOfNoon(): string {
  const hoursBehind = new Date().getUTCHours() - 12;
  return `Etc/GMT${hoursBehind < 0 ? "" : "+"}${hoursBehind}`;
}
