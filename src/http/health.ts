import { Hono } from "hono";
import type { Metrics } from "./metrics.ts";

/** `/healthz` (the process lives), `/readyz` (it can work) and `/metrics`. `isReady` may throw or answer false. */
export function healthRoutes(isReady: () => Promise<boolean>, metrics: Metrics): Hono {
  const routes = new Hono();
  routes.get("/healthz", (c) => c.json({ status: "ok" }));
  routes.get("/readyz", async (c) => {
    const ready = await isReady().catch(() => false);
    return c.json({ status: ready ? "ready" : "not ready" }, ready ? 200 : 503);
  });
  routes.get("/metrics", async (c) =>
    c.body(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType }),
  );
  return routes;
}
