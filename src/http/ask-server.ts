import { request } from "undici";
import { AppError } from "../errors.ts";
import { reachable } from "./reachable.ts";

/** Asks a server of ours by its API; gives the JSON of the answer, null for one without a body. */
export type AskServer = (
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  given?: unknown,
) => Promise<unknown>;

/**
 * Asks the server that holds the embedded database, as our own commands do. `address` null: it does not listen yet, which
 * throws `unavailable`, as asking does where no answer comes. Asking throws the sentence of the server, as `not_found` where it
 * said so, else as `upstream_failed`.
 */
export function askServer({ address }: { address: string | null }, accessKey: string | null): AskServer {
  if (address === null) throw new AppError("unavailable", "A server is just starting; try again.");
  const origin = reachable(address);
  const authorization = accessKey === null ? {} : { authorization: `Bearer ${accessKey}` };
  return async (method, path, given) => {
    const headers = { ...authorization, ...(given === undefined ? {} : { "content-type": "application/json" }) };
    const sent = given === undefined ? null : JSON.stringify(given);
    const { statusCode, text } = await ask(new URL(path, origin), { method, headers, body: sent });
    if (statusCode < 300) return text === "" ? null : JSON.parse(text);
    const code = statusCode === 404 ? "not_found" : "upstream_failed";
    throw new AppError(code, detailOf(text) ?? `The server answered with status ${statusCode}.`);
  };
}

async function ask(url: URL, options: Parameters<typeof request>[1]): Promise<{ statusCode: number; text: string }> {
  try {
    const { statusCode, body } = await request(url, options);
    return { statusCode, text: await body.text() };
  } catch (cause) {
    const detail = "The server that holds the data directory does not answer; try again.";
    throw new AppError("unavailable", detail, { cause, retryable: true });
  }
}

function detailOf(text: string): string | null {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === "string" ? detail : null;
  } catch {
    return null;
  }
}
