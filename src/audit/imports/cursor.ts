import { validate as isId } from "uuid";
import { AppError } from "../../errors.ts";

/** The place after a list among all of them, as an opaque token. */
export function writeImportCursor({ createdAt, id }: { createdAt: Date; id: string }): string {
  return `${createdAt.getTime()}-${id}`;
}

/** Reads what `writeImportCursor` wrote. Throws `invalid_input` for anything else. */
export function readImportCursor(token: string): { createdAt: Date; id: string } {
  const [, time = "", id = ""] = /^(\d{1,15})-(.{36})$/.exec(token) ?? [];
  if (time !== "" && isId(id)) return { createdAt: new Date(Number(time)), id };
  throw new AppError("invalid_input", "The cursor is not one this service gave.", {
    faults: [{ pointer: "?cursor", detail: "take next_cursor of the page before" }],
  });
}
