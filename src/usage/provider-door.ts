import type { Db } from "../db/database.ts";
import type { Clock } from "./clock.ts";
import { closeGate, findGate, openGate } from "./gate-store.ts";
import type { PaidRequestFault } from "./paid-client.ts";
import type { Hold } from "./payment-held.ts";
import { closingBy, type GateClosing, isOutage, needsPerson, OUTAGE, type ProviderTraffic } from "./provider-gate.ts";
import { spreadMs } from "./retry-policy.ts";

/** What a door needs; `provider` is the key of its gate, `traffic` what this process knows of it. */
export interface ProviderDoorDeps {
  db: Db;
  clock: Clock;
  random: () => number;
  provider: string;
  traffic: ProviderTraffic;
}

/** What an order does that wants to pass: begin (`rampOf` as in `Passage`), wait and ask again, or come back another time. */
export type DoorAnswer = { rampOf: number | null } | { waitMs: number } | { hold: Hold };

/** When a request was sent that something is told of, and whether it was a probe. */
export interface SentRequest {
  isProbe: boolean;
  beganAtMs: number;
}

/** The way of one order to its provider: past a gate that all processes share, told of what is met behind it. */
export class ProviderDoor {
  readonly #deps: ProviderDoorDeps;

  constructor(deps: ProviderDoorDeps) {
    this.#deps = deps;
  }

  /**
   * What stops one caller of a provider stops this one too; before it does, the gate is looked at anew. `patienceMs`: longest
   * wait, for what a person need not mend.
   */
  async ask({ leftMs, patienceMs }: { leftMs: number; patienceMs: number }): Promise<DoorAnswer> {
    const { db, clock, traffic, random, provider } = this.#deps;
    let passage = traffic.passage(clock.now());
    if (!passage.passes && traffic.isOld(clock.now())) {
      traffic.see(await findGate(db, provider), clock.now());
      passage = traffic.passage(clock.now());
    }
    if (passage.passes) return { rampOf: passage.rampOf };
    const { reason, untilMs, isKnown } = passage;
    const waitMs = untilMs - clock.now() + spreadMs(random());
    if (waitMs < Math.min(leftMs, needsPerson(reason) ? 0 : patienceMs)) return { waitMs };
    return { hold: { reason, holder: provider, retryAtMs: untilMs, untilMs: isKnown ? untilMs : null } };
  }

  /** A fault that is not about this request alone stops all who would ask the provider, in every process. */
  async noteFault(fault: PaidRequestFault, sent: SentRequest): Promise<void> {
    const { clock, traffic } = this.#deps;
    const isDown = isOutage(fault) && sent.beganAtMs >= traffic.openSinceMs() && traffic.breaker.note(true);
    const closing = closingBy(fault, clock.now()) ?? (isDown || (sent.isProbe && isOutage(fault)) ? OUTAGE : null);
    if (closing !== null) await this.#close(closing, sent);
    else if (fault.cost === "free" && !isOutage(fault) && fault.reason !== "rate_limited") await this.noteWorks(sent);
  }

  /** Asked to wait without being told how long: the first to hear it chooses for all. */
  async pause(waitMs: number): Promise<void> {
    const nowMs = this.#deps.clock.now();
    const closing = { ...OUTAGE, reason: "provider_paused" as const, opensAtMs: nowMs + waitMs };
    await this.#close(closing, { isProbe: false, beganAtMs: nowMs });
  }

  /** The provider answered, whatever it said: after a probe all may ask it again. */
  async noteWorks({ isProbe }: Pick<SentRequest, "isProbe">): Promise<void> {
    const { db, clock, provider, traffic } = this.#deps;
    traffic.breaker.note(false);
    if (isProbe) traffic.see(await openGate(db, provider, clock.now()), clock.now());
  }

  async #close(closing: GateClosing, sent: SentRequest): Promise<void> {
    const { db, clock, provider, traffic } = this.#deps;
    traffic.see(await closeGate(db, provider, { ...closing, ...sent, nowMs: clock.now() }), clock.now());
  }
}
