import { createWebhookSource, WebhookBody } from "./adapters/webhook-source.ts";
import { type Config, databaseOptions } from "./config.ts";
import type { SourceDeps } from "./crm/manage-sources.ts";
import { createSourceBook, type SourceBook } from "./crm/source-book.ts";
import type { SourceKind } from "./crm/source-kind.ts";
import { type Database, openDatabase } from "./db/database.ts";
import { holdInstallation } from "./db/installation.ts";
import { migrate } from "./db/migrate.ts";
import type { Sealer } from "./db/sealing.ts";
import { loadScorecards } from "./evaluations/load-scorecards.ts";
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

/** What looking after the sources needs; `scorecards` are the keys of those that there are. */
export function sourceDepsOf(
  { kinds, sealer, book }: Sources,
  { database, scorecards }: { database: Database; scorecards: readonly string[] },
): SourceDeps {
  return { db: database.db, sealer, kinds, scorecards, now: () => new Date(), forget: () => book.forget() };
}

/** Opens what looks after the sources of a database that no server of this machine holds. */
export async function openSourceDeps(config: Config): Promise<{ sources: SourceDeps; close(): Promise<void> }> {
  const database = await openDatabase(databaseOptions(config));
  try {
    await migrate(database);
    const sealer = await holdInstallation(database.db, config);
    const scorecards = (await loadScorecards(config.dataDir)).map(({ key }) => key);
    const sources = sourceDepsOf(openSources(config, { database, sealer }), { database, scorecards });
    return { sources, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}
