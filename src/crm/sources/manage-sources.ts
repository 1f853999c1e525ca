import { createHash, randomBytes } from "node:crypto";
import type { Db } from "../../db/database.ts";
import type { Sealer } from "../../db/sealing.ts";
import { AppError } from "../../errors.ts";
import { invalidInput, jsonPointer, parseInput } from "../../http/faults.ts";
import { newWebhookSecret } from "../../http/standard-webhooks.ts";
import type { GivenSecrets, SourceKind } from "../source-kind.ts";
import { RESERVED_KEYS, SOURCE_KEY, SOURCE_NAME_CHARACTERS_MAX, type Source, sourcePlace } from "./source.ts";
import { SourceRules } from "./source-rules.ts";
import * as store from "./source-store.ts";

/** What looking after sources needs. */
export interface SourceDeps {
  db: Db;
  sealer: Sealer;
  /** By kind. */
  kinds: ReadonlyMap<string, SourceKind>;
  /** Keys of the scorecards that there are. */
  scorecards: readonly string[];
  now: () => Date;
  /** Lets what receives in this process ask the database again. */
  forget(): void;
}

/** A source as people may see it: nothing in it is secret. */
export interface ShownSource extends Source {
  /** What it holds, without telling it; null when nobody here can open or read that. */
  secrets: { signingSecrets: number; tokens: number; recordingHeaders: string[] } | null;
  /** Another one after every change of its secrets. */
  secretsVersion: string;
}

/** Parts of the rules; what is absent stays as it is. */
export type RulesChange = Partial<Omit<SourceRules, "skip">> & { skip?: Partial<SourceRules["skip"]> };

/** What a person changes of a source; absent: stays as it is. */
export interface SourceChange {
  /** Null: it is called by its key. */
  name?: string | null;
  rules?: RulesChange;
  /** The only hosts that may see its recording headers. */
  credentialHosts?: readonly string[];
  /** All of them anew; none removes them. */
  recordingHeaders?: Record<string, string>;
  enabled?: boolean;
}

/** By what a sender proves itself. */
export const SECRET_KINDS = ["signing", "token"] as const;

/** One of them. */
export type SecretKind = (typeof SECRET_KINDS)[number];

/** Most sources of an installation: a page shows all of them. */
export const SOURCES_MAX = 200;
const HOSTS_MAX = 50;
const TOKEN_BYTES = 24;

/** Every source that deliveries can come from, the seeded one first. */
export async function listShownSources(deps: SourceDeps): Promise<ShownSource[]> {
  const stored = await store.listSources(deps.db);
  return stored.filter(takesDeliveries).map((source) => shown(deps, source));
}

/** One of them. Throws `not_found`. */
export async function showSource(deps: SourceDeps, key: string): Promise<ShownSource> {
  return shown(deps, known(await store.findSource(deps.db, key)));
}

/**
 * Adds a source, which takes deliveries at once. Throws `invalid_input` with a pointer to each fault, `conflict` when there
 * is one of this key or there are too many.
 */
export async function addSource(
  deps: SourceDeps,
  { key, kind, ...change }: { key: string; kind: string } & Omit<SourceChange, "enabled">,
): Promise<ShownSource> {
  if (!SOURCE_KEY.test(key))
    throw fault("key", "lower-case Latin letters, digits, _ and -, a letter first, at most 64");
  if (RESERVED_KEYS.has(key)) throw fault("key", "this word stands in addresses of another meaning");
  if (!deps.kinds.has(kind)) throw fault("kind", `one of ${[...deps.kinds.keys()].join(", ")}`);
  if ((await store.listSources(deps.db)).length >= SOURCES_MAX)
    throw new AppError("conflict", `There are ${SOURCES_MAX} sources already.`);
  const blank = { key, kind, name: null, rules: SourceRules.parse({}), sealed: null, credentialHosts: [] };
  const made = altered(deps, { ...blank, disabledAt: null, createdAt: new Date(0) }, change);
  if (!(await store.insertSource(deps.db, made)))
    throw new AppError("conflict", `There is a source ${key} already.`, {
      faults: [{ pointer: "/key", detail: "there is one already" }],
    });
  deps.forget();
  return showSource(deps, key);
}

/** Changes a source; calls that were accepted before stay as they were. Throws `not_found`, `invalid_input`. */
export function changeSource(deps: SourceDeps, key: string, change: SourceChange): Promise<ShownSource> {
  return rewrite(deps, key, (held) => altered(deps, held, change));
}

/**
 * Makes a secret, or takes `given`, beside the newest one of its kind, which holds on until the next. The secret is told this once; null
 * when it was given. `seen`: the version of the secrets that the person saw. Throws `not_found`, `invalid_input`,
 * `conflict` when the secrets were changed since, `unavailable` when those that are there cannot be opened.
 */
export async function makeSecret(
  deps: SourceDeps,
  key: string,
  { kind, given, seen = null }: { kind: SecretKind; given: string | null; seen?: string | null },
): Promise<{ source: ShownSource; secret: string | null }> {
  const secret = given ?? (kind === "signing" ? newWebhookSecret() : randomBytes(TOKEN_BYTES).toString("base64url"));
  const enrolment = kind === "signing" ? { signingSecrets: [secret] } : { tokens: [secret] };
  const source = await rewrite(deps, key, (held) => {
    if (seen !== null && seen !== versionOf(held))
      throw new AppError("conflict", "The secrets of this source were changed meanwhile: look at them again.");
    return { ...held, sealed: enrolled(deps, held, enrolment, "secret") };
  });
  return { source, secret: given === null ? secret : null };
}

