import type { Context, MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { v7 as newId } from "uuid";
import type { Logger } from "./logger.ts";
import type { Metrics } from "./metrics.ts";

/** Gives every request an id (our own, also in the answer), logs it without query or body, and counts it by route. */
export function requestLog(logger: Logger, metrics: Metrics): MiddlewareHandler {
  return async (c, next) => {
    const requestId = newId();
    const from = performance.now();
    c.set("requestId", requestId);
    await next();
    c.header("x-request-id", requestId);
    const route = routeOf(c);
    const durationMs = performance.now() - from;
    metrics.requests.observe({ method: c.req.method, route, status: c.res.status }, durationMs / 1000);
    logger.info({ requestId, method: c.req.method, path: c.req.path, status: c.res.status, durationMs }, "request");
  };
}

/** The pattern of the route that answered, so that ids never become labels; one label for all unknown paths. */
function routeOf(c: Context): string {
  const pattern = routePath(c, -1);
  return c.res.status === 404 || pattern === "*" || pattern === "/*" ? "unknown" : pattern;
}
