import { Hono } from "hono";
import { AppError } from "../errors.ts";
import type { Metrics } from "./metrics.ts";

/** Longest wait for the answer whether we are ready; whoever asks wants to know now. */
const READY_MAX_MS = 1_000;

/** What stands still although the service is ready: which work, why as a code, and until when (null: not known). */
export interface Paused {
  stages: readonly string[];
  reason: string;
  until: Date | null;
}

/** What health is told from; either may throw or not answer at all, then the first is no and the second nothing. */
export interface HealthDeps {
  isReady(): Promise<boolean>;
  listPaused(): Promise<readonly Paused[]>;
}

/** `/healthz` (the process lives), `/readyz` (it can work, and what is paused; else `unavailable`) and `/metrics`. */
export function healthRoutes({ isReady, listPaused }: HealthDeps, metrics: Metrics): Hono {
  const routes = new Hono();
  routes.get("/healthz", (c) => c.json({ status: "ok" }));
  routes.get("/readyz", async (c) => {
    if (await within(isReady(), READY_MAX_MS, false))
      return c.json({ status: "ready", paused: await within(listPaused(), READY_MAX_MS, []) });
    throw new AppError("unavailable", "The service is not ready: its database or its job queue does not answer.", {
      retryable: true,
    });
  });
  routes.get("/metrics", async (c) =>
    c.body(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType }),
  );
  return routes;
}

/** The answer, or what stands for none. */
async function within<Answer>(answer: Promise<Answer>, limitMs: number, none: Answer): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve(none), limitMs);
  });
  try {
    return await Promise.race([answer.catch(() => none), late]);
  } finally {
    clearTimeout(timer);
  }
}
