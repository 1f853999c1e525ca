import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Sealer } from "../db/sealing.ts";

/**
 * A new secret on its way from the form that made it to the page that shows it once: sealed, in a cookie for that page
 * only, so that it stands in no address, no log and no second answer, whichever process answers.
 */
const COOKIE = "shown_once";
const MAX_AGE_S = 300;

/** Leaves a secret for the page at `path`; null takes back what was left before. */
export function leaveSecret(c: Context, sealer: Sealer, path: string, secret: string | null): void {
  if (secret === null) {
    deleteCookie(c, COOKIE, { path });
    return;
  }
  const sealed = sealer.seal(secret, placeOf(path)).toString("base64url");
  const secure = new URL(c.req.url).protocol === "https:" || c.req.header("x-forwarded-proto") === "https";
  setCookie(c, COOKIE, sealed, { path, maxAge: MAX_AGE_S, httpOnly: true, sameSite: "Strict", secure });
}

/** The secret that was left for the page at `path`, and never again; null when none was. */
export function takeSecret(c: Context, sealer: Sealer, path: string): string | null {
  const sealed = getCookie(c, COOKIE);
  if (!sealed) return null;
  deleteCookie(c, COOKIE, { path });
  c.header("cache-control", "no-store");
  try {
    return sealer.open(Buffer.from(sealed, "base64url"), placeOf(path));
  } catch {
    // Not ours, or sealed before the secret key was changed: there is nothing to show.
    return null;
  }
}

function placeOf(path: string): string {
  return `shown:${path}`;
}
