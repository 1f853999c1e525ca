import type { Readable } from "node:stream";
import type { z } from "zod";
import { AppError } from "../../errors.ts";
import { type AskServer, askServer } from "../../http/ask-server.ts";
import { reachable } from "../../http/reachable.ts";
import { listDeliveries } from "./delivery-store.ts";
import {
  addSource,
  changeSource,
  dropSecrets,
  listShownSources,
  makeSecret,
  type SourceDeps,
  showSource,
} from "./manage-sources.ts";
import { deliveryPath } from "./source.ts";
import { readSourceOrder, SOURCE_USAGE, type SourceOrder } from "./source-order.ts";
import {
  changeFromWire,
  DeliveryList,
  type DeliveryWire,
  deliveryToWire,
  type NewSecretBody,
  type NewSourceBody,
  SourceList,
  type SourcePatch,
  SourceWire,
  SourceWithSecret,
  sourceToWire,
} from "./source-schemas.ts";

/** What the command is run with. */
export interface SourceCommandDeps {
  accessKey: string | null;
  /** Origin under which we are reached; null: `localUrl` stands in. */
  publicUrl: string | null;
  /** Origin of a server by the settings of this command, for senders on this machine. */
  localUrl: string;
  /** The server that holds the embedded database, null when none does; its `address` is null until it listens. */
  findServer: () => Promise<{ address: string | null } | null>;
  /** Opens the sources of a database that no server holds. */
  openSources: () => Promise<{ sources: SourceDeps; close(): Promise<void> }>;
}

type Wire = z.infer<typeof SourceWire>;

/** One way to the sources: the database itself, or the server that holds it. */
interface SourcesWay {
  list(): Promise<Wire[]>;
  show(key: string): Promise<Wire>;
  add(given: z.infer<typeof NewSourceBody>): Promise<Wire>;
  change(key: string, given: z.infer<typeof SourcePatch>): Promise<Wire>;
  secret(key: string, given: z.infer<typeof NewSecretBody>): Promise<z.infer<typeof SourceWithSecret>>;
  dropSecrets(key: string): Promise<Wire>;
  deliveries(key: string, outcome: Outcome | null): Promise<z.infer<typeof DeliveryWire>[]>;
  /** Origin of the addresses to give to senders. */
  origin: string;
  close(): Promise<void>;
}

type Outcome = z.infer<typeof DeliveryWire>["outcome"];

/** Where the command reads and prints. */
interface Io {
  out: (text: string) => void;
  err: (text: string) => void;
  stdin: Readable;
}

const DELIVERIES = 100;

/** `source …`: 0 done, 1 failed, 2 wrong usage. A running embedded server is asked by its API. */
export async function sourceCommand(deps: SourceCommandDeps, args: string[], io: Io): Promise<number> {
  const order = await orderOf(args, io);
  if (order === "help") {
    io.out(SOURCE_USAGE);
    return 0;
  }
  if (order === null) return 2;
  const way = await openWay(deps);
  try {
    await carryOut(way, order, io);
    return 0;
  } finally {
    await way.close();
  }
}

/** Null, and told, for what is no order. */
async function orderOf(args: string[], io: Io): Promise<SourceOrder | "help" | null> {
  try {
    const order = await readSourceOrder(args, io.stdin);
    if (order === null) io.err(SOURCE_USAGE);
    return order;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    io.err(`${error.detail}\n`);
    return null;
  }
}

