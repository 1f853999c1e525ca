import { z } from "zod";
import { AppError } from "../../errors.ts";
import type { DeliveryCursor } from "./delivery-store.ts";

/** The place after an arrival in a list, as an opaque token for the wire. */
export function writeCursor({ receivedAt, id }: DeliveryCursor): string {
  return Buffer.from(`${receivedAt.toISOString()} ${id}`).toString("base64url");
}

/** Reads what `writeCursor` wrote. Throws `invalid_input` for anything else. */
export function readCursor(token: string): DeliveryCursor {
  const [time = "", id = ""] = Buffer.from(token, "base64url").toString("utf8").split(" ");
  const receivedAt = new Date(time);
  if (Number.isNaN(receivedAt.getTime()) || !z.uuid().safeParse(id).success)
    throw new AppError("invalid_input", "The cursor is not one this service gave.", {
      faults: [{ pointer: "?cursor", detail: "take next_cursor of the page before" }],
    });
  return { receivedAt, id };
}
