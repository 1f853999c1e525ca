import { request } from "undici";
import { z } from "zod";
import { AppError } from "../errors.ts";
import type { JobRoutesDeps } from "./job-routes.ts";
import { JOB_STATES, JobList, type JobWire, jobToWire } from "./job-schemas.ts";

/** What the command is run with. */
export interface JobsCommandDeps {
  accessKey: string | null;
  /** The server that holds the embedded database, null when none does; its `address` is null until it listens. */
  findServer: () => Promise<{ address: string | null } | null>;
  /** Opens the queue of a database that no server holds. */
  openJobs: () => Promise<{ jobs: JobRoutesDeps; close(): Promise<void> }>;
}

/** How the command is used. */
export const JOBS_USAGE = `Usage: razbor jobs [list] [${JOB_STATES.join("|")}]
       razbor jobs replay <id>

  list      jobs in that state as JSON lines, newest first; quarantined ones unless said
  replay    start a quarantined job again
`;

type Wire = z.infer<typeof JobWire>;

interface JobsWay {
  list(state: Wire["state"]): Promise<Wire[]>;
  replay(id: string): Promise<void>;
  close(): Promise<void>;
}

/** `jobs list|replay`: 0 done, 1 failed, 2 wrong usage. A running embedded server is asked by its API. */
export async function jobsCommand(
  deps: JobsCommandDeps,
  args: string[],
  io: { out: (text: string) => void; err: (text: string) => void },
): Promise<number> {
  const [verb = "list", word, ...more] = args;
  const state = z.enum(JOB_STATES).safeParse(word ?? "quarantined");
  const isList = verb === "list" && state.success;
  const isReplay = verb === "replay" && z.uuid().safeParse(word).success;
  if (more.length > 0 || !(isList || isReplay)) {
    io.err(JOBS_USAGE);
    return 2;
  }
  const way = await openWay(deps);
  try {
    if (isReplay) await way.replay(word ?? "");
    else for (const job of await way.list(state.data as Wire["state"])) io.out(`${JSON.stringify(job)}\n`);
    return 0;
  } finally {
    await way.close();
  }
}

async function openWay({ accessKey, findServer, openJobs }: JobsCommandDeps): Promise<JobsWay> {
  const server = await findServer();
  if (server === null) {
    const { jobs, close } = await openJobs();
    return {
      list: async (state) => (await jobs.list({ state })).map(jobToWire),
      replay: jobs.replay.bind(jobs),
      close,
    };
  }
  if (server.address === null) throw new AppError("unavailable", "A server is just starting; try again.");
  return wayByServer(server.address, accessKey);
}

function wayByServer(address: string, accessKey: string | null): JobsWay {
  const reachable = address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
  const headers = accessKey === null ? {} : { authorization: `Bearer ${accessKey}` };
  const ask = async (method: "GET" | "POST", path: string): Promise<unknown> => {
    const { statusCode, body } = await request(new URL(path, reachable), { method, headers });
    const text = await body.text();
    if (statusCode < 300) return text === "" ? null : JSON.parse(text);
    throw new AppError("upstream_failed", detailOf(text) ?? `The server answered with status ${statusCode}.`);
  };
  return {
    list: async (state) => JobList.parse(await ask("GET", `/api/v1/jobs?state=${state}`)).items,
    replay: async (id) => void (await ask("POST", `/api/v1/jobs/${id}/replay`)),
    close: async () => {},
  };
}

function detailOf(text: string): string | null {
  try {
    return z.object({ detail: z.string() }).parse(JSON.parse(text)).detail;
  } catch {
    return null;
  }
}