async function carryOut(way: SourcesWay, order: SourceOrder, io: Io): Promise<void> {
  const printLine = (value: unknown) => io.out(`${JSON.stringify(value)}\n`);
  const print = (source: Wire) => io.out(`${JSON.stringify(addressed(way, source), null, 2)}\n`);
  switch (order.verb) {
    case "list":
      for (const source of await way.list()) printLine(addressed(way, source));
      return;
    case "deliveries":
      for (const delivery of await way.deliveries(order.key, order.outcome)) printLine(delivery);
      return;
    case "show":
      return print(await way.show(order.key));
    case "change":
      return print(await way.change(order.key, order.given));
    case "drop-secrets":
      return print(await way.dropSecrets(order.key));
    case "secret":
      return printSecret(await way.secret(order.key, order.given));
    case "add": {
      const source = await way.add(order.given);
      if (order.secret !== null) return printSecret(await way.secret(source.key, order.secret));
      print(source);
      io.err(`Nobody has to prove who they are yet; give it a secret: razbor source secret ${source.key}\n`);
    }
  }

  function printSecret(told: z.infer<typeof SourceWithSecret>): void {
    const token =
      order.verb === "secret" ? tokenOf(order.given, told) : order.verb === "add" ? tokenOf(order.secret, told) : null;
    print({ ...told, ...(token === null ? {} : { address_with_token: way.origin + deliveryPath(told.key, token) }) });
  }
}

/** The token that was made; null for a signing secret, and for a token of one's own, which is not repeated. */
function tokenOf(given: { kind: string } | null, told: { secret: string | null }): string | null {
  return given?.kind === "token" ? told.secret : null;
}

function addressed(way: SourcesWay, source: Wire): Wire {
  return { ...source, address: new URL(source.address, way.origin).href };
}

async function openWay(deps: SourceCommandDeps): Promise<SourcesWay> {
  const server = await deps.findServer();
  if (server === null) {
    const { sources, close } = await deps.openSources();
    const origin = deps.publicUrl ?? deps.localUrl;
    return { ...wayByDatabase(sources, origin), origin, close };
  }
  const ask = askServer(server, deps.accessKey);
  return { ...wayByServer(ask), origin: deps.publicUrl ?? reachable(server.address ?? ""), close: async () => {} };
}

function wayByDatabase(deps: SourceDeps, origin: string): Omit<SourcesWay, "close" | "origin"> {
  const toWire = (source: Parameters<typeof sourceToWire>[0]) => sourceToWire(source, origin);
  return {
    list: async () => (await listShownSources(deps)).map(toWire),
    show: async (key) => toWire(await showSource(deps, key)),
    add: async ({ key, kind, ...rest }) => toWire(await addSource(deps, { key, kind, ...changeFromWire(rest) })),
    change: async (key, given) => toWire(await changeSource(deps, key, changeFromWire(given))),
    secret: async (key, { kind, secret: given = null }) => {
      const { source, secret } = await makeSecret(deps, key, { kind, given });
      return { ...toWire(source), secret };
    },
    dropSecrets: async (key) => toWire(await dropSecrets(deps, key)),
    deliveries: async (key, outcome) => {
      const { key: source } = await showSource(deps, key);
      return (await listDeliveries(deps.db, { source, outcome, limit: DELIVERIES })).map(deliveryToWire);
    },
  };
}

function wayByServer(ask: AskServer): Omit<SourcesWay, "close" | "origin"> {
  const at = (key: string) => `/api/v1/sources/${encodeURIComponent(key)}`;
  return {
    list: async () => SourceList.parse(await ask("GET", "/api/v1/sources")).items,
    show: async (key) => SourceWire.parse(await ask("GET", at(key))),
    add: async (given) => SourceWire.parse(await ask("POST", "/api/v1/sources", given)),
    change: async (key, given) => SourceWire.parse(await ask("PATCH", at(key), given)),
    secret: async (key, given) => SourceWithSecret.parse(await ask("POST", `${at(key)}/secrets`, given)),
    dropSecrets: async (key) => SourceWire.parse(await ask("DELETE", `${at(key)}/secrets`)),
    deliveries: async (key, outcome) => {
      const query = new URLSearchParams({ limit: String(DELIVERIES), ...(outcome === null ? {} : { outcome }) });
      return DeliveryList.parse(await ask("GET", `${at(key)}/deliveries?${query}`)).items;
    },
  };
}
