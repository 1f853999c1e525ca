import { z } from "@hono/zod-openapi";
import type { SpendState } from "../../usage/spend-watch.ts";
import type { SpendReport, Spent } from "./spend.ts";

const Usd = z.number().min(0);
const SPENT = {
  requests: z.int().min(0).openapi({ description: "Requests that cost or may have cost something." }),
  paid_usd: Usd.openapi({ description: "What answers cost, unusable ones included." }),
  unusable_usd: Usd.openapi({ description: "The part of it that brought no usable answer." }),
  unknown_usd: Usd.openapi({ description: "What requests of unknown outcome may have cost; not in `paid_usd`." }),
};

/** What is paid for, as it goes over the wire. */
export const SpendWire = z
  .object({
    today: z.object({
      day: z.iso.date(),
      ends_at: z.iso.datetime(),
      budget_usd: Usd.nullable().openapi({ description: "Null: without bounds." }),
      begun_usd: Usd.openapi({ description: "Costs, and estimates where these are not known (yet)." }),
      is_used_up: z.boolean().openapi({ description: "A request was refused because the budget does not hold it." }),
    }),
    closed_providers: z.array(
      z.object({
        stages: z.array(z.string()).openapi({ description: "What it is asked for." }),
        reason: z.enum(["provider_paused", "provider_down", "quota_exhausted", "key_refused", "model_missing"]),
        closed_at: z.iso.datetime(),
        opens_at: z.iso
          .datetime()
          .nullable()
          .openapi({ description: "Null: when a request that is let through to find out succeeds." }),
      }),
    ),
    days: z.array(z.object({ day: z.iso.date(), ...SPENT })),
    sources: z.array(
      z.object({ source: z.string().nullable(), name: z.string().nullable(), calls: z.int().min(0), ...SPENT }),
    ),
    models: z.array(z.object({ stage: z.string(), model: z.string(), ...SPENT })),
    dearest_calls: z.array(
      z.object({ call_id: z.uuid(), external_id: z.string().nullable(), link: z.string(), ...SPENT }),
    ),
    all: z.object(SPENT),
    calls: z.int().min(0),
    per_call_usd: Usd.nullable(),
  })
  .openapi("Spend");

/** Puts it into its wire shape. */
export function spendToWire({ today, closed }: SpendState, report: SpendReport): z.infer<typeof SpendWire> {
  return {
    today: {
      day: today.day,
      ends_at: today.endsAt.toISOString(),
      budget_usd: today.budgetUsd,
      begun_usd: today.begunUsd,
      is_used_up: today.isUsedUp,
    },
    closed_providers: closed.map(({ stages, reason, closedAt, opensAt }) => ({
      stages,
      reason,
      closed_at: closedAt.toISOString(),
      opens_at: opensAt?.toISOString() ?? null,
    })),
    days: report.days.map(({ day, ...spent }) => ({ day, ...wireOf(spent) })),
    sources: report.sources.map(({ source, name, calls, ...spent }) => ({ source, name, calls, ...wireOf(spent) })),
    models: report.models.map(({ stage, model, ...spent }) => ({ stage, model, ...wireOf(spent) })),
    dearest_calls: report.dearest.map(({ callId, externalId, ...spent }) => ({
      ...{ call_id: callId, external_id: externalId, link: `/api/v1/calls/${callId}` },
      ...wireOf(spent),
    })),
    all: wireOf(report.all),
    calls: report.calls,
    per_call_usd: report.perCallUsd,
  };
}

function wireOf({ requests, paidUsd, unusableUsd, unknownUsd }: Spent) {
  return { requests, paid_usd: paidUsd, unusable_usd: unusableUsd, unknown_usd: unknownUsd };
}
