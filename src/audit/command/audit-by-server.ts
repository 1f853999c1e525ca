import { Agent, request } from "undici";
import { z } from "zod";
import { AppError } from "../../errors.ts";
import { AnalyzeCallAnswer } from "../schemas.ts";
import { type AuditWay, PAID_AT_ONCE, RefusedFile } from "./audit-ways.ts";

/** Longest wait for one answer: beyond the longest deadline a judge can be given, its votes included. */
const ANSWER_TIMEOUT_MS = 20 * 60_000;

/** A problem document, as far as the command shows it. */
const ProblemDocument = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

/**
 * Audits by the public API of the server that holds the data directory; it keeps the calls. `accessKey` is null when
 * none is set. Throws the server's problems, and `unavailable` when it cannot be reached.
 */
export function auditByServer(address: string, accessKey: string | null): AuditWay {
  const dispatcher = new Agent({ headersTimeout: ANSWER_TIMEOUT_MS, bodyTimeout: ANSWER_TIMEOUT_MS });
  const url = new URL("/analyze_call", reachable(address));
  const headers = {
    "content-type": "application/json",
    ...(accessKey === null ? {} : { authorization: `Bearer ${accessKey}` }),
  };
  return {
    atOnce: PAID_AT_ONCE,
    close: () => dispatcher.close(),
    audit: async (body, signal) => {
      const { status, text } = await ask(() =>
        request(url, { method: "POST", headers, body: JSON.stringify(body), dispatcher, signal }),
      );
      const document = parse(text);
      if (status !== 200) throw refusal(status, document);
      const answer = AnalyzeCallAnswer.safeParse(document);
      if (answer.success) return answer.data;
      throw new AppError("upstream_failed", "The server's answer is not one this version knows.", {
        cause: answer.error,
      });
    },
  };
}

/** A server that listens everywhere is reached on this machine. */
function reachable(address: string): string {
  return address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}

async function ask(send: () => ReturnType<typeof request>): Promise<{ status: number; text: string }> {
  try {
    const { statusCode, body } = await send();
    return { status: statusCode, text: await body.text() };
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new AppError("unavailable", "The server on the data directory does not answer.", { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusal(status: number, document: unknown): Error {
  const problem = ProblemDocument.safeParse(document);
  if (problem.success) return new RefusedFile(problem.data);
  return new AppError("upstream_failed", `The server answered with status ${status}.`);
}
