import type { Context } from "hono";
import type { z } from "zod";
import { parseInput, queryPointer } from "./faults.ts";

/** Checks the query of a request; of a repeated parameter the last counts. Throws `invalid_input` that names `?name`. */
export function readQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  return parseInput(schema, Object.fromEntries(new URL(c.req.url).searchParams), queryPointer);
}
