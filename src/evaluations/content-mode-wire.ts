import { z } from "@hono/zod-openapi";
import { CONTENT_MODES, type ContentMode } from "./scorecard.ts";

/**
 * Wire spellings of a content mode, lower case. `manager ` and `client ` are `Manager+` and `Client+` whose plus a form
 * decoder turned into a space; the spellings with a space before the plus are those of the origin's code.
 */
const MODE_BY_SPELLING = new Map<string, ContentMode>([
  ["manager+", "Manager+"],
  ["manager +", "Manager+"],
  ["manager ", "Manager+"],
  ["client+", "Client+"],
  ["client +", "Client+"],
  ["client ", "Client+"],
  ["диалог", "Диалог"],
  ["dialog", "Диалог"],
  ["dialogue", "Диалог"],
]);

/** A content mode in any accepted spelling and case; anything else is a fault that names the canonical three. */
export const ContentModeWire = z
  .string()
  .transform((spelling, context): ContentMode => {
    const mode = MODE_BY_SPELLING.get(spelling.toLowerCase());
    if (mode) return mode;
    context.addIssue({ code: "custom", message: `unknown mode; one of ${CONTENT_MODES.join(", ")}` });
    return z.NEVER;
  })
  .openapi({ type: "string", enum: [...CONTENT_MODES], example: "Manager+", default: "Manager+" });
