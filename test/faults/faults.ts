import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Cut } from "./cuts.ts";
import type { Lane } from "./lane.ts";

/** One kind of breakage. `kill` is the process's own end; the others happen around it while it stands still. */
export interface Fault {
  name: FaultName;
  what: string;
  /** The databases it can happen on. */
  on: readonly ("embedded" | "postgres")[];
  /** How long the call may take afterwards. */
  quietMaxMs: number;
  /** Breaks something while the service stands still; resolves when it may go on, with what mends it later. */
  happen(scene: Scene): Promise<Mend>;
}

/** Names of the faults. */
export type FaultName = "kill" | "database-kill" | "terminate" | "lost-commit" | "half-open" | "freeze" | "disk";

/** Where it happens; `random` gives numbers from 0 to 1. */
export interface Scene {
  lane: Lane;
  cut: Cut;
  random: () => number;
}

/** What is done once the service goes on; gives what was not as it should be. */
type Mend = () => Promise<string[]>;

const NOTHING: Mend = async () => [];
const QUIET_MS = 180_000;
/** How often it is looked whether a COMMIT came by, every 50 ms. */
const COMMIT_TRIES = 1_200;
/** The lease of a job, and of an endpoint. */
const LEASE_MS = 10_000;

/** The process ends by SIGKILL at the cut and is started again at once, or within a second. */
const KILL: Fault = {
  name: "kill",
  what: "kill -9 of the service, started again",
  on: ["embedded", "postgres"],
  quietMaxMs: QUIET_MS,
  async happen({ lane, random }) {
    const { child } = lane;
    child.process.kill("SIGKILL");
    await child.gone;
    await delay(random() < 0.5 ? 0 : random() * 1_000);
    await lane.start();
    return NOTHING;
  },
};

const DATABASE_KILL: Fault = {
  name: "database-kill",
  what: "kill -9 of PostgreSQL, back after 0 to 5 s",
  on: ["postgres"],
  quietMaxMs: QUIET_MS,
  async happen({ lane, random }) {
    await lane.postgres?.kill();
    const mend = async () => {
      await delay(random() * 5_000);
      await lane.postgres?.resume();
      return [];
    };
    // Half of the time the service meets a server that is away, else one that is back with other connections.
    if (random() < 0.5) return mend;
    await mend();
    return NOTHING;
  },
};

const TERMINATE: Fault = {
  name: "terminate",
  what: "every connection terminated by PostgreSQL",
  on: ["postgres"],
  quietMaxMs: QUIET_MS,
  async happen({ lane }) {
    await lane.rows(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where pid <> pg_backend_pid() and application_name like 'razbor%'`,
    );
    return NOTHING;
  },
};

const LOST_COMMIT: Fault = {
  name: "lost-commit",
  what: "the next COMMIT's answer lost",
  on: ["postgres"],
  quietMaxMs: QUIET_MS,
  async happen({ lane }) {
    const lost = lane.proxy?.loseCommit();
    return async () => {
      // Something commits every few seconds, were it only the queue.
      for (let tries = 0; tries < COMMIT_TRIES; tries++) {
        if ((lost?.peek() ?? 0) > 0) break;
        await delay(50);
      }
      return lost?.end() === 1 ? [] : ["no COMMIT came that could be lost"];
    };
  },
};

const HALF_OPEN: Fault = {
  name: "half-open",
  what: "every connection to PostgreSQL dead without a word",
  on: ["postgres"],
  quietMaxMs: 240_000,
  async happen({ lane }) {
    lane.proxy?.goSilent();
    return NOTHING;
  },
};

const FREEZE: Fault = {
  name: "freeze",
  what: "the service stopped for two leases while another one works",
  on: ["postgres"],
  quietMaxMs: QUIET_MS,
  async happen({ lane }) {
    const frozen = lane.child;
    frozen.process.kill("SIGSTOP");
    const since = performance.now();
    await lane.start();
    await delay(Math.max(0, 2 * LEASE_MS - (performance.now() - since)));
    frozen.process.kill("SIGCONT");
    frozen.release();
    return async () => {
      // It finds out that its work is another's; then it may go.
      await delay(2_000);
      const left = await lane.untilQuiet(QUIET_MS);
      await frozen.end("SIGTERM");
      return left === null ? [] : [`after it woke up: ${left}`];
    };
  },
};

const DISK: Fault = {
  name: "disk",
  what: "the disk full for 3 s (a small tmpfs)",
  on: ["embedded", "postgres"],
  quietMaxMs: 240_000,
  async happen({ lane }) {
    const filler = join(lane.dataDir, "filler");
    fillDisk(filler);
    return async () => {
      await delay(3_000);
      rmSync(filler, { force: true });
      return [];
    };
  },
};

/** Writes until nothing more fits; smaller and smaller pieces, for the last bytes too. */
function fillDisk(path: string): void {
  for (let bytes = 16_777_216; bytes >= 1_024; bytes /= 4) {
    for (;;) {
      try {
        writeFileSync(path, Buffer.alloc(bytes), { flag: "a" });
      } catch {
        break;
      }
    }
  }
}

/** All of them. */
export const FAULTS: readonly Fault[] = [KILL, DATABASE_KILL, TERMINATE, LOST_COMMIT, FREEZE, DISK, HALF_OPEN];

/** One by its name. */
export function faultNamed(name: string): Fault {
  const found = FAULTS.find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`there is no fault ${name}`);
  return found;
}
