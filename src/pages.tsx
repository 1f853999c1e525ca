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

/** A problem as a page; a missing key leads to the form that takes it. */
export function faultPage(c: Context<PageEnv>, problem: Problem, timeZone: string): Response | Promise<Response> {
  const props = pageProps(c);
  if (problem.code === "unauthorized") {
    const next = c.req.method === "GET" ? props.path : "/";
    return c.redirect(`/access?next=${encodeURIComponent(next)}`, 303);
  }
  return c.html(
    <FaultPage
      {...props}
      status={problem.status}
      code={problem.code}
      requestId={problem.request_id}
      at={problem.status >= 500 ? new Date() : null}
      timeZone={timeZone}
    />,
    statusOf(problem.code),
    problemHeaders(problem),
  );
}
