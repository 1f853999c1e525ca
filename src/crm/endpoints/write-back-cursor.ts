import { readPlace, writePlace } from "../../http/place-cursor.ts";
import type { WriteBackCursor } from "./write-back.ts";

/** The place after a write-back in a list, as an opaque token for the wire. */
export function writeCursor({ changedAt: at, id }: WriteBackCursor): string {
  return writePlace({ at, id });
}

/** Reads what `writeCursor` wrote. Throws `invalid_input` for anything else. */
export function readCursor(token: string): WriteBackCursor {
  const { at, id } = readPlace(token);
  return { changedAt: at, id };
}
