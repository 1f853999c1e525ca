import { Hono } from "hono";
import { AppError } from "../errors.ts";
import type { Metrics } from "./metrics.ts";

/** Longest wait for the answer whether we are ready; whoever asks wants to know now. */
const READY_MAX_MS = 1_000;

/**
 * `/healthz` (the process lives), `/readyz` (it can work; else `unavailable`) and `/metrics`. `isReady` may throw, answer
 * false or not answer at all.
 */
export function healthRoutes(isReady: () => Promise<boolean>, metrics: Metrics): Hono {
  const routes = new Hono();
  routes.get("/healthz", (c) => c.json({ status: "ok" }));
  routes.get("/readyz", async (c) => {
    if (await within(isReady(), READY_MAX_MS)) return c.json({ status: "ready" });
    throw new AppError("unavailable", "The service is not ready: its database or its job queue does not answer.", {
      retryable: true,
    });
  });
  routes.get("/metrics", async (c) =>
    c.body(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType }),
  );
  return routes;
}

async function within(answer: Promise<boolean>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([answer.catch(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}
