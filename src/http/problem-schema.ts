import { z } from "@hono/zod-openapi";
import type { ErrorCode } from "../errors.ts";
import { type Problem, problemTitle, statusOf } from "./problem.ts";

/** The problem document (RFC 9457) as the API's description shows it. */
export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().openapi({ description: "What a program can decide by; stable." }),
    request_id: z.string().nullable().openapi({ description: "Finds the request in the log; also in X-Request-Id." }),
    instance: z.string().optional().openapi({ description: "The resource it is about, such as the accepted call." }),
    errors: z
      .array(
        z.object({
          pointer: z.string().openapi({
            description:
              "The field as a JSON Pointer (RFC 6901), `?name` for a query parameter, empty for the whole body.",
          }),
          detail: z.string(),
        }),
      )
      .optional(),
    retry_after_s: z
      .int()
      .optional()
      .openapi({ description: "After how many seconds asking again makes sense; as in Retry-After." }),
  })
  .openapi("Problem");

/** What a problem means to the caller, and what an example says. */
interface Meaning {
  meaning: string;
  detail: string;
  pointer?: string;
}

const MEANINGS: Partial<Record<ErrorCode | "internal", Meaning>> = {
  malformed: {
    meaning: "Not JSON, not UTF-8, nested too deep, or broken off.",
    detail: "The body is not UTF-8.",
    pointer: "",
  },
  unauthorized: { meaning: "The access key is missing or wrong.", detail: "The access key is wrong." },
  forbidden: {
    meaning: "The request comes from a page of another site, or the service is not open to this address.",
    detail: "Requests from pages of other sites are refused.",
  },
  not_found: { meaning: "There is no such thing.", detail: "There is no such call." },
  request_timeout: {
    meaning: "The body did not arrive in time.",
    detail: "The body did not arrive in time.",
    pointer: "",
  },
  conflict: { meaning: "Something else happened to it meanwhile.", detail: "The call is being judged already." },
  too_large: {
    meaning: "Longer than the limit, or than the window of the judge's model.",
    detail: "The body is longer than 2924288 bytes.",
    pointer: "",
  },
  range_not_satisfiable: {
    meaning: "Not one range within the file; `Content-Range` has its size.",
    detail: "Ask for one range within the 65536 bytes of the recording.",
  },
  unsupported_media_type: {
    meaning: "Not the content type this route takes.",
    detail: "Send JSON with the content type application/json in UTF-8.",
    pointer: "",
  },
  misdirected: {
    meaning: "The service does not answer to this host name.",
    detail: "This service does not answer to this name.",
  },
  invalid_input: {
    meaning: "A field does not fit; `errors` names it.",
    detail: "unknown mode; one of Manager+, Client+, Диалог",
    pointer: "/content_mode",
  },
  too_many_requests: {
    meaning: "Too many wrong keys came from this address; `Retry-After` says when to try again.",
    detail: "Too many wrong keys came from this address; wait a quarter of an hour.",
  },
  internal: {
    meaning: "A fault of ours; the log has it under the request's id.",
    detail: "Something went wrong on our side; the log has it under this request's id.",
  },
  upstream_failed: {
    meaning: "The judge's model failed for good; the call is kept as `failed`.",
    detail: "The model did not give a usable answer.",
  },
  unavailable: {
    meaning: "The service cannot work just now; `Retry-After` says when to try again.",
    detail: "The database cannot be reached; try again.",
  },
  budget_exhausted: {
    meaning: "The budget of the day is used up; `Retry-After` says when the next day begins.",
    detail: "The budget of the day is used up; paid requests begin again tomorrow.",
  },
  timeout: { meaning: "The judge took longer than its deadline.", detail: "The judge did not finish in time." },
  out_of_storage: { meaning: "The disk is full.", detail: "There is no space left to store this." },
};

/** How a route that reads a body may refuse it. */
export const BODY_PROBLEMS = [400, 408, 413, 415, 422];

/** Any route may answer so, whatever it does. */
const EVERYWHERE = [401, 403, 421, 429, 500, 503];

/** The named problems, and those that any route may answer with, as responses of a route. */
export function problemResponses(...statuses: number[]) {
  const codes = Object.keys(MEANINGS) as (ErrorCode | "internal")[];
  const wanted = [...new Set([...statuses, ...EVERYWHERE])].sort((a, b) => a - b);
  return Object.fromEntries(
    wanted.map((status) => {
      const code = codes.find((one) => statusOf(one) === status);
      const meaning = code && MEANINGS[code];
      if (!meaning) throw new Error(`no problem has the status ${status}`);
      const content = { "application/problem+json": { schema: ProblemSchema, example: exampleOf(code, meaning) } };
      return [status, { description: meaning.meaning, content }];
    }),
  );
}

function exampleOf(code: ErrorCode | "internal", { detail, pointer }: Meaning): Problem {
  return {
    type: "about:blank",
    title: problemTitle(code),
    status: statusOf(code),
    detail: pointer ? `The input does not fit. ${pointer}: ${detail}` : detail,
    code,
    request_id: "0190f3c2-7b1e-7cc3-98c4-dc0c0c07398f",
    ...(pointer === undefined ? {} : { errors: [{ pointer, detail }] }),
  };
}
