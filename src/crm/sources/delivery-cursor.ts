import { readPlace, writePlace } from "../../http/place-cursor.ts";
import type { DeliveryCursor } from "./delivery-store.ts";

/** The place after an arrival in a list, as an opaque token for the wire. */
export function writeCursor({ receivedAt: at, id }: DeliveryCursor): string {
  return writePlace({ at, id });
}

/** Reads what `writeCursor` wrote. Throws `invalid_input` for anything else. */
export function readCursor(token: string): DeliveryCursor {
  const { at, id } = readPlace(token);
  return { receivedAt: at, id };
}
