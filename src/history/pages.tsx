import { type Context, Hono } from "hono";
import { CallPage } from "../../views/call-page.tsx";
import { type CallRow, CallsPage } from "../../views/calls-page.tsx";
import { EvaluationPage } from "../../views/evaluation-page.tsx";
import type { SentBackRow } from "../../views/parts/call/sent-back.tsx";
import { ProcessingPage } from "../../views/processing-page.tsx";
import { type CallProgress, isSettled } from "../calls/progress.ts";
import { findCall } from "../calls/store.ts";
import type { Db } from "../db/database.ts";
import { AppError } from "../errors.ts";
import type { ContentMode } from "../evaluations/scorecard.ts";
import { type PageEnv, pageProps } from "../http/page-props.ts";
import { isId, readCursor, writeCursor } from "./cursor.ts";
import { findStanding, showCall, showCalls, showEvaluation, showKept } from "./show-calls.ts";
import { readCallSpent } from "./spend/store.ts";

/** What the pages of the history need; `timeZone` is an IANA name. */
export interface HistoryPagesDeps {
  db: Db;
  timeZone: string;
  /** The mode of a scorecard by its key; null when there is no such scorecard (any more). */
  modeOf: (scorecard: string) => ContentMode | null;
  /** What endpoints were told of a call. */
  writeBacksOf: (callId: string) => Promise<SentBackRow[]>;
}

/** Rows on a page of the list. */
const ROWS = 50;

/** `/calls`, `/calls/:id` and `/evaluations/:id`. */
export function historyPages(deps: HistoryPagesDeps): Hono<PageEnv> {
  const { db, timeZone, modeOf, writeBacksOf } = deps;
  const pages = new Hono<PageEnv>();

  pages.get("/calls", async (c) => {
    const cursor = c.req.query("cursor");
    const after = cursor ? readCursor(cursor) : null;
    const importId = importOf(c);
    const sought = c.req.query("external_id")?.trim() || null;
    if (sought !== null) return soughtPage(deps, c, sought);
    const { calls, evaluations, durations, next } = await showCalls(db, {
      limit: ROWS,
      after,
      externalId: null,
      importId,
      // The calls of a list stay in the order of its rows, which an index gives.
      by: importId === null ? "held" : "accepted",
    });
    const rows = rowsOf({ calls, evaluations, durations });
    const nextCursor = next && writeCursor(next);
    return c.html(<CallsPage {...pageProps(c)} {...{ rows, nextCursor, importId, timeZone }} older={after !== null} />);
  });

  pages.get("/calls/:id", async (c) => {
    const id = c.req.param("id");
    const standing = await findStanding(db, id);
    if (standing && isOfSteps(standing)) return processingPage(deps, c, standing.progress);
    const { call, evaluations, failures, shown, transcript, newest, recording } = await showCall(db, id);
    return c.html(
      <CallPage
        {...pageProps(c)}
        call={call}
        managerName={call.managerName ?? call.managerId}
        sourceName={call.sourceName}
        evaluations={evaluations}
        failures={failures.map((one) => ({ ...one, mode: modeOf(one.scorecard) }))}
        shown={shown}
        standing={standing?.progress ?? null}
        transcript={transcript?.transcript ?? null}
        roles={transcript?.roles.roles ?? []}
        recording={recording}
        spent={await readCallSpent(db, call.id)}
        sentBack={await writeBacksOf(call.id)}
        swappable={newest?.roleAssignmentId ?? null}
        timeZone={timeZone}
      />,
    );
  });

  pages.get("/evaluations/:id", async (c) => {
    const { call, stored, scorecard, transcript, recording } = await showEvaluation(db, c.req.param("id"));
    const view = {
      stored,
      scorecard,
      transcript: transcript?.transcript ?? null,
      roles: transcript?.roles.roles ?? [],
      managerName: call.managerName ?? call.managerId,
      recording,
    };
    return c.html(<EvaluationPage {...pageProps(c)} call={call} view={view} timeZone={timeZone} />);
  });

  return pages;
}

/** Calls as the page lists them. */
function rowsOf({ calls, evaluations, durations }: Omit<Awaited<ReturnType<typeof showCalls>>, "next">): CallRow[] {
  return calls.map((call) => ({
    call,
    managerName: call.managerName,
    sourceName: call.sourceName,
    stored: evaluations.get(call.id) ?? null,
    durationMs: durations.get(call.id) ?? null,
  }));
}

/** Longest id that a sender can have given. */
const EXTERNAL_ID_MAX = 200;

/** The one call that goes by a number, ours or its sender's; else those that do, or that there is none. */
async function soughtPage({ db, timeZone }: HistoryPagesDeps, c: Context<PageEnv>, sought: string): Promise<Response> {
  const ours = isId(sought) ? await findCall(db, sought) : null;
  const isPossible = sought.length <= EXTERNAL_ID_MAX && !sought.includes("\0");
  const query = { limit: ROWS, after: null, externalId: sought, by: "held" } as const;
  const found = isPossible ? rowsOf(await showCalls(db, query)) : [];
  const [only] = ours ? [ours] : found.map(({ call }) => call);
  if (only && found.length <= 1) return c.redirect(`/calls/${only.id}`, 303);
  return c.html(<CallsPage {...pageProps(c)} {...{ rows: found, sought, timeZone }} nextCursor={null} older={false} />);
}

/** The list whose calls are asked for; null: all are. Throws `not_found` for what is no id of ours. */
function importOf(c: Context<PageEnv>): string | null {
  const id = c.req.query("import");
  if (id === undefined) return null;
  if (!isId(id)) throw new AppError("not_found", "There is no such list.");
  return id.toLowerCase();
}

/** A recording at work, or whose work ended without any result, is shown by its steps. */
function isOfSteps({ progress, hasResult }: { progress: CallProgress; hasResult: boolean }): boolean {
  return progress.recording !== null && !hasResult;
}

/** A recording with its steps instead of a result. Throws `not_found` when it was just erased. */
async function processingPage(
  { db, timeZone, modeOf }: HistoryPagesDeps,
  c: Context<PageEnv>,
  progress: CallProgress,
): Promise<Response> {
  const call = await findCall(db, progress.callId);
  if (!call) throw new AppError("not_found", "There is no such call.");
  return c.html(
    <ProcessingPage
      {...pageProps(c)}
      progress={progress}
      call={call}
      managerName={call.managerName ?? call.managerId}
      sourceName={call.sourceName}
      mode={modeOf(progress.scorecard)}
      kept={isSettled(progress) || progress.state === "waiting" ? await showKept(db, call) : null}
      spent={await readCallSpent(db, call.id)}
      timeZone={timeZone}
    />,
  );
}
