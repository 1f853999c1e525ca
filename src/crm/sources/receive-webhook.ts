import type { Db } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import type { ReceivedWebhook } from "../source-kind.ts";
import type { AcceptEvent, AcceptedEvent } from "./accept-event.ts";
import type { CallEvent } from "./call-event.ts";
import { keepUnreadable } from "./delivery-store.ts";
import type { KnownSource, SourceBook } from "./source-book.ts";
import { unreadableFault } from "./unreadable.ts";

/** What receiving webhooks needs. */
export interface ReceiveWebhookDeps {
  db: Db;
  accept: AcceptEvent;
  sources: SourceBook;
  now: () => Date;
}

/** What is told of the way a request came by. */
export interface WebhookOrigin {
  /** Whether a source with which nothing was agreed may be believed on this way: nobody else can reach it. */
  isTrusted(): boolean;
}

/**
 * Takes one delivery: proves the sender, reads what it tells, and accepts each event. Answers when all of it is
 * committed. Throws `unauthorized` (also for a source that there is not), `unavailable` where nothing was agreed by which the
 * sender could prove itself, `forbidden` for a source that is off, and what reading throws; what nobody can read is kept.
 */
export async function receiveWebhook(
  deps: ReceiveWebhookDeps,
  key: string,
  received: ReceivedWebhook,
  origin: WebhookOrigin,
): Promise<AcceptedEvent[]> {
  const known = await deps.sources.find(key);
  admit(deps, key, known, received, origin);
  if (known === null) throw new AppError("not_found", "There is no such source.");
  const events = await read(deps, known, received);
  const accepted: AcceptedEvent[] = [];
  for (const event of events)
    accepted.push(await orKept(deps, known, received, () => deps.accept(known.source, event)));
  return accepted;
}

function admit(
  { now }: ReceiveWebhookDeps,
  key: string,
  known: KnownSource | null,
  received: ReceivedWebhook,
  origin: WebhookOrigin,
): void {
  const said = known === null ? "refused" : known.kind.authenticate(received, known.credentials, now());
  if (said === "open" && !origin.isTrusted())
    throw new AppError(
      "unavailable",
      `The source ${key} has neither a signing secret nor a token, and can be reached from other machines. Give it one: ` +
        `npm run source -- secret ${key}`,
    );
  if (said === "refused" && !(known === null && origin.isTrusted()))
    throw new AppError("unauthorized", "The signature or token is missing or wrong.");
  if (known !== null && known.source.disabledAt !== null)
    throw new AppError("forbidden", "This source is switched off.");
}

function read(deps: ReceiveWebhookDeps, known: KnownSource, received: ReceivedWebhook): Promise<CallEvent[]> {
  return orKept(deps, known, received, async () => known.kind.parse(received));
}

/** What is the sender's fault is kept with what it sent; everything else is ours. */
async function orKept<Result>(
  { db }: ReceiveWebhookDeps,
  { source }: KnownSource,
  { body }: ReceivedWebhook,
  take: () => Promise<Result>,
): Promise<Result> {
  try {
    return await take();
  } catch (error) {
    if (error instanceof AppError && SENDERS_FAULTS.has(error.code))
      await keepUnreadable(db, { source: source.key, fault: unreadableFault(error), body });
    throw error;
  }
}

const SENDERS_FAULTS = new Set(["malformed", "invalid_input", "unsupported_media_type"]);
