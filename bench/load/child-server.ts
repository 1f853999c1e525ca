import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A server in a process of its own. */
export interface ChildServer {
  /** `http://host:port`. */
  url: string;
  /** Processor time so far and memory now; null where the system does not tell (all but Linux). */
  usage(): { cpuMs: number; rssMb: number } | null;
  /** Asks it to stop and waits for its end. */
  stop(): Promise<void>;
}

/** The built program; `npx tsc` makes it. */
export const RAZBOR = fileURLToPath(
  new URL(import.meta.url.endsWith(".js") ? "../../src/main.js" : "../../dist/src/main.js", import.meta.url),
);

/** A script beside this file, built or as source like this file itself. */
export function besideScript(name: string): string {
  return fileURLToPath(new URL(`./${name}${import.meta.url.endsWith(".js") ? ".js" : ".ts"}`, import.meta.url));
}

/** Starts a Node script that prints the address it listens on; only `env` and the path are handed on. */
export async function startChild(script: string, args: string[], env: Record<string, string>): Promise<ChildServer> {
  const child = spawn(process.execPath, ["--enable-source-maps", script, ...args], {
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = await addressOf(child, script);
  return {
    url,
    usage: () => usageOf(child.pid ?? 0),
    stop: () =>
      new Promise((done) => {
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.once("exit", () => done());
        child.kill("SIGTERM");
      }),
  };
}

function addressOf(child: ChildProcess, script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const listen = (text: string) => {
      if (output.length < OUTPUT_KEPT) output += text;
      const address = /https?:\/\/[^\s"]+/.exec(output)?.[0];
      if (address) resolve(address);
    };
    child.stdout?.setEncoding("utf8").on("data", listen);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (output.length < OUTPUT_KEPT) output += text;
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}:\n${output}`)));
  });
}

const OUTPUT_KEPT = 10_000;
/** `sysconf(_SC_CLK_TCK)` of Linux, in milliseconds. */
const TICK_MS = 10;

function usageOf(pid: number): ReturnType<ChildServer["usage"]> {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    const rss = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return { cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS, rssMb: Number(rss) / 1024 };
  } catch {
    return null;
  }
}
