import { type Context, Hono } from "hono";
import { type EndpointDone, EndpointPage, type EndpointPageProps } from "../../../views/endpoint-page.tsx";
import { type EndpointFault, EndpointsPage, type EndpointValues } from "../../../views/endpoints-page.tsx";
import { AppError } from "../../errors.ts";
import { readForm } from "../../http/bodies/form-body.ts";
import { jsonPointer, parseInput } from "../../http/faults.ts";
import { type PageEnv, pageProps } from "../../http/page-props.ts";
import { statusOf } from "../../http/problem.ts";
import { leaveSecret, takeSecret } from "../shown-once.ts";
import { listSources } from "../sources/source-store.ts";
import { endpointId } from "./endpoint-routes.ts";
import { NewEndpointBody } from "./endpoint-schemas.ts";
import { listEndpoints } from "./endpoint-store.ts";
import {
  addEndpoint,
  type EndpointDeps,
  removeEndpoint,
  rotateSecret,
  showEndpoint,
  switchEndpoint,
  testEndpoint,
} from "./manage-endpoints.ts";
import { replayExhausted, replayWriteBack } from "./replay-write-backs.ts";
import { ATTEMPTS_SHOWN_MAX, showWriteBacks } from "./show-write-backs.ts";
import { WRITE_BACK_STATUSES } from "./write-back.ts";
import { readCursor, writeCursor } from "./write-back-cursor.ts";
import { writeBackId } from "./write-back-routes.ts";
import { listAttempts } from "./write-back-store.ts";

/** What the pages need; `timeZone` is an IANA name. */
export interface EndpointPagesDeps extends EndpointDeps {
  /** The mode of a scorecard by its key; null when there is no such scorecard (any more). */
  modeOf: EndpointPageProps["modeOf"];
  timeZone: string;
}

/** Write-backs on a page of the log. */
const ROWS = 50;
const FORM_BYTES_MAX = 16_384;
const PATH = "/endpoints";
const NOTHING: EndpointValues = { url: "", name: "", source: "" };

/** `/endpoints`, `/endpoints/:id` with its log, and what can be done there and with a write-back. */
export function endpointPages(deps: EndpointPagesDeps): Hono<PageEnv> {
  const pages = new Hono<PageEnv>();

  pages.get(PATH, (c) => listPage(deps, c, NOTHING, null));
  pages.post(PATH, (c) => add(deps, c));
  pages.get(`${PATH}/:id`, (c) => endpointPage(deps, c));
  pages.post(`${PATH}/:id/:act`, (c) => act(deps, c));
  pages.post("/write-backs/:id/replay", async (c) => {
    const { endpoint, call } = await replayWriteBack(deps, writeBackId(c.req.param("id")));
    const back = c.req.query("from") === "call" ? `/calls/${call.id}#sent-back` : `${PATH}/${endpoint.id}#log`;
    return c.redirect(back, 303);
  });
  return pages;
}

async function listPage(
  { db, now, timeZone }: EndpointPagesDeps,
  c: Context<PageEnv>,
  values: EndpointValues,
  fault: EndpointFault | null,
): Promise<Response> {
  const [endpoints, sources] = [await listEndpoints(db), await listSources(db)];
  const props = { endpoints, sources, values, fault, now: now(), timeZone };
  return c.html(
    <EndpointsPage {...pageProps(c)} path={PATH} {...props} />,
    fault === null ? 200 : statusOf("invalid_input"),
  );
}

async function add(deps: EndpointPagesDeps, c: Context<PageEnv>): Promise<Response> {
  const form = await readForm(c, FORM_BYTES_MAX);
  const typed = (name: string) => form.get(name)?.trim() || null;
  const values = { url: typed("url") ?? "", name: typed("name") ?? "", source: typed("source") ?? "" };
  try {
    const body = { ...values, name: typed("name"), source: typed("source"), secret: typed("secret") };
    const { url, kind } = parseInput(NewEndpointBody, body, jsonPointer);
    const { endpoint, secret } = await addEndpoint(deps, { ...body, url, kind });
    leaveSecret(c, deps.sealer, `${PATH}/${endpoint.id}`, secret);
    return c.redirect(`${PATH}/${endpoint.id}?done=added`, 303);
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    return listPage(deps, c, values, fault);
  }
}

