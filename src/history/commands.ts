import { parseArgs } from "node:util";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { type AskServer, askServer } from "../http/ask-server.ts";
import { JOB_STATES, JobList, JobWire, jobToWire } from "./job-schemas.ts";
import type { SetAsideDeps } from "./set-aside/set-aside.ts";
import { listShownJobs, showJob } from "./set-aside/show-jobs.ts";

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

  list      jobs in that state as JSON lines, newest first; quarantined ones unless said
  show      everything about one job
  replay    start quarantined jobs again
  discard   give quarantined jobs up; their calls stay, say why they failed, and can be started again

  --reason  all quarantined jobs of that reason_code instead of named ones
`;

type Wire = z.infer<typeof JobWire>;
type State = Wire["state"];

interface JobsWay {
  /** A page of jobs and the cursor of the next. */
  list(state: State, after: string | null): Promise<{ items: Wire[]; next: string | null }>;
  show(id: string): Promise<Wire>;
  replay(id: string): Promise<void>;
  discard(id: string): Promise<void>;
  close(): Promise<void>;
}

interface JobsOrder {
  verb: "list" | "show" | "replay" | "discard";
  state: State;
  ids: string[];
  reason: string | null;
}

/** A page of jobs is asked for so often at most: 100,000 jobs. */
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
    for await (const job of everyJob(way, state)) io.out(`${JSON.stringify(job)}\n`);
    return 0;
  }
  if (verb === "show") {
    io.out(`${JSON.stringify(await way.show(ids[0] ?? ""), null, 2)}\n`);
    return 0;
  }
  // Gathered first: acting on jobs moves them between the pages.
  const chosen = reason === null ? ids : await idsOfReason(way, reason);
  const failed = await actOnEach(chosen, (id) => way[verb](id), io);
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

async function idsOfReason(way: JobsWay, reason: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const job of everyJob(way, "quarantined")) if (job.reason_code === reason) ids.push(job.id);
  return ids;
}

async function* everyJob(way: JobsWay, state: State): AsyncGenerator<Wire> {
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const { items, next }: { items: Wire[]; next: string | null } = await way.list(state, after);
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
    close: async () => {},
  };
}
