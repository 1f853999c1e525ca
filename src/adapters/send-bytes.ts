import { type Dispatcher, request } from "undici";

/**
 * As `fetch`, of a body that is there as a whole: no stream stands between, and nothing is copied (`fetch` makes four copies
 * of a body, which live as long as the request and were a quarter of what collecting garbage cost). Follows no redirect and
 * asks for an answer that is not packed. Of the answer there is what the SDK reads: status, headers and text.
 */
export async function sendBytes(
  dispatcher: Dispatcher,
  url: string | URL,
  { method = "GET", headers, body, signal }: Omit<RequestInit, "body"> & { body: Uint8Array },
): Promise<Response> {
  const sent = new Headers(headers);
  sent.set("accept-encoding", "identity");
  const answer = await request(url, {
    dispatcher,
    method: method as Dispatcher.HttpMethod,
    headers: sent,
    body,
    signal: signal ?? null,
  });
  const read = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of [value ?? []].flat()) read.append(name, one);
  const { statusCode: status, statusText } = answer;
  const known: Pick<Response, "status" | "statusText" | "ok" | "headers" | "text" | "body"> = {
    status,
    statusText,
    ok: status >= 200 && status < 300,
    headers: read,
    body: null,
    text: () => answer.body.text(),
  };
  return known as Response;
}
