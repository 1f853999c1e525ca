import { z } from "@hono/zod-openapi";

/** The problem document (RFC 9457) as the API's description shows it. */
export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    request_id: z.string().nullable(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .openapi("Problem", {
    example: {
      type: "about:blank",
      title: "Invalid input",
      status: 422,
      detail: "The input does not fit.",
      code: "invalid_input",
      request_id: "0190f3c2-7b1e-7cc3-98c4-dc0c0c07398f",
      errors: [{ pointer: "/content_mode", detail: "unknown mode; one of Manager+, Client+, Диалог" }],
    },
  });

const MEANING: Record<number, string> = {
  400: "Malformed: not JSON, not UTF-8, nested too deep, or cut off.",
  401: "The access key is missing or wrong.",
  403: "A foreign origin, or a service that is not open to this address.",
  404: "There is no such thing.",
  413: "Longer than the limit, or than the judge's window.",
  415: "Not the content type this route takes.",
  422: "A field does not fit; `errors` names it.",
  502: "The judge's model failed for good; the call is kept as `failed`.",
  503: "The service cannot work just now; try again.",
  504: "The judge took longer than its deadline.",
};

/** The named problems as responses of a route. */
export function problemResponses(...statuses: number[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: MEANING[status] ?? "", content: { "application/problem+json": { schema: ProblemSchema } } },
    ]),
  );
}
