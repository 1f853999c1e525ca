import type { CallCursor } from "../calls/store.ts";
import { AppError } from "../errors.ts";

/** The place after a call in a list, as an opaque token for the wire. */
export function writeCursor({ createdAt, id }: CallCursor): string {
  return Buffer.from(`${createdAt.toISOString()} ${id}`).toString("base64url");
}

/** Reads what `writeCursor` wrote. Throws `invalid_input` for anything else. */
export function readCursor(token: string): CallCursor {
  const [time = "", id = ""] = Buffer.from(token, "base64url").toString("utf8").split(" ");
  const createdAt = new Date(time);
  if (Number.isNaN(createdAt.getTime()) || !isId(id))
    throw new AppError("invalid_input", "The cursor is not one this service gave.", {
      faults: [{ pointer: "?cursor", detail: "take next_cursor of the page before" }],
    });
  return { createdAt, id };
}

/** Whether a text has the form of our ids; asking the database for anything else would be an error there. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}
