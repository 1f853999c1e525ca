import { parseArgs } from "node:util";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { type AskServer, askServer } from "../http/ask-server.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { JOB_STATES, JobList, JobWire, jobToWire } from "./job-schemas.ts";
import type { SetAsideDeps } from "./set-aside/set-aside.ts";
import { listShownJobs, showJob } from "./set-aside/show-jobs.ts";
import { discardUnreadable, findUnreadable, listUnreadable } from "./set-aside/unreadable-store.ts";
import { UnreadableList, UnreadableWire, unreadableToWire } from "./unreadable-schemas.ts";

/** What the command is run with. */
export interface JobsCommandDeps {
  accessKey: string | null;
  /** The server that holds the embedded database, null when none does; its `address` is null until it listens. */
  findServer: () => Promise<{ address: string | null } | null>;
  /** Opens the queue of a database that no server holds. */
  openJobs: () => Promise<SetAsideDeps & { close(): Promise<void> }>;
}

/** How the command is used. */
export const JOBS_USAGE = `Usage: razbor jobs [list] [${JOB_STATES.join("|")}]
       razbor jobs show <id>
       razbor jobs replay <id>... | --reason <code>
       razbor jobs discard <id>... | --reason <code>

  list      jobs in that state as JSON lines, newest first; unless said the quarantined ones, and after them what
            sources sent and nobody could read
  show      everything about one of them, such as the body that came
  replay    start quarantined jobs again
  discard   give quarantined jobs up; their calls stay, say why they failed, and can be started again; what nobody
            could read is forgotten

  --reason  all of that reason_code instead of named ones
`;

type Wire = z.infer<typeof JobWire>;
type State = Wire["state"];

interface JobsWay {
  /** A page of jobs and the cursor of the next. */
  list(state: State, after: string | null): Promise<{ items: Wire[]; next: string | null }>;
  show(id: string): Promise<Wire>;
  replay(id: string): Promise<void>;
  discard(id: string): Promise<void>;
  unread: UnreadWay;
  close(): Promise<void>;
}

/** The same for what sources sent and nobody could read. */
interface UnreadWay {
  list(after: string | null): Promise<{ items: UnreadableWire[]; next: string | null }>;
  show(id: string): Promise<UnreadableWire>;
  discard(id: string): Promise<void>;
}

interface JobsOrder {
  verb: "list" | "show" | "replay" | "discard";
  state: State;
  ids: string[];
  reason: string | null;
}

/** A page is asked for so often at most: 100,000 rows. */
const PAGES_MAX = 500;
const PAGE = 200;

/** Where the command prints. */
interface Io {
  out: (text: string) => void;
  err: (text: string) => void;
}

/** `jobs list|show|replay|discard`: 0 done, 1 failed, 2 wrong usage. A running embedded server is asked by its API. */
export async function jobsCommand(deps: JobsCommandDeps, args: string[], io: Io): Promise<number> {
  const order = readOrder(args);
  if (order === null) {
    io.err(JOBS_USAGE);
    return 2;
  }
  const way = await openWay(deps);
  try {
    return await carryOut(way, order, io);
  } finally {
    await way.close();
  }
}

async function carryOut(way: JobsWay, { verb, state, ids, reason }: JobsOrder, io: Io): Promise<number> {
  if (verb === "list") {
    const printLine = (one: Wire | UnreadableWire) => io.out(`${JSON.stringify(one)}\n`);
    for await (const job of everyPage((after) => way.list(state, after))) printLine(job);
    if (state === "quarantined") for await (const one of everyPage(way.unread.list)) printLine(one);
    return 0;
  }
  if (verb === "show") {
    const [id = ""] = ids;
    const found = await orElse(
      () => way.show(id),
      () => way.unread.show(id),
    );
    io.out(`${JSON.stringify(found, null, 2)}\n`);
    return 0;
  }
  // Gathered first: acting on jobs moves them between the pages.
  const chosen = reason === null ? ids : await idsOfReason(way, verb, reason);
  const act = (id: string) =>
    verb === "replay"
      ? way.replay(id)
      : orElse(
          () => way.discard(id),
          () => way.unread.discard(id),
        );
  const failed = await actOnEach(chosen, act, io);
  if (reason !== null) io.out(`${verb === "replay" ? "Started again" : "Given up"}: ${chosen.length - failed}.\n`);
  return failed > 0 ? 1 : 0;
}

async function actOnEach(ids: readonly string[], act: (id: string) => Promise<void>, io: Io): Promise<number> {
  let failed = 0;
  for (const id of ids) {
    try {
      await act(id);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      io.err(`${id}: ${error.detail}\n`);
      failed++;
    }
  }
  return failed;
}

