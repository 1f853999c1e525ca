import type { Context } from "hono";
import { AccessPage } from "../views/access-page.tsx";
import { FaultPage } from "../views/fault-page.tsx";
import { type PageEnv, pageProps } from "./http/page-props.ts";
import { type Problem, problemHeaders, statusOf } from "./http/problem.ts";

/** The page that asks for the access key; 401 after a wrong one. */
export function accessPage(
  c: Context,
  { next, wrong }: { next: string; wrong: boolean },
): Response | Promise<Response> {
  return c.html(
    <AccessPage {...pageProps(c)} action="/access" next={next} wrong={wrong} />,
    wrong ? statusOf("unauthorized") : 200,
  );
}

/** Rooms whose forms are sent from the page of one thing: `/calls/0190…/replay` from `/calls/0190…`. */
const ROOMS_OF_THINGS = ["calls", "sources", "endpoints", "imports"];
const ROOMS = [...ROOMS_OF_THINGS, "spend", "set-aside"];

/** The page on which a form with this address stands, as far as the address tells. */
export function pageOfForm(path: string): string {
  const [, room = "", thing, act] = path.split("/");
  if (room === "write-backs") return "/endpoints";
  if (!ROOMS.includes(room)) return "/";
  return thing && act && ROOMS_OF_THINGS.includes(room) ? `/${room}/${thing}` : `/${room}`;
}

/** A problem as a page; a missing key leads to the form that takes it. */
export function faultPage(c: Context<PageEnv>, problem: Problem, timeZone: string): Response | Promise<Response> {
  const props = pageProps(c);
  const isForm = c.req.method !== "GET" && c.req.method !== "HEAD";
  const sentFrom = isForm ? pageOfForm(new URL(c.req.url).pathname) : undefined;
  if (problem.code === "unauthorized") {
    const next = sentFrom ?? props.path;
    return c.redirect(`/access?next=${encodeURIComponent(next)}`, 303);
  }
  return c.html(
    <FaultPage
      {...props}
      status={problem.status}
      code={problem.code}
      {...(sentFrom === undefined || problem.code === "not_found" ? {} : { sentFrom })}
      requestId={problem.request_id}
      at={problem.status >= 500 ? new Date() : null}
      timeZone={timeZone}
    />,
    statusOf(problem.code),
    problemHeaders(problem),
  );
}
