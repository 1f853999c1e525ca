import type { CallCursor } from "../calls/store.ts";
import { readPlace, writePlace } from "../http/place-cursor.ts";

/** The place after a call in a list, as an opaque token for the wire. */
export function writeCursor({ createdAt: at, id }: CallCursor): string {
  return writePlace({ at, id });
}

/** Reads what `writeCursor` wrote. Throws `invalid_input` for anything else. */
export function readCursor(token: string): CallCursor {
  const { at, id } = readPlace(token);
  return { createdAt: at, id };
}

/** Whether a text has the form of our ids; asking the database for anything else would be an error there. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}