/** An id may be that of either; of one that is neither, the first says that it is not there. */
async function orElse<First, Second>(
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<First | Second> {
  try {
    return await first();
  } catch (error) {
    const isNotThere = (one: unknown) => one instanceof AppError && one.code === "not_found";
    if (!isNotThere(error)) throw error;
    return second().catch((other) => Promise.reject(isNotThere(other) ? error : other));
  }
}

async function idsOfReason(way: JobsWay, verb: "replay" | "discard", reason: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const job of everyPage((after) => way.list("quarantined", after)))
    if (job.reason_code === reason) ids.push(job.id);
  if (verb === "discard")
    for await (const one of everyPage(way.unread.list)) if (one.reason_code === reason) ids.push(one.id);
  return ids;
}

async function* everyPage<Item>(
  list: (after: string | null) => Promise<{ items: Item[]; next: string | null }>,
): AsyncGenerator<Item> {
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const { items, next }: { items: Item[]; next: string | null } = await list(after);
    yield* items;
    if (next === null) return;
    after = next;
  }
}

/** Null for what is no order. */
function readOrder(args: string[]): JobsOrder | null {
  const given = parse(args);
  if (given === null) return null;
  const [verb = "list", ...words] = given.positionals;
  const { reason = null } = given.values;
  if (verb === "list") {
    const state = z.enum(JOB_STATES).safeParse(words[0] ?? "quarantined");
    return state.success && words.length <= 1 && reason === null
      ? { verb, state: state.data, ids: [], reason: null }
      : null;
  }
  if (verb !== "show" && verb !== "replay" && verb !== "discard") return null;
  const isNamed = words.length > 0 && words.every((word) => z.uuid().safeParse(word).success);
  if (verb === "show" && (words.length !== 1 || reason !== null)) return null;
  if (reason === null ? !isNamed : words.length > 0) return null;
  return isNamed || reason !== null ? { verb, state: "quarantined", ids: words, reason } : null;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { reason: { type: "string" } } });
  } catch (error) {
    if (error instanceof TypeError && "code" in error) return null;
    throw error;
  }
}

async function openWay({ accessKey, findServer, openJobs }: JobsCommandDeps): Promise<JobsWay> {
  const server = await findServer();
  if (server === null) {
    const deps = await openJobs();
    return {
      list: async (state, after) => {
        const { jobs, next } = await listShownJobs(deps, { state, after, limit: PAGE });
        return { items: jobs.map(jobToWire), next };
      },
      show: async (id) => jobToWire(await showJob(deps, id)),
      replay: (id) => deps.jobs.replay(id),
      discard: (id) => deps.discard(id),
      unread: unreadByDatabase(deps),
      close: () => deps.close(),
    };
  }
  return wayByServer(askServer(server, accessKey));
}

function wayByServer(ask: AskServer): JobsWay {
  return {
    list: async (state, after) => {
      const query = new URLSearchParams({ state, limit: String(PAGE), ...(after === null ? {} : { cursor: after }) });
      const { items, next_cursor } = JobList.parse(await ask("GET", `/api/v1/jobs?${query}`));
      return { items, next: next_cursor };
    },
    show: async (id) => JobWire.parse(await ask("GET", `/api/v1/jobs/${id}`)),
    replay: async (id) => void (await ask("POST", `/api/v1/jobs/${id}/replay`)),
    discard: async (id) => void (await ask("DELETE", `/api/v1/jobs/${id}`)),
    unread: unreadByServer(ask),
    close: async () => {},
  };
}

function unreadByDatabase({ db }: Pick<SetAsideDeps, "db">): UnreadWay {
  return {
    list: async (after) => {
      const from = after === null ? null : readCursor(after);
      const { deliveries, next } = await listUnreadable(db, { limit: PAGE, after: from });
      return { items: deliveries.map(unreadableToWire), next: next && writeCursor(next) };
    },
    show: async (id) => unreadableToWire(await findUnreadable(db, id)),
    discard: (id) => discardUnreadable(db, id),
  };
}

function unreadByServer(ask: AskServer): UnreadWay {
  const path = "/api/v1/unreadable-deliveries";
  return {
    list: async (after) => {
      const query = new URLSearchParams({ limit: String(PAGE), ...(after === null ? {} : { cursor: after }) });
      const { items, next_cursor } = UnreadableList.parse(await ask("GET", `${path}?${query}`));
      return { items, next: next_cursor };
    },
    show: async (id) => UnreadableWire.parse(await ask("GET", `${path}/${id}`)),
    discard: async (id) => void (await ask("DELETE", `${path}/${id}`)),
  };
}
