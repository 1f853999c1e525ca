import type { LocateRecording } from "../../calls/recording-locator.ts";
import type { Db } from "../../db/database.ts";
import type { Sealer } from "../../db/sealing.ts";
import { AppError } from "../../errors.ts";
import type { SourceKind } from "../source-kind.ts";
import { type Source, sourcePlace } from "./source.ts";
import { findSource } from "./source-store.ts";

/** A source that deliveries can come from, with its kind and its opened credentials (null without any). */
export interface KnownSource {
  source: Source;
  kind: SourceKind;
  credentials: string | null;
}

/** What finding sources needs. */
export interface SourceBookDeps {
  db: Db;
  sealer: Sealer;
  /** By kind. */
  kinds: ReadonlyMap<string, SourceKind>;
  now: () => Date;
}

/** The sources of the database, asked again every two seconds at most. */
export interface SourceBook {
  /** Null when there is none of this key that takes deliveries. */
  find(key: string): Promise<KnownSource | null>;
  /** Where a recording is to be had, by the kind of its source. */
  locate: LocateRecording;
  /** Lets the next question ask the database. */
  forget(): void;
}

const KEPT_MS = 2_000;
/** Names that nobody made are remembered too; when there are too many all are forgotten. */
const KEPT_MAX = 1_000;

/** Opens the book; several questions at once for one source are one to the database. */
export function createSourceBook({ db, sealer, kinds, now }: SourceBookDeps): SourceBook {
  const kept = new Map<string, { at: number; found: Promise<KnownSource | null> }>();

  function find(key: string): Promise<KnownSource | null> {
    const known = kept.get(key);
    const at = now().getTime();
    // A clock that was set back must not keep a secret alive that was taken away.
    if (known && at >= known.at && at < known.at + KEPT_MS) return known.found;
    if (kept.size >= KEPT_MAX) kept.clear();
    const found = read(key);
    kept.set(key, { at, found });
    found.catch(() => kept.delete(key));
    return found;
  }

  async function read(key: string): Promise<KnownSource | null> {
    const stored = await findSource(db, key);
    const kind = stored && kinds.get(stored.kind);
    if (!stored || !kind) return null;
    const { sealed, ...source } = stored;
    return { source, kind, credentials: sealed && sealer.open(sealed, sourcePlace(key)) };
  }

  return {
    find,
    forget: () => kept.clear(),
    async locate(reference, signal) {
      const known = await find(reference.source);
      if (known !== null)
        return known.kind.locate(
          reference,
          { credentials: known.credentials, credentialHosts: known.source.credentialHosts },
          signal,
        );
      // An address that a person gave is no source's business.
      if (reference.url !== null) return { kind: "request", url: reference.url, headers: {}, credentialHosts: [] };
      throw new AppError("not_found", "The recording is not here and nobody said where it is.");
    },
  };
}
