import type { z } from "@hono/zod-openapi";
import type { SourceKind } from "./crm/source-kind.ts";
import type { SourceDeps } from "./crm/sources/manage-sources.ts";
import { createSourceBook, type SourceBook } from "./crm/sources/source-book.ts";
import type { Database } from "./db/database.ts";
import type { Sealer } from "./db/sealing.ts";

/** Where the calls of this installation come from. */
export interface Sources {
  book: SourceBook;
  /** Every kind of source there is, by its name. */
  kinds: ReadonlyMap<string, SourceKind>;
  sealer: Sealer;
  /** Body of the generic kind, for the description of the API. */
  bodySchema: z.ZodType;
}

/** The kinds of source there are; `bodySchema` is the body of the generic one. */
export interface SourceKinds {
  kinds: readonly SourceKind[];
  bodySchema: z.ZodType;
}

/** Opens the book of sources of these kinds. */
export function openSources(
  { database, sealer }: { database: Database; sealer: Sealer },
  { kinds: list, bodySchema }: SourceKinds,
): Sources {
  const kinds = new Map(list.map((kind) => [kind.kind, kind]));
  const book = createSourceBook({ db: database.db, sealer, kinds, now: () => new Date() });
  return { book, kinds, sealer, bodySchema };
}

/** What looking after the sources needs; `scorecards` are the keys of those that there are. */
export function sourceDepsOf(
  { kinds, sealer, book }: Sources,
  { database, scorecards }: { database: Database; scorecards: readonly string[] },
): SourceDeps {
  return { db: database.db, sealer, kinds, scorecards, now: () => new Date(), forget: () => book.forget() };
}
