import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { AppError } from "../../errors.ts";
import { decodeText } from "../../transcripts/text/decode-text.ts";
import { RefusedFile } from "./audit-ways.ts";
import type { CheckedFile } from "./check-files.ts";

/** The API of a service, over the network or in this process. */
export interface ServiceApi {
  request(path: string, init?: { method?: string; headers?: Record<string, string>; body?: unknown }): Promise<Answer>;
  /** Whether somebody works on what is queued. */
  isAtWork: boolean;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  text(): Promise<string>;
}

/** The API of a running server; `accessKey` is null when none is set. */
export function apiOfServer(address: string, accessKey: string | null): ServiceApi {
  const base = address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
  const key = accessKey === null ? {} : { authorization: `Bearer ${accessKey}` };
  return {
    isAtWork: true,
    close: async () => {},
    request: async (path, { headers = {}, ...init } = {}) => {
      try {
        return await fetch(new URL(path, base), { ...init, headers: { ...headers, ...key } } as never);
      } catch (cause) {
        throw new AppError("unavailable", "The server does not answer.", { cause });
      }
    },
  };
}

const Page = z.object({ items: z.array(z.object({ id: z.string(), status: z.string() })) });
const Accepted = z.object({ links: z.object({ self: z.string() }) });
const Call = z.object({ id: z.string(), status: z.string() });
const Problem = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

/** Our id of the call that the sender's id names; null when it is not here. */
export async function findCallByName(api: ServiceApi, externalId: string): Promise<string | null> {
  const query = new URLSearchParams({ external_id: externalId, limit: "1" });
  const { items } = Page.parse(await ask(api, `/api/v1/calls?${query}`));
  return items[0]?.id ?? null;
}

/** Where a call stands. */
export async function readStatus(api: ServiceApi, callId: string): Promise<string> {
  return Call.parse(await ask(api, `/api/v1/calls/${callId}`)).status;
}

/** Copies a file into the service, which works on it when it has nothing fresher to do; gives our id of the call. */
export async function queueFile(api: ServiceApi, file: CheckedFile, fields: Record<string, string>): Promise<string> {
  const said = { ...fields, call_id: file.callId, priority: "low" };
  const metadata = { file: file.relativePath };
  const headers = { prefer: "respond-async" };
  const accepted = file.isDialogue
    ? await ask(api, "/analyze_call", {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ ...said, metadata, dialog_text: decodeText(await readFile(file.path)).text }),
      })
    : await ask(api, "/analyze_audio_call", {
        method: "POST",
        headers,
        body: await formOf(file, { ...said, metadata: JSON.stringify(metadata) }),
      });
  const [, callId = ""] = /([0-9a-f-]{36})$/.exec(Accepted.parse(accepted).links.self) ?? [];
  return callId;
}

async function formOf({ path }: CheckedFile, fields: Record<string, string>): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("audio", await openAsBlob(path), basename(path));
  return form;
}

async function ask(api: ServiceApi, path: string, init: Parameters<ServiceApi["request"]>[1] = {}): Promise<unknown> {
  const answer = await api.request(path, init);
  const document = parse(await answer.text());
  if (answer.status < 300) return document;
  const problem = Problem.safeParse(document);
  if (problem.success) throw new RefusedFile(problem.data);
  throw new AppError("upstream_failed", `The service answered with status ${answer.status}.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
