/** A thread that answers its first task with nothing in it and ends at the second. */
import { parentPort } from "node:worker_threads";

let tasks = 0;
parentPort?.on("message", ({ kind, task }: { kind: string; task: number }) => {
  if (kind === "scorecard") return;
  tasks += 1;
  if (tasks > 1) process.exit(1);
  parentPort?.postMessage({ kind: "done", task, result: {} });
});
parentPort?.postMessage({ kind: "ready" });
