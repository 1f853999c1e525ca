import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Order, RowsAnswer } from "./fail-points.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FAIL_POINTS = fileURLToPath(new URL("./fail-points.ts", import.meta.url));
const START_MAX_MS = 600_000;
const OUTPUT_KEPT = 20_000;

/** The real service in a process of its own, with fail points. */
export interface Child {
  /** Where it listens. */
  address: string;
  process: ChildProcess;
  /** Milliseconds from its start to its first word. */
  startedInMs: number;
  /** What it printed so far, its end only. */
  output(): string;
  /** Whether it is gone. */
  isGone(): boolean;
  /** Resolves when it is gone, however that came about. */
  gone: Promise<void>;
  arm(order: Omit<Extract<Order, { kind: "arm" }>, "kind">): void;
  /** Lets it go on from where it stands still. */
  release(): void;
  /** Rows of a statement, asked through the service's own connection. */
  rows(text: string, values: unknown[]): Promise<unknown[]>;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Children that must not outlive this process. */
const living = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

/**
 * Starts the built service and waits until it listens. `onWord` hears `reached <cut> <port>` and `work <queue> <starts>`,
 * some of which come before it listens. Throws with its output when it ends before.
 */
export async function startChild(env: Record<string, string>, onWord: (word: string) => void): Promise<Child> {
  const beganAt = performance.now();
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--import", FAIL_POINTS, "dist/src/main.js"],
    {
      cwd: ROOT,
      env: { PATH: process.env.PATH, PORT: "0", LOG_LEVEL: "warn", ...env },
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "ipc"],
    },
  );
  living.add(child);
  let output = "";
  const gone = once(child, "exit").then(() => {
    living.delete(child);
  });
  const asked = new Map<number, (answer: RowsAnswer) => void>();
  child.on("message", (answer: RowsAnswer) => asked.get(answer.id)?.(answer));
  child.on("error", () => {});
  const goOn = child.stdio[4] as Writable;
  goOn.on("error", () => {});
  const handle: Child = {
    address: "",
    process: child,
    startedInMs: 0,
    output: () => output,
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    gone,
    arm: (order) => child.send({ kind: "arm", ...order } satisfies Order),
    release: () => void goOn.write("."),
    rows: (text, values) => askRows(child, asked, gone, { text, values }),
    end: async (signal) => {
      if (!handle.isGone()) child.kill(signal);
      await gone;
    },
  };
  createInterface({ input: child.stdio[3] as NodeJS.ReadableStream }).on("line", onWord);
  handle.address = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`did not start:\n${output}`));
    }, START_MAX_MS);
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString("utf8")).slice(-OUTPUT_KEPT);
      const found = / on (http:\/\/\S+)/.exec(output)?.[1];
      if (!found) return;
      clearTimeout(late);
      resolve(found);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    gone.then(() => {
      clearTimeout(late);
      reject(new Error(`ended by itself (${child.exitCode ?? child.signalCode}):\n${output}`));
    });
  });
  handle.startedInMs = performance.now() - beganAt;
  return handle;
}

let lastAsked = 0;

function askRows(
  child: ChildProcess,
  asked: Map<number, (answer: RowsAnswer) => void>,
  gone: Promise<void>,
  { text, values }: { text: string; values: unknown[] },
): Promise<unknown[]> {
  const id = ++lastAsked;
  return new Promise<unknown[]>((resolve, reject) => {
    asked.set(id, ({ rows, error }) => (rows === undefined ? reject(new Error(error)) : resolve(rows)));
    gone.then(() => reject(new Error("the service is gone")));
    child.send({ kind: "rows", id, text, values } satisfies Order, (error) => error && reject(error));
  }).finally(() => asked.delete(id));
}
