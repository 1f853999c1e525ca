import { type Context, Hono } from "hono";
import { SetAsidePage, type SetAsidePageProps } from "../../../views/set-aside-page.tsx";
import { AppError } from "../../errors.ts";
import { readForm } from "../../http/bodies/form-body.ts";
import { type PageEnv, pageProps } from "../../http/page-props.ts";
import { isId, readCursor, writeCursor } from "../cursor.ts";
import { ACTED_AT_ONCE, type ActedCounts, actOnJobs, replayCalls } from "./act-on-reason.ts";
import type { SetAsideDeps } from "./set-aside.ts";
import { listShownJobs } from "./show-jobs.ts";
import { countFailedCalls, countSetAside, listFailedCalls } from "./store.ts";
import { countUnreadable, discardUnreadable, discardUnreadableOf, listUnreadable } from "./unreadable-store.ts";

/** What the page needs; `timeZone` is an IANA name. */
export interface SetAsidePagesDeps extends SetAsideDeps {
  replayCall(callId: string): Promise<void>;
  timeZone: string;
}

/** Rows of each group on a page. */
const ROWS = 50;
const FORM_BYTES_MAX = 4_096;
const PATH = "/set-aside";

/** `/set-aside`: work set aside by the queue, failed calls and what nobody could read, and what a person can do. */
export function setAsidePages(deps: SetAsidePagesDeps): Hono<PageEnv> {
  const pages = new Hono<PageEnv>();

  pages.get(PATH, async (c) => {
    const { db, timeZone } = deps;
    const asked = (name: string) => c.req.query(name) ?? null;
    const [jobsAfter, callsAfter, arrivalsAfter] = [asked("jobs"), asked("calls"), asked("arrivals")];
    const setAside = await listShownJobs(deps, { state: "quarantined", limit: ROWS, after: jobsAfter });
    const found = await listFailedCalls(db, { limit: ROWS + 1, after: callsAfter ? readCursor(callsAfter) : null });
    const calls = found.slice(0, ROWS);
    const last = calls.at(-1);
    const unread = await listUnreadable(db, { limit: ROWS, after: arrivalsAfter ? readCursor(arrivalsAfter) : null });
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
        arrivals={{
          rows: unread.deliveries,
          next: unread.next && writeCursor(unread.next),
          reasons: await countUnreadable(db),
        }}
        older={jobsAfter !== null || callsAfter !== null || arrivalsAfter !== null}
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

  pages.post(`${PATH}/arrivals/:id/forget`, async (c) => {
    const id = c.req.param("id");
    if (!isId(id)) throw new AppError("not_found", "There is no such arrival.");
    await discardUnreadable(deps.db, id);
    return back(c, "forget", { done: 1, left: 0 });
  });

  pages.post(`${PATH}/arrivals/forget`, async (c) => {
    const reason = (await readForm(c, FORM_BYTES_MAX)).get("reason") ?? "";
    return back(c, "forget", { done: await discardUnreadableOf(deps.db, reason, ACTED_AT_ONCE), left: 0 });
  });

  return pages;
}

type Done = NonNullable<SetAsidePageProps["done"]>;

function isAct(act: string): act is "replay" | "discard" {
  return act === "replay" || act === "discard";
}

function back(c: Context<PageEnv>, act: Done["act"], { done, left }: ActedCounts): Response {
  return c.redirect(`${PATH}?done=${act}&count=${done}${left > 0 ? `&left=${left}` : ""}`, 303);
}

/** What was just done, as the address says; null when nothing was. */
function doneOf(c: Context<PageEnv>): Done | null {
  const act = (["replay", "discard", "forget"] as const).find((one) => one === c.req.query("done"));
  const [done, left] = [c.req.query("count"), c.req.query("left") ?? "0"].map(Number);
  return act !== undefined && Number.isSafeInteger(done) && Number.isSafeInteger(left)
    ? { act, done: done ?? 0, left: left ?? 0 }
    : null;
}
