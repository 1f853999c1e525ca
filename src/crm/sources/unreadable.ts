import type { AppError } from "../../errors.ts";
import { IS_REQUIRED } from "../../http/faults.ts";

/**
 * Why nobody could read an arrival: a code, the field at fault (RFC 6901, null where it is about the whole body) and the
 * public sentence its sender was told.
 */
export interface UnreadableFault {
  reason: "media_type" | "malformed" | "field_missing" | "field_wrong";
  pointer: string | null;
  detail: string;
}

/** What was wrong with an arrival, of the error that reading it threw. */
export function unreadableFault({ code, faults, detail }: AppError): UnreadableFault {
  const [first] = faults;
  if (code === "unsupported_media_type") return { reason: "media_type", pointer: null, detail };
  if (code !== "invalid_input" || first === undefined) return { reason: "malformed", pointer: null, detail };
  const reason = first.detail === IS_REQUIRED ? "field_missing" : "field_wrong";
  return { reason, pointer: first.pointer || null, detail };
}
