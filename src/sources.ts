import { createWebhookSource, WebhookBody } from "./adapters/webhook-source.ts";
import type { Config } from "./config.ts";
import { createSourceBook, type SourceBook } from "./crm/source-book.ts";
import type { SourceKind } from "./crm/source-kind.ts";
import type { Database } from "./db/database.ts";
import type { Sealer } from "./db/sealing.ts";
import { checkFileUrl } from "./http/outbound/check-file-url.ts";

/** Where the calls of this installation come from. */
export interface Sources {
  book: SourceBook;
  /** Every kind of source there is, by its name. */
  kinds: ReadonlyMap<string, SourceKind>;
  sealer: Sealer;
  /** Body of the generic kind, for the description of the API. */
  bodySchema: typeof WebhookBody;
}

/** Makes the kinds and opens the book of sources. */
export function openSources(config: Config, { database, sealer }: { database: Database; sealer: Sealer }): Sources {
  const checkUrl = (url: string) => checkFileUrl(url, config.fetching, "/recording_url");
  const kinds = new Map([createWebhookSource({ checkUrl })].map((kind) => [kind.kind, kind]));
  const book = createSourceBook({ db: database.db, sealer, kinds, now: () => new Date() });
  return { book, kinds, sealer, bodySchema: WebhookBody };
}
