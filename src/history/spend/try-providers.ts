import type { Db } from "../../db/database.ts";
import { probeGateNow } from "../../usage/gate-store.ts";
import type { PaidProvider } from "../../usage/provider-gate.ts";
import type { SpendState } from "../../usage/spend-watch.ts";

/** What showing the spend and acting on it needs. */
export interface SpendDeps {
  db: Db;
  /** How things stand now; some seconds old at most. */
  state(): Promise<SpendState>;
  providers: readonly PaidProvider[];
  /** Lets held jobs go on where they may; gives their count. */
  release(): Promise<number>;
  now(): Date;
  /** IANA name. */
  timeZone: string;
}

/**
 * Lets one request through to every provider that may not be asked now, because a person says that the cause is gone, and
 * a job that waits for it try; whatever asks next tries too. Gives how many there were.
 */
export async function tryProviders({ db, providers, release, now }: SpendDeps): Promise<number> {
  let tried = 0;
  for (const { provider } of providers) if (await probeGateNow(db, provider, now().getTime())) tried += 1;
  if (tried > 0) await release();
  return tried;
}
