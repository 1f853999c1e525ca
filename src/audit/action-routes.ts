import { OpenAPIHono, z } from "@hono/zod-openapi";
import { Hono } from "hono";
import { AppError } from "../errors.ts";
import { problemResponses } from "../http/problem-schema.ts";
import { AcceptedAnswer, acceptedLinks } from "./audio-schemas.ts";
import { readStanding } from "./await-call.ts";
import {
  type CallActionsDeps,
  cancelCall,
  confirmCallRoles,
  includeCall,
  replayCall,
  swapCallRoles,
} from "./call-actions.ts";

/** What people can do to a call: its last word in an address, what it does, and how the description tells it. */
interface Action {
  path: string;
  /** `seen` is the role assignment that a page showed to the person; null when that is not known. */
  act(deps: CallActionsDeps, callId: string, seen: string | null): Promise<void>;
  operationId: string;
  summary: string;
  description: string;
}

const ACTIONS: readonly Action[] = [
  {
    path: "cancel",
    operationId: "cancelCall",
    act: cancelCall,
    summary: "Stop the work on a call",
    description:
      "What is in flight is cut within seconds and nothing later is sent. The recording stays; nothing repeats it by itself.",
  },
  {
    path: "replay",
    operationId: "replayCall",
    act: replayCall,
    summary: "Start the work on a failed or cancelled call again",
    description: "What was stored or paid for is used again; what failed may be paid for once more.",
  },
  {
    path: "include",
    operationId: "includeCall",
    act: includeCall,
    summary: "Audit a call that was skipped all the same",
    description:
      "With the recording that is known of it, whatever a rule of its source says; no later event skips it again. Asked for " +
      "twice, it is done once.",
  },
  {
    path: "swap-roles",
    operationId: "swapCallRoles",
    act: swapCallRoles,
    summary: "Change manager and customer over",
    description: "A new role assignment and new evaluations, without a new transcription.",
  },
  {
    path: "confirm-roles",
    operationId: "confirmCallRoles",
    act: confirmCallRoles,
    summary: "Say that manager and customer are told apart rightly",
    description:
      "What was in doubt is judged: new evaluations, without a new transcription. Nothing is done when a person had a say " +
      "already.",
  },
];

const Params = z.object({ id: z.uuid() });

/** The actions under `/api/v1/calls/{id}`. */
export function actionRoutes(deps: CallActionsDeps): OpenAPIHono {
  const routes = new OpenAPIHono();
  for (const { path, act, ...words } of ACTIONS) {
    routes.openAPIRegistry.registerPath({
      method: "post",
      path: `/api/v1/calls/{id}/${path}`,
      tags: ["Calls"],
      ...words,
      request: { params: Params },
      responses: {
        202: { description: "Done; the call.", content: { "application/json": { schema: AcceptedAnswer } } },
        ...problemResponses(404, 409),
      },
    });
    routes.post(`/api/v1/calls/:id/${path}`, async (c) => {
      const callId = idOf(c.req.param("id"));
      await act(deps, callId, null);
      const { status } = await readStanding(deps.db, callId);
      return c.json({ call_id: callId, status, links: acceptedLinks(callId) }, 202);
    });
  }
  return routes;
}

/** The same as buttons of pages: back to the call afterwards. */
export function actionPages(deps: CallActionsDeps): Hono {
  const pages = new Hono();
  for (const { path, act } of ACTIONS)
    pages.post(`/calls/:id/${path}`, async (c) => {
      const callId = idOf(c.req.param("id"));
      await act(deps, callId, c.req.query("seen") ?? null);
      return c.redirect(`/calls/${callId}`, 303);
    });
  return pages;
}

function idOf(text: string): string {
  const id = Params.shape.id.safeParse(text);
  if (!id.success) throw new AppError("not_found", "There is no such call.");
  return id.data;
}
