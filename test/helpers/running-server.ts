import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { endWithFile } from "./endings.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const START_MAX_MS = 60_000;

/** A server of ours in a process of its own, on a free loopback port. */
export interface RunningServer {
  address: string;
  process: ChildProcess;
  /** What it printed so far, both streams. */
  output: () => string;
  /** Ends it by a signal and answers with its exit code (null when the signal ended it). */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** What the compiler reads. */
const SOURCES = ["src", "views", "migrations", "test", "bench", "tsconfig.json"];
const BUILD_MAX_MS = 60_000;

/**
 * Compiles the project as `npm start` does, once for all test files of a run: one file must not write programs anew
 * while another starts them. They take turns by SQLite's lock, which a killed run does not leave behind.
 */
export function build(): void {
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  const turn = new DatabaseSync(join(ROOT, "dist", "build.lock"), { timeout: BUILD_MAX_MS });
  try {
    turn.exec("begin exclusive");
    const stamp = join(ROOT, "dist", "build.stamp");
    const builtAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (newestSourceAt() < builtAt) return;
    const startedAt = new Date();
    execFileSync(process.execPath, ["node_modules/typescript/bin/tsc"], { cwd: ROOT });
    writeFileSync(stamp, "");
    utimesSync(stamp, startedAt, startedAt);
  } finally {
    turn.close();
  }
}

/** Milliseconds since 1970; a folder's own time tells of files that went. */
function newestSourceAt(): number {
  const below = (path: string) =>
    statSync(join(ROOT, path)).isDirectory()
      ? readdirSync(join(ROOT, path), { recursive: true, encoding: "utf8" }).map((name) => join(path, name))
      : [];
  const paths = SOURCES.flatMap((path) => [path, ...below(path)]);
  return Math.max(...paths.map((path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

/** Starts the built program; only the given variables and the path are in its environment. */
export function startProgram(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ["--enable-source-maps", "dist/src/main.js", ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, LOG_LEVEL: "warn", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Starts a server and waits until it says where it listens. Throws with its output when it ends before. */
export async function startRunningServer(env: Record<string, string>): Promise<RunningServer> {
  const child = startProgram([], { PORT: "0", ...env });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const forget = endWithFile(() => {
    child.kill("SIGKILL");
    return gone;
  });
  child.once("exit", forget);
  let output = "";
  const address = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`did not start:\n${output}`)), START_MAX_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const found = / on (http:\/\/\S+)/.exec(output)?.[1];
      if (!found) return;
      clearTimeout(late);
      resolve(found);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`ended with ${code}:\n${output}`));
    });
  });
  const ended = once(child, "exit");
  return {
    address,
    process: child,
    output: () => output,
    end: async (signal) => {
      child.kill(signal);
      const [code] = await ended;
      return code as number | null;
    },
  };
}

/** Runs the built program to its end. */
export async function runProgram(
  args: string[],
  env: Record<string, string>,
  stdin = "",
): Promise<{ code: number | null; out: string; err: string }> {
  const child = startProgram(args, env);
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    out += chunk.toString("utf8");
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    err += chunk.toString("utf8");
  });
  child.stdin?.end(stdin);
  const [code] = await once(child, "exit");
  return { code: code as number | null, out, err };
}
