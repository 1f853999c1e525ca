import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { GateReason } from "./payment-held.ts";
import type { GateClosing, ProviderGate } from "./provider-gate.ts";

/** A gate of a provider, with since when it is as it is. */
export interface ListedGate extends ProviderGate {
  provider: string;
  closedAt: Date;
}

/** How a gate is closed by a request that began at a time; `isProbe`: that request had been let through to find out. */
export interface GateClosed extends GateClosing {
  beganAtMs: number;
  nowMs: number;
  isProbe: boolean;
}

/**
 * Closes a gate for all processes. The graver reason stays (a person is needed, then: asked to wait, then: down), of two
 * waits the longer; a probe's word counts always. What began before the gate last opened does not close it again, unless
 * the provider itself asked to wait. Answers with the gate as it is then.
 */
export async function closeGate(db: Db, provider: string, closed: GateClosed): Promise<ProviderGate | null> {
  const { reason, opensAtMs, probeEveryMs, beganAtMs, nowMs, isProbe } = closed;
  const now = new Date(nowMs);
  const opensAt = opensAtMs === null ? null : new Date(opensAtMs);
  const probeAt = opensAtMs === null ? new Date(nowMs + probeEveryMs) : null;
  await sql`
    insert into provider_gates as held (provider, reason, closed_at, opens_at, probe_at, probe_every_s)
    values (${provider}, ${reason}, ${now}::timestamptz, ${opensAt}::timestamptz, ${probeAt}::timestamptz,
      ${Math.ceil(probeEveryMs / 1000)}::int)
    on conflict (provider) do update set
      reason = excluded.reason, opens_at = excluded.opens_at, probe_at = excluded.probe_at,
      probe_every_s = excluded.probe_every_s,
      closed_at = case when ${isClosed(now)} then held.closed_at else excluded.closed_at end
    where ${isProbe} or case
      when ${isClosed(now)} then ${rank("excluded")} > ${rank("held")}
        or (${rank("excluded")} = ${rank("held")} and excluded.opens_at > held.opens_at)
      else excluded.opens_at is not null or held.opens_at <= ${new Date(beganAtMs)}::timestamptz end
  `.execute(db);
  return findGate(db, provider);
}

/** The gate of a provider; null where it was never closed. */
export async function findGate(db: Db, provider: string): Promise<ProviderGate | null> {
  const [gate] = await listGates(db, [provider]);
  return gate ?? null;
}

function isClosed(now: Date) {
  return sql<boolean>`(held.opens_at is null or held.opens_at > ${now}::timestamptz)`;
}

function rank(table: "held" | "excluded") {
  const reason = sql.ref(`${table}.reason`);
  return sql<number>`(case ${reason} when 'provider_down' then 1 when 'provider_paused' then 2 else 3 end)`;
}

/** Opens a gate that waits for a probe, because one succeeded; answers with the gate as it is then. */
export async function openGate(db: Db, provider: string, nowMs: number): Promise<ProviderGate | null> {
  await db
    .updateTable("provider_gates")
    .set({ opens_at: new Date(nowMs), probe_at: null })
    .where("provider", "=", provider)
    .where("opens_at", "is", null)
    .execute();
  return findGate(db, provider);
}

/** Lets the next request through a closed gate at once, to find out; tells whether the gate was closed. */
export async function probeGateNow(db: Db, provider: string, nowMs: number): Promise<boolean> {
  const now = sql`${new Date(nowMs)}::timestamptz`;
  const { numAffectedRows } = await sql`
    update provider_gates set
      opens_at = case when opens_at is null then null else ${now} end,
      probe_at = case when opens_at is null then ${now} else null end
    where provider = ${provider} and (opens_at is null or opens_at > ${now})`.execute(db);
  return Number(numAffectedRows ?? 0) > 0;
}

/** The gates of these providers that were ever closed. */
export async function listGates(db: Db, providers: readonly string[]): Promise<ListedGate[]> {
  if (providers.length === 0) return [];
  const rows = await db
    .selectFrom("provider_gates")
    .select(["provider", "reason", "closed_at", "opens_at", "probe_at"])
    .where("provider", "in", [...providers])
    .orderBy("provider")
    .execute();
  return rows.map(({ provider, reason, closed_at, opens_at, probe_at }) => ({
    provider,
    reason: reason as GateReason,
    closedAt: closed_at,
    opensAtMs: opens_at?.getTime() ?? null,
    probeAtMs: probe_at?.getTime() ?? null,
  }));
}
