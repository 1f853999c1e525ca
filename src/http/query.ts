import type { Context } from "hono";
import type { z } from "zod";
import { AppError } from "../errors.ts";

/** Checks the query of a request. Throws `invalid_input` that names the parameter as `?name`. */
export function readQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(c.req.query());
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_input", "The query does not fit.", {
    faults: parsed.error.issues.map(({ path, message }) => ({ pointer: `?${path.join(".")}`, detail: message })),
  });
}
