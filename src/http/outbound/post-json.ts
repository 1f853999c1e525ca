import { Client } from "undici";
import { checkUrl, type FetchPolicy, withoutQuery } from "./check-url.ts";
import { FetchFault } from "./fetch-fault.ts";
import { type ConnectDeps, guardedConnector, systemConnect } from "./guarded-connect.ts";

/** One request. `headers` beside the content type; the answer is cut after `answerBytesMax`. */
export interface JsonPost {
  url: string;
  body: string;
  headers: Record<string, string>;
  policy: FetchPolicy;
  /** From asking for the name to the end of the answer. */
  totalMaxMs: number;
  answerBytesMax: number;
  signal: AbortSignal;
}

/** What came back: a status counts from the moment it came, whatever happened to the body after it. */
export interface PostAnswer {
  status: number;
  /** As it came, not unpacked; only the first bytes where it was long, slow or broke off. */
  body: Buffer;
  /** Whether the body came to its end. */
  complete: boolean;
  /** A header by its lower-case name; null when there is none or several. */
  header(name: string): string | null;
}

const HEADER_BYTES_MAX = 16_384;

/**
 * Posts JSON to an address that a user gave, over a guarded connection that is used once; redirects are answers like any
 * other, cookies are not kept. Throws `FetchFault`, and the signal's reason when that fires.
 */
export async function postJson(connect: ConnectDeps | null, post: JsonPost): Promise<PostAnswer> {
  post.signal.throwIfAborted();
  const url = checkUrl(post.url, post.policy);
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new FetchFault("slow", `${withoutQuery(url)}: no answer in time`)),
    post.totalMaxMs,
  );
  const signal = AbortSignal.any([post.signal, late.signal]);
  const client = new Client(url.origin, {
    connect: guardedConnector(connect ?? systemConnect, { url, policy: post.policy, signal }),
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: HEADER_BYTES_MAX,
    allowH2: false,
  });
  try {
    const { statusCode, headers, body } = await client.request({
      method: "POST",
      path: `${url.pathname}${url.search}`,
      headers: { ...post.headers, ...OUR_HEADERS },
      body: post.body,
      signal,
    });
    // Whoever stops reading does not listen to it any more.
    body.on("error", () => {});
    const read = await readBody(body, post.answerBytesMax);
    if (post.signal.aborted) throw post.signal.reason;
    const header = (name: string) => (typeof headers[name] === "string" ? headers[name] : null);
    return { status: statusCode, ...read, header };
  } catch (error) {
    if (post.signal.aborted) throw post.signal.reason;
    if (late.signal.aborted) throw late.signal.reason;
    if (error instanceof FetchFault) throw error;
    throw new FetchFault("broken", `${withoutQuery(url)}: no readable answer`, { cause: error });
  } finally {
    clearTimeout(timer);
    await client.destroy();
  }
}

const OUR_HEADERS = {
  "content-type": "application/json",
  accept: "*/*",
  "accept-encoding": "identity",
  "user-agent": "razbor",
};

async function readBody(body: AsyncIterable<Buffer>, bytesMax: number): Promise<Pick<PostAnswer, "body" | "complete">> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of body) {
      pieces.push(piece.subarray(0, bytesMax - bytes));
      bytes += piece.byteLength;
      if (bytes > bytesMax) return { body: Buffer.concat(pieces), complete: false };
    }
  } catch {
    return { body: Buffer.concat(pieces), complete: false };
  }
  return { body: Buffer.concat(pieces), complete: true };
}