/**
 * Forgets every signing secret and token: whoever used them is refused from now on. What this SECRET_KEY does not open goes
 * whole, recording headers too. Throws `not_found`.
 */
export function dropSecrets(deps: SourceDeps, key: string): Promise<ShownSource> {
  return rewrite(deps, key, (held) => ({
    ...held,
    sealed: describe(deps, held) === null ? null : enrolled(deps, held, { signingSecrets: [], tokens: [] }, "secret"),
  }));
}

/** The row is locked, so that of two changes at once neither undoes the other. */
async function rewrite(
  deps: SourceDeps,
  key: string,
  alter: (held: store.StoredSource) => store.StoredSource,
): Promise<ShownSource> {
  const written = await deps.db.transaction().execute(async (tx) => {
    const next = alter(known(await store.lockSource(tx, key)));
    await store.updateSource(tx, next);
    return next;
  });
  deps.forget();
  return shown(deps, written);
}

function altered(deps: SourceDeps, held: store.StoredSource, change: SourceChange): store.StoredSource {
  const { name, rules, credentialHosts, recordingHeaders, enabled } = change;
  return {
    ...held,
    name: name === undefined ? held.name : nameOf(name),
    rules: rules === undefined ? held.rules : rulesOf(deps, held.rules, rules),
    credentialHosts: credentialHosts === undefined ? held.credentialHosts : hostsOf(credentialHosts),
    sealed:
      recordingHeaders === undefined ? held.sealed : enrolled(deps, held, { recordingHeaders }, "recording_headers"),
    disabledAt: enabled === undefined ? held.disabledAt : enabled ? null : (held.disabledAt ?? deps.now()),
  };
}

function nameOf(given: string | null): string | null {
  const name = given?.trim() || null;
  if (name !== null && (name.length > SOURCE_NAME_CHARACTERS_MAX || /\p{Cc}/u.test(name) || !name.isWellFormed()))
    throw fault("name", `at most ${SOURCE_NAME_CHARACTERS_MAX} characters in one line`);
  return name;
}

function rulesOf({ scorecards }: SourceDeps, held: SourceRules, given: RulesChange): SourceRules {
  const joined = { ...held, ...present(given), skip: { ...held.skip, ...present(given.skip ?? {}) } };
  const rules = parseInput(SourceRules, joined, (path) => jsonPointer(["rules", ...path.map(inWire)]));
  const unknown = rules.scorecards.findIndex((key) => !scorecards.includes(key));
  if (unknown >= 0)
    throw invalidInput([
      { pointer: `/rules/scorecards/${unknown}`, detail: `no such scorecard; there are ${scorecards.join(", ")}` },
    ]);
  return rules;
}

/** Names of fields as they go over the wire. */
function inWire(name: PropertyKey): PropertyKey {
  return typeof name === "string" ? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : name;
}

function present<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

function hostsOf(given: readonly string[]): string[] {
  const hosts = given.map((text, at) => {
    const host = hostOf(text);
    if (host === null) throw invalidInput([{ pointer: `/credential_hosts/${at}`, detail: "like pbx.example:8080" }]);
    return host;
  });
  if (hosts.length > HOSTS_MAX) throw fault("credential_hosts", `at most ${HOSTS_MAX} hosts`);
  return [...new Set(hosts)];
}

/** As addresses have it: lower case, names in ASCII, without the port that goes without saying. */
function hostOf(text: string): string | null {
  const address = `https://${text.trim()}`;
  if (!/^https:\/\/[^\s/?#@\\*]+$/.test(address) || !URL.canParse(address)) return null;
  return new URL(address).host.replace(/:80$/, "");
}

/** The credentials with what was given, sealed. Faults point to the field of ours. */
function enrolled(deps: SourceDeps, held: store.StoredSource, given: GivenSecrets, field: string): Buffer {
  const kind = deps.kinds.get(held.kind);
  if (kind === undefined) throw new AppError("unavailable", `Nothing here takes deliveries of the kind ${held.kind}.`);
  const place = sourcePlace(held.key);
  const opened = held.sealed && deps.sealer.open(held.sealed, place);
  try {
    return deps.sealer.seal(kind.enrol(given, opened), place);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_input")
      throw fault(field, error.faults[0]?.detail ?? error.detail);
    throw error;
  }
}

function describe({ kinds, sealer }: SourceDeps, { key, kind, sealed }: store.StoredSource): ShownSource["secrets"] {
  try {
    return kinds.get(kind)?.describe(sealed && sealer.open(sealed, sourcePlace(key))) ?? null;
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return null;
    throw error;
  }
}

function shown(deps: SourceDeps, held: store.StoredSource): ShownSource {
  const { sealed, ...source } = held;
  return { ...source, secrets: describe(deps, held), secretsVersion: versionOf(held) };
}

/** Sealing is never twice the same. */
function versionOf({ sealed }: store.StoredSource): string {
  return sealed === null ? "none" : createHash("sha256").update(sealed).digest("hex").slice(0, 16);
}

/** The public API and the form are a source too, with nothing to look after. */
function takesDeliveries({ kind }: Source): boolean {
  return kind !== "api";
}

function known(held: store.StoredSource | null): store.StoredSource {
  if (held === null || !takesDeliveries(held)) throw new AppError("not_found", "There is no such source.");
  return held;
}

function fault(field: string, detail: string): AppError {
  return invalidInput([{ pointer: `/${field}`, detail }]);
}
