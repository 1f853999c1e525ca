import { z } from "zod";
import { AppError } from "../errors.ts";

/** A place in a list that is newest first: the next page begins after this moment and id. */
export interface Place {
  at: Date;
  id: string;
}

/** A place as an opaque token for the wire. */
export function writePlace({ at, id }: Place): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString("base64url");
}

/** Years of four digits: what lies outside no list holds and no database takes. */
const Moment = z.iso.datetime({ precision: 3 });

/** Reads what `writePlace` wrote. Throws `invalid_input` for anything else. */
export function readPlace(token: string): Place {
  const [time = "", id = ""] = Buffer.from(token, "base64url").toString("utf8").split(" ");
  if (!Moment.safeParse(time).success || !z.uuid().safeParse(id).success)
    throw new AppError("invalid_input", "The cursor is not one this service gave.", {
      faults: [{ pointer: "?cursor", detail: "take next_cursor of the page before" }],
    });
  return { at: new Date(time), id };
}
