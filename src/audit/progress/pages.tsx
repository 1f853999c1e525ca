import { Hono } from "hono";
import { z } from "zod";
import { ProcessingPage } from "../../../views/processing-page.tsx";
import { readProgress } from "../../calls/progress.ts";
import type { Db } from "../../db/database.ts";
import type { Scorecard } from "../../evaluations/scorecard.ts";
import { type PageEnv, pageProps } from "../../http/page-props.ts";

/** What the page of a recording at work needs; `timeZone` is an IANA name. */
export interface ProgressPagesDeps {
  db: Db;
  /** By key. */
  scorecards: ReadonlyMap<string, Pick<Scorecard, "mode">>;
  timeZone: string;
}

/**
 * `GET /calls/:id` of a recording that has no result (yet). Every other call is left to the page of calls, which must be
 * mounted after this one; so is one asked for with `?view=call`.
 */
export function progressPages({ db, scorecards, timeZone }: ProgressPagesDeps): Hono<PageEnv> {
  const pages = new Hono<PageEnv>();
  pages.get("/calls/:id", async (c, next) => {
    const { data: id } = z.uuid().safeParse(c.req.param("id"));
    const progress = id === undefined || c.req.query("view") === "call" ? null : await readProgress(db, id);
    if (!progress?.recording || progress.state === "done") return next();
    const mode = scorecards.get(progress.scorecard)?.mode ?? null;
    return c.html(<ProcessingPage {...pageProps(c)} progress={progress} mode={mode} timeZone={timeZone} />);
  });
  return pages;
}
