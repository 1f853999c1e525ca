import type { Db } from "../../db/database.ts";
import type { Sealer } from "../../db/sealing.ts";
import { AppError } from "../../errors.ts";
import { invalidInput } from "../../http/faults.ts";
import { newId } from "../../new-id.ts";
import type { DeliveryOutcome, WriteBackTarget } from "../write-back-target.ts";
import { credentialsPlace, type Endpoint } from "./endpoint.ts";
import * as store from "./endpoint-store.ts";
import { type PingMessage, pingMessage } from "./write-back-message.ts";

/** What acting on endpoints needs. */
export interface EndpointDeps {
  db: Db;
  sealer: Sealer;
  /** By kind. */
  targets: ReadonlyMap<string, WriteBackTarget>;
  now: () => Date;
  /** Tells the worker of this process that something may be due. */
  nudge(): void;
}

/** A new endpoint as a person gives it; `secret` null: one is made. */
export interface NewEndpointInput {
  name: string | null;
  kind: string;
  url: string;
  secret: string | null;
  source: string | null;
}

/** Most endpoints of an installation: every change is written down once for each that hears of it. */
export const ENDPOINTS_MAX = 100;

/**
 * Adds an endpoint, which hears of what is evaluated from now on. `secret` is shown this once; null when it was given.
 * Throws `invalid_input` for an address that may not be reached, an unknown source or kind and a secret that is none,
 * `conflict` when there are too many.
 */
export async function addEndpoint(
  deps: EndpointDeps,
  input: NewEndpointInput,
): Promise<{ endpoint: Endpoint; secret: string | null }> {
  const { db, sealer, targets } = deps;
  const target = targets.get(input.kind);
  if (target === undefined)
    throw invalidInput([{ pointer: "/kind", detail: `one of ${[...targets.keys()].join(", ")}` }]);
  const { address, credentials, secret } = target.enrol({ url: input.url, secret: input.secret });
  if (input.source !== null && !(await store.isSource(db, input.source)))
    throw invalidInput([{ pointer: "/source", detail: "no such source" }]);
  if ((await store.countEndpoints(db)) >= ENDPOINTS_MAX)
    throw new AppError("conflict", `There are ${ENDPOINTS_MAX} endpoints already: remove one first.`);
  const id = newId();
  await store.insertEndpoint(db, {
    id,
    name: input.name ?? new URL(address).host,
    kind: input.kind,
    source: input.source,
    address,
    credentialsSealed: sealer.seal(credentials, credentialsPlace(id)),
  });
  return { endpoint: await showEndpoint(deps, id), secret };
}

/** One endpoint. Throws `not_found`, also for a removed one. */
export async function showEndpoint({ db }: Pick<EndpointDeps, "db">, id: string): Promise<Endpoint> {
  const endpoint = await store.findEndpoint(db, id);
  if (endpoint === null) throw notFound();
  return endpoint;
}

/** Sends to it again or sends nothing more; what it was not told waits. Throws `not_found`. */
export async function switchEndpoint(deps: EndpointDeps, id: string, to: "on" | "off"): Promise<Endpoint> {
  await showEndpoint(deps, id);
  if (to === "on") await store.turnOn(deps.db, id);
  else await store.turnOff(deps.db, id, "person");
  deps.nudge();
  return showEndpoint(deps, id);
}

/** Forgets its address and secrets; its log stays. Throws `not_found`. */
export async function removeEndpoint(deps: EndpointDeps, id: string): Promise<void> {
  await showEndpoint(deps, id);
  await store.removeEndpoint(deps.db, id);
}

/**
 * Makes a new secret, to be shown this once; for a day messages are signed with the old one too. Throws `not_found`, and
 * `conflict` where somebody else rotated it in the same moment or the kind has no secrets of ours.
 */
export async function rotateSecret(deps: EndpointDeps, id: string): Promise<string | null> {
  const { target, sealed, credentials } = await openCredentials(deps, id);
  const rotated = target.rotate(credentials, deps.now());
  const fresh = deps.sealer.seal(rotated.credentials, credentialsPlace(id));
  if (!(await store.replaceCredentials(deps.db, id, { old: sealed, new: fresh })))
    throw new AppError("conflict", "The secret was changed in this moment by somebody else.");
  return rotated.secret;
}

/** Sends a test message, signed as any other and written down nowhere; tells what came of it. Throws `not_found`. */
export async function testEndpoint(deps: EndpointDeps, id: string, signal: AbortSignal): Promise<DeliveryOutcome> {
  const { target, credentials } = await openCredentials(deps, id);
  const message: PingMessage = pingMessage(deps.now());
  return target.deliver({ credentials, messageId: newId(), message, remoteId: null }, signal);
}

async function openCredentials({ db, sealer, targets }: EndpointDeps, id: string) {
  const found = await store.findCredentials(db, id);
  if (found === null) throw notFound();
  const target = targets.get(found.kind);
  if (target === undefined)
    throw new AppError("unavailable", `Nothing here sends to endpoints of the kind ${found.kind}.`);
  return { target, sealed: found.sealed, credentials: sealer.open(found.sealed, credentialsPlace(id)) };
}

function notFound(): AppError {
  return new AppError("not_found", "There is no such endpoint.");
}
