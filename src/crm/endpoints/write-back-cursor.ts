import { z } from "zod";
import { AppError } from "../../errors.ts";
import type { WriteBackCursor } from "./write-back.ts";

/** The place after a write-back in a list, as an opaque token for the wire. */
export function writeCursor({ changedAt, id }: WriteBackCursor): string {
  return Buffer.from(`${changedAt.toISOString()} ${id}`).toString("base64url");
}

/** Reads what `writeCursor` wrote. Throws `invalid_input` for anything else. */
export function readCursor(token: string): WriteBackCursor {
  const [time = "", id = ""] = Buffer.from(token, "base64url").toString("utf8").split(" ");
  const changedAt = new Date(time);
  if (Number.isNaN(changedAt.getTime()) || !z.uuid().safeParse(id).success)
    throw new AppError("invalid_input", "The cursor is not one this service gave.", {
      faults: [{ pointer: "?cursor", detail: "take next_cursor of the page before" }],
    });
  return { changedAt, id };
}
