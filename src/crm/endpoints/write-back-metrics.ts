import { Counter, Gauge, type Registry } from "prom-client";
import type { Db } from "../../db/database.ts";
import type { DeliveryOutcome } from "../write-back-target.ts";
import { countUnfinished } from "./write-back-store.ts";

/** Figures of write-backs in Prometheus' form. */
export class AttemptCounters {
  readonly #attempts = new Counter({
    name: "razbor_write_back_attempts_total",
    help: "Requests of this process to endpoints that came to their end, by outcome.",
    labelNames: ["outcome"],
    registers: [],
  });
  readonly #unfinished: Gauge<"status">;

  /** `db` is asked when the figures are read. */
  constructor(db: Db) {
    this.#unfinished = new Gauge({
      name: "razbor_write_backs",
      help: "Write-backs of the installation that wait to be sent (pending) or whose whole schedule failed (exhausted).",
      labelNames: ["status"],
      registers: [],
      async collect() {
        const { pending, exhausted } = await countUnfinished(db);
        this.set({ status: "pending" }, pending);
        this.set({ status: "exhausted" }, exhausted);
      },
    });
  }

  /** One more attempt that came to its end. */
  count(outcome: DeliveryOutcome["kind"]): void {
    this.#attempts.inc({ outcome });
  }

  /** Shows the figures in a registry. */
  register(registry: Registry): void {
    registry.registerMetric(this.#attempts);
    registry.registerMetric(this.#unfinished);
  }
}
