import type { Context, MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { newId } from "../new-id.ts";
import type { Logger } from "./logger.ts";
import type { Metrics } from "./metrics.ts";

const PATH_CHARACTERS_MAX = 200;
/** Asked every few seconds by machines; logged only when somebody looks for them. */
const PROBES = new Set(["/healthz", "/readyz", "/metrics"]);

/** Gives every request an id (our own, also in the answer), logs it without query or body, and counts it by route. */
export function requestLog(logger: Logger, metrics: Metrics): MiddlewareHandler {
  return async (c, next) => {
    const requestId = newId();
    const from = performance.now();
    c.set("requestId", requestId);
    await next();
    // Not `c.header`: it would make the answer anew, its text as a stream.
    c.res.headers.set("x-request-id", requestId);
    const { method, path } = c.req;
    const { status } = c.res;
    const durationMs = performance.now() - from;
    metrics.requests.observe({ method, route: routeOf(c), status }, durationMs / 1000);
    const level = PROBES.has(path) && status < 500 ? "debug" : "info";
    logger[level](
      {
        requestId,
        method,
        path: maskToken(path).slice(0, PATH_CHARACTERS_MAX),
        status,
        durationMs: Math.round(durationMs * 10) / 10,
      },
      "request",
    );
  };
}

/** A token in the path of a webhook is a secret. */
function maskToken(path: string): string {
  return path.replace(/^(\/+webhook\/+[^/]+\/+).+$/s, "$1***");
}

/** The pattern of the route that answered, so that ids never become labels; one label for all unknown paths. */
function routeOf(c: Context): string {
  const pattern = routePath(c, -1);
  return pattern.endsWith("*") ? "unknown" : pattern;
}
