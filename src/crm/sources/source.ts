import type { SourceRules } from "./source-rules.ts";

/** Where calls come from (`sources`). */
export interface Source {
  /** Lower-case Latin letters, digits, `_` and `-`, a letter first, at most 64; stands in addresses. */
  key: string;
  /** Of a `SourceKind`; `api` for the public API and the form. */
  kind: string;
  /** How people call it; null: by its key. */
  name: string | null;
  rules: SourceRules;
  /** The only hosts (`host` or `host:port`, lower case) that may see its recording headers. */
  credentialHosts: string[];
  /** Since when it takes nothing; null while it does. */
  disabledAt: Date | null;
  createdAt: Date;
}

/** Where a source's credentials are sealed for. */
export function sourcePlace(key: string): string {
  return `source:${key}`;
}

/** Longest name of a source, in characters. */
export const SOURCE_NAME_CHARACTERS_MAX = 100;

/** Where deliveries of a source go, as a path of ours; with a token for a sender that can give it in the path only. */
export function deliveryPath(key: string, token: string | null = null): string {
  if (token !== null) return `/webhook/${key}/${token}`;
  return key === DEFAULT_SOURCE ? "/webhook/new_call_recording" : `/webhook/${key}`;
}

/** Keys that addresses cannot bear, since a route of another meaning has them. */
export const RESERVED_KEYS: ReadonlySet<string> = new Set(["new_call_recording", "api"]);
/** What a key looks like. */
export const SOURCE_KEY = /^[a-z][a-z0-9_-]{0,63}$/;
/** The source of `POST /webhook/new_call_recording`. */
export const DEFAULT_SOURCE = "default";
