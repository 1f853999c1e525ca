import type { Context } from "hono";

/** What a client prefers (RFC 7240): not to wait, or no longer than so many milliseconds; null where it did not say. */
export interface Preferences {
  respondAsync: boolean;
  waitMs: number | null;
}

/** Reads the header `Prefer`; what it does not know or cannot read counts as not said. */
export function readPreferences(c: Context): Preferences {
  const wishes = (c.req.header("prefer") ?? "").toLowerCase().split(/[,;]/);
  const seconds = wishes.map((wish) => /^\s*wait\s*=\s*"?(\d{1,6})"?\s*$/.exec(wish)?.[1]).find(Boolean);
  return {
    respondAsync: wishes.some((wish) => wish.trim() === "respond-async"),
    waitMs: seconds === undefined ? null : Number(seconds) * 1000,
  };
}
