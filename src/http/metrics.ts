import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** Counters of this process in Prometheus' form. */
export interface Metrics {
  registry: Registry;
  /** Seconds a request took, by method, route pattern and status. */
  requests: Histogram<"method" | "route" | "status">;
}

/** A registry of its own, so that two services in one process do not share counters. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the first byte of a request to its answer.",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [registry],
  });
  return { registry, requests };
}
