import { type Context, Hono } from "hono";
import { SetAsidePage } from "../../../views/set-aside-page.tsx";
import { AppError } from "../../errors.ts";
import { readForm } from "../../http/form-body.ts";
import { type PageEnv, pageProps } from "../../http/page-props.ts";
import { isId, readCursor, writeCursor } from "../cursor.ts";
import { type ActedCounts, actOnJobs, replayCalls } from "./act-on-reason.ts";
import type { SetAsideDeps } from "./set-aside.ts";
import { listShownJobs } from "./show-jobs.ts";
import { countFailedCalls, countSetAside, listFailedCalls } from "./store.ts";

/** What the page needs; `timeZone` is an IANA name. */
export interface SetAsidePagesDeps extends SetAsideDeps {
  replayCall(callId: string): Promise<void>;
  timeZone: string;
}

/** Rows of each group on a page. */
const ROWS = 50;
const FORM_BYTES_MAX = 4_096;
const PATH = "/set-aside";

/** `/set-aside`: work that the queue set aside and calls that failed, and what a person can do about them. */
export function setAsidePages(deps: SetAsidePagesDeps): Hono<PageEnv> {
  const pages = new Hono<PageEnv>();

  pages.get(PATH, async (c) => {
    const { db, timeZone } = deps;
    const [jobsAfter, callsAfter] = [c.req.query("jobs") ?? null, c.req.query("calls") ?? null];
    const setAside = await listShownJobs(deps, { state: "quarantined", limit: ROWS, after: jobsAfter });
    const found = await listFailedCalls(db, { limit: ROWS + 1, after: callsAfter ? readCursor(callsAfter) : null });
    const calls = found.slice(0, ROWS);
    const last = calls.at(-1);
    return c.html(
      <SetAsidePage
        {...pageProps(c)}
        timeZone={timeZone}
        jobs={{ rows: setAside.jobs, next: setAside.next, reasons: await countSetAside(db) }}
        calls={{
          rows: calls,
          next: found.length > ROWS && last ? writeCursor(last) : null,
          reasons: await countFailedCalls(db),
        }}
        older={jobsAfter !== null || callsAfter !== null}
        done={doneOf(c)}
      />,
    );
  });

  pages.post(`${PATH}/jobs/:id/:act`, async (c) => {
    const { id, act } = c.req.param();
    if (!isId(id) || !isAct(act)) throw new AppError("not_found", "No such job is quarantined.");
    await (act === "replay" ? deps.jobs.replay(id) : deps.discard(id));
    return back(c, act, { done: 1, left: 0 });
  });

  pages.post(`${PATH}/jobs/:act`, async (c) => {
    const act = c.req.param("act");
    if (!isAct(act)) throw new AppError("not_found", "There is nothing at this address.");
    const reason = (await readForm(c, FORM_BYTES_MAX)).get("reason") ?? "";
    return back(c, act, await actOnJobs(deps, act, reason === "" ? null : reason));
  });

  pages.post(`${PATH}/calls/replay`, async (c) => {
    const reason = (await readForm(c, FORM_BYTES_MAX)).get("reason") ?? "";
    return back(c, "replay", await replayCalls(deps, reason));
  });

  return pages;
}

function isAct(act: string): act is "replay" | "discard" {
  return act === "replay" || act === "discard";
}

function back(c: Context<PageEnv>, act: "replay" | "discard", { done, left }: ActedCounts): Response {
  return c.redirect(`${PATH}?done=${act}&count=${done}${left > 0 ? `&left=${left}` : ""}`, 303);
}

/** What was just done, as the address says; null when nothing was. */
function doneOf(c: Context<PageEnv>): (ActedCounts & { act: "replay" | "discard" }) | null {
  const act = c.req.query("done") ?? "";
  const [done, left] = [c.req.query("count"), c.req.query("left") ?? "0"].map(Number);
  return isAct(act) && Number.isSafeInteger(done) && Number.isSafeInteger(left)
    ? { act, done: done ?? 0, left: left ?? 0 }
    : null;
}
