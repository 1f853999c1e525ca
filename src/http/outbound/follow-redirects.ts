import { setTimeout as wait } from "node:timers/promises";
import { Client, type Dispatcher } from "undici";
import { headerText } from "../header-text.ts";
import { checkRedirect, checkUrl, type FetchPolicy, withoutQuery } from "./check-url.ts";
import { FetchFault } from "./fetch-fault.ts";
import { type ConnectDeps, guardedConnector } from "./guarded-connect.ts";

/** How long each thing may take. */
export interface FetchTimes {
  /** From asking for the name to the end of the headers, each hop. */
  headersMaxMs: number;
  /** Longest pause in a body. */
  idleMaxMs: number;
  /** What a refusal takes, so that its time says nothing; names that take longer to resolve take longer. */
  refusalMs: number;
}

/** What is asked for; `headers` go to the first origin only. */
export interface FetchRequest {
  url: string;
  headers: Record<string, string>;
  policy: FetchPolicy;
  times: FetchTimes;
  signal: AbortSignal;
}

/** An answer that is no redirect, and how to end with it: call `close` in any case. */
export interface FetchAnswer {
  url: URL;
  answer: Dispatcher.ResponseData;
  close(): Promise<void>;
}

/** Redirects in a row. */
const HOPS_MAX = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const HEADER_BYTES_MAX = 16_384;

/**
 * Gets an address, each hop over a new guarded connection that is used once. Redirects are followed by hand, each
 * checked anew; on another origin the given headers are dropped for good. Cookies are not kept. Throws `FetchFault`;
 * when the given signal fires, its reason.
 */
export async function followRedirects(deps: ConnectDeps, request: FetchRequest): Promise<FetchAnswer> {
  const { policy, signal } = request;
  let { headers } = request;
  let url = await padRefusal(request, async () => checkUrl(request.url, policy));
  for (let hop = 0; hop <= HOPS_MAX; hop++) {
    const from = url;
    const got = await padRefusal(request, () => get(deps, from, headers, request));
    if (!REDIRECTS.has(got.answer.statusCode)) return got;
    await got.close();
    signal.throwIfAborted();
    const { location } = got.answer.headers;
    if (typeof location !== "string") throw new FetchFault("refused", `${withoutQuery(from)}: redirects to nowhere`);
    url = await padRefusal(request, async () => checkRedirect(headerText(location), from, policy));
    if (url.origin !== from.origin) headers = {};
  }
  throw new FetchFault("refused", `${withoutQuery(url)}: more than ${HOPS_MAX} redirects`);
}

async function get(
  deps: ConnectDeps,
  url: URL,
  headers: Record<string, string>,
  { policy, times, signal }: FetchRequest,
): Promise<FetchAnswer> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new FetchFault("unreachable", `${withoutQuery(url)}: no answer in time`)),
    times.headersMaxMs,
  );
  const hopSignal = AbortSignal.any([signal, late.signal]);
  const client = new Client(url.origin, {
    connect: guardedConnector(deps, { url, policy, signal: hopSignal }),
    headersTimeout: 0,
    bodyTimeout: times.idleMaxMs,
    maxHeaderSize: HEADER_BYTES_MAX,
    allowH2: false,
  });
  const close = () => client.destroy();
  try {
    const answer = await client.request({
      method: "GET",
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, accept: "*/*", "accept-encoding": "identity", "user-agent": "razbor" },
      signal: hopSignal,
    });
    // Whoever closes early does not listen to it any more.
    answer.body.on("error", () => {});
    return { url, answer, close };
  } catch (error) {
    await close();
    throw faultOfHop(error, url, signal, late.signal);
  } finally {
    clearTimeout(timer);
  }
}

function faultOfHop(error: unknown, url: URL, signal: AbortSignal, late: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (late.aborted) return late.reason;
  if (error instanceof FetchFault) return error;
  return new FetchFault("broken", `${withoutQuery(url)}: no readable answer`, { cause: error });
}

/** Refusals take the same small time, whether the text, the name or its address was the reason. */
async function padRefusal<T>({ times, signal }: FetchRequest, attempt: () => Promise<T>): Promise<T> {
  const from = performance.now();
  try {
    return await attempt();
  } catch (error) {
    const leftMs = times.refusalMs - (performance.now() - from);
    const isRefusal = error instanceof FetchFault && (error.kind === "refused" || error.kind === "unresolved");
    if (isRefusal && leftMs > 0) await wait(Math.ceil(leftMs), undefined, { signal });
    throw error;
  }
}