/** Which field is wrong; null for what no field can mend. */
function faultOf(error: unknown): EndpointFault | null {
  if (!(error instanceof AppError)) return null;
  if (error.code === "conflict") return "many";
  if (error.code !== "invalid_input") return null;
  const field = error.faults[0]?.pointer.slice(1);
  return (["url", "name", "source", "secret"] as const).find((one) => one === field) ?? "other";
}

async function endpointPage(deps: EndpointPagesDeps, c: Context<PageEnv>): Promise<Response> {
  const { db, now, timeZone } = deps;
  const endpoint = await showEndpoint(deps, endpointId(c.req.param("id") ?? ""));
  const [cursor, wanted] = [c.req.query("cursor"), c.req.query("status")];
  const status = WRITE_BACK_STATUSES.find((one) => one === wanted) ?? null;
  const after = cursor ? readCursor(cursor) : null;
  const filter = { endpointId: endpoint.id, callId: null, status };
  const { items, next } = await showWriteBacks(db, filter, { limit: ROWS, after });
  const ids = items.map(({ id }) => id);
  const attempts = await listAttempts(db, ids, ATTEMPTS_SHOWN_MAX);
  return c.html(
    <EndpointPage
      {...pageProps(c)}
      endpoint={endpoint}
      sources={await listSources(db)}
      secret={takeSecret(c, deps.sealer, `${PATH}/${endpoint.id}`)}
      done={doneOf(c)}
      log={items.map((one) => ({ one, attempts: attempts.get(one.id) ?? [] }))}
      status={status}
      nextCursor={next && writeCursor(next)}
      older={after !== null}
      now={now()}
      modeOf={deps.modeOf}
      timeZone={timeZone}
    />,
  );
}

async function act(deps: EndpointPagesDeps, c: Context<PageEnv>): Promise<Response> {
  const id = endpointId(c.req.param("id") ?? "");
  const back = (done: string) => c.redirect(`${PATH}/${id}?done=${done}`, 303);
  switch (c.req.param("act")) {
    case "on":
    case "off": {
      const to = c.req.param("act") === "on" ? "on" : "off";
      await switchEndpoint(deps, id, to);
      return back(to);
    }
    case "rotate":
      leaveSecret(c, deps.sealer, `${PATH}/${id}`, await rotateSecret(deps, id));
      return back("rotated");
    case "replay":
      return back(`replayed&count=${await replayExhausted(deps, id)}`);
    case "test": {
      const outcome = await testEndpoint(deps, id, c.req.raw.signal);
      const fault = outcome.kind === "taken" ? "" : outcome.kind === "gone" ? "gone" : outcome.fault;
      return back(`tested&fault=${fault}&http=${outcome.httpStatus ?? ""}`);
    }
    case "remove":
      await removeEndpoint(deps, id);
      return c.redirect(PATH, 303);
    default:
      throw new AppError("not_found", "There is nothing at this address.");
  }
}

/** What was just done, as the address says; null when nothing was. */
function doneOf(c: Context<PageEnv>): EndpointDone | null {
  const word = c.req.query("done");
  const number = (name: string) => (/^\d{1,6}$/.test(c.req.query(name) ?? "") ? Number(c.req.query(name)) : null);
  if (word === "replayed") return { act: word, count: number("count") ?? 0 };
  if (word === "tested")
    return { act: word, fault: c.req.query("fault")?.slice(0, 30) || null, httpStatus: number("http") };
  const plain = (["added", "on", "off", "rotated"] as const).find((one) => one === word);
  return plain ? { act: plain } : null;
}
