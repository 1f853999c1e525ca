import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A program of `test/db/programs` in a process of its own, talked to by lines. */
export interface Child {
  process: ChildProcess;
  /** The next line it prints; rejects when it ends first. */
  line(): Promise<string>;
  /** All lines printed until it ended, beginning after those that `line` gave. */
  rest(): Promise<string[]>;
  /** Ends it with this signal and waits until it is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Starts `programs/<name>.ts` with arguments; `within` is a command that runs it, for example `unshare`. */
export function startChild(name: string, args: string[], within: string[] = []): Child {
  const script = fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
  const [command = process.execPath, ...before] = [...within, process.execPath];
  const child = spawn(command, [...before, script, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  return {
    process: child,
    line: async () => {
      const next = await lines.next();
      if (next.done) throw new Error(`${name} ended without another line`);
      return next.value;
    },
    rest: async () => {
      const all: string[] = [];
      for (let next = await lines.next(); !next.done; next = await lines.next()) all.push(next.value);
      return all;
    },
    kill: (signal) => {
      child.kill(signal);
      return gone;
    },
  };
}
