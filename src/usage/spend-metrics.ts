import { Counter, Gauge, type Registry } from "prom-client";
import type { SpendState } from "./spend-watch.ts";

/** Figures of money in Prometheus' form. */
export class SpendCounters {
  readonly #spent = new Counter({
    name: "razbor_spend_usd_total",
    help: "US dollars that answers to requests of this process cost, by stage and model.",
    labelNames: ["stage", "model"],
    registers: [],
  });

  /** One more answer that was paid for. */
  count({ stage, model, costUsd }: { stage: string; model: string; costUsd: number }): void {
    this.#spent.inc({ stage, model }, costUsd);
  }

  /** Shows the figures in a registry; `state` is asked when they are read. */
  register(registry: Registry, state: () => Promise<SpendState>): void {
    registry.registerMetric(this.#spent);
    const made = { labelNames: [], registers: [registry] };
    new Gauge({
      ...made,
      name: "razbor_spend_begun_usd",
      help: "US dollars that the requests begun today cost or, where that is not known, may cost.",
      async collect() {
        this.set((await state()).today.begunUsd);
      },
    });
    new Gauge({
      ...made,
      name: "razbor_budget_left_usd",
      help: "US dollars that may still be begun today; absent without a budget.",
      async collect() {
        const { budgetUsd, begunUsd } = (await state()).today;
        this.reset();
        if (budgetUsd === null) this.remove();
        else this.set(Math.max(0, budgetUsd - begunUsd));
      },
    });
    new Gauge({
      name: "razbor_provider_closed",
      help: "1 for each provider that may not be asked now, by its host, what it is asked for and why.",
      labelNames: ["host", "stage", "reason"],
      registers: [registry],
      async collect() {
        this.reset();
        for (const { provider, stages, reason } of (await state()).closed)
          for (const stage of stages) this.set({ host: new URL(provider).host, stage, reason }, 1);
      },
    });
  }
}
