import { parseArgs } from "node:util";
import { z } from "zod";
import { type AskServer, askServer } from "../../http/ask-server.ts";
import {
  EndpointList,
  EndpointWire,
  EndpointWithSecret,
  endpointToWire,
  outcomeToWire,
  ReplayedCount,
  RotatedSecret,
  TestOutcome,
} from "./endpoint-schemas.ts";
import { listEndpoints } from "./endpoint-store.ts";
import {
  addEndpoint,
  type EndpointDeps,
  removeEndpoint,
  rotateSecret,
  switchEndpoint,
  testEndpoint,
} from "./manage-endpoints.ts";
import { replayExhausted } from "./replay-write-backs.ts";

/** What the command is run with. */
export interface EndpointCommandDeps {
  accessKey: string | null;
  /** The server that holds the embedded database, null when none does; its `address` is null until it listens. */
  findServer: () => Promise<{ address: string | null } | null>;
  /** Opens the endpoints of a database that no server holds. */
  openEndpoints: () => Promise<{ endpoints: EndpointDeps; close(): Promise<void> }>;
  /** Aborted when the program is asked to stop. */
  stopping: AbortSignal;
}

/** How the command is used. */
export const ENDPOINT_USAGE = `Usage: razbor endpoint [list]
       razbor endpoint add <address> [--name <name>] [--source <key>]
       razbor endpoint on|off|test|rotate|replay|remove <id>

  list      where results go, as JSON lines
  add       send results there, of one source or of all; prints the secret this once
  off, on   send nothing for now, and again; what was not told waits
  test      send a test message and tell what came of it
  rotate    make a new secret; for 24 hours messages bear both signatures
  replay    send again whatever failed for good
  remove    forget the address and its secrets; the log stays
`;

type Added = z.infer<typeof EndpointWithSecret>;

/** One way to the endpoints: the database itself, or the server that holds it. */
interface EndpointsWay {
  list(): Promise<z.infer<typeof EndpointWire>[]>;
  add(given: { url: string; name: string | null; source: string | null }): Promise<Added>;
  act(verb: Verb, id: string): Promise<unknown>;
  close(): Promise<void>;
}

const VERBS = ["on", "off", "test", "rotate", "replay", "remove"] as const;
type Verb = (typeof VERBS)[number];

/** `endpoint …`: 0 done, 1 failed, 2 wrong usage. A running embedded server is asked by its API. */
export async function endpointCommand(
  deps: EndpointCommandDeps,
  args: string[],
  io: { out: (text: string) => void; err: (text: string) => void },
): Promise<number> {
  const asked = readArgs(args);
  if (asked === null) {
    io.err(ENDPOINT_USAGE);
    return 2;
  }
  const way = await openWay(deps);
  const print = (value: unknown) => io.out(`${JSON.stringify(value)}\n`);
  try {
    if (asked.verb === "list") for (const one of await way.list()) print(one);
    else if (asked.verb === "add") print(await way.add(asked));
    else {
      const answer = await way.act(asked.verb, asked.id);
      if (answer !== null) print(answer);
      // A test that nobody took is a failure to whoever runs it.
      if (asked.verb === "test" && TestOutcome.parse(answer).outcome !== "taken") return 1;
    }
    return 0;
  } finally {
    await way.close();
  }
}

type Asked =
  | { verb: "list" }
  | { verb: "add"; url: string; name: string | null; source: string | null }
  | { verb: Verb; id: string };

function readArgs(args: string[]): Asked | null {
  try {
    const options = { name: { type: "string" }, source: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [verb = "list", word, ...more] = positionals;
    if (more.length > 0 || (verb !== "add" && Object.keys(values).length > 0)) return null;
    if (verb === "list") return word === undefined ? { verb } : null;
    if (verb === "add")
      return word === undefined ? null : { verb, url: word, name: values.name ?? null, source: values.source ?? null };
    const known = VERBS.find((one) => one === verb);
    const id = z.uuid().safeParse(word);
    return known && id.success ? { verb: known, id: id.data } : null;
  } catch {
    return null;
  }
}

async function openWay(deps: EndpointCommandDeps): Promise<EndpointsWay> {
  const server = await deps.findServer();
  if (server === null) {
    const { endpoints, close } = await deps.openEndpoints();
    return { ...wayByDatabase(endpoints, deps.stopping), close };
  }
  return wayByServer(askServer(server, deps.accessKey));
}

function wayByDatabase(deps: EndpointDeps, stopping: AbortSignal): Omit<EndpointsWay, "close"> {
  const acts: Record<Verb, (id: string) => Promise<unknown>> = {
    on: async (id) => endpointToWire(await switchEndpoint(deps, id, "on")),
    off: async (id) => endpointToWire(await switchEndpoint(deps, id, "off")),
    test: async (id) => outcomeToWire(await testEndpoint(deps, id, stopping)),
    rotate: async (id) => ({ secret: await rotateSecret(deps, id) }),
    replay: async (id) => ({ replayed: await replayExhausted(deps, id) }),
    remove: async (id) => removeEndpoint(deps, id).then(() => null),
  };
  return {
    list: async () => (await listEndpoints(deps.db)).map(endpointToWire),
    add: async (given) => {
      const { endpoint, secret } = await addEndpoint(deps, { ...given, kind: "webhook", secret: null });
      return { ...endpointToWire(endpoint), secret };
    },
    act: (verb, id) => acts[verb](id),
  };
}

function wayByServer(ask: AskServer): EndpointsWay {
  const answers = {
    on: EndpointWire,
    off: EndpointWire,
    test: TestOutcome,
    rotate: RotatedSecret,
    replay: ReplayedCount,
  };
  return {
    list: async () => EndpointList.parse(await ask("GET", "/api/v1/endpoints")).items,
    add: async (given) => EndpointWithSecret.parse(await ask("POST", "/api/v1/endpoints", given)),
    act: async (verb, id) =>
      verb === "remove"
        ? ask("DELETE", `/api/v1/endpoints/${id}`)
        : answers[verb].parse(await ask("POST", `/api/v1/endpoints/${id}/${verb}`)),
    close: async () => {},
  };
}
