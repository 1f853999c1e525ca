import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Sealer } from "../../db/sealing.ts";

/**
 * A new secret on its way from the form that made it to the page that shows it once: sealed, in a cookie for that page
 * only, so that it stands in no address, no log and no second answer, whichever process answers.
 */
const COOKIE = "shown_once";
const MAX_AGE_S = 300;

/** Leaves a secret for the page of an endpoint; nothing for null. */
export function leaveSecret(c: Context, sealer: Sealer, { id, secret }: { id: string; secret: string | null }): void {
  if (secret === null) return;
  const sealed = sealer.seal(secret, placeOf(id)).toString("base64url");
  const secure = new URL(c.req.url).protocol === "https:" || c.req.header("x-forwarded-proto") === "https";
  setCookie(c, COOKIE, sealed, { path: pathOf(id), maxAge: MAX_AGE_S, httpOnly: true, sameSite: "Strict", secure });
}

/** The secret that was left for this page, and never again; null when none was. */
export function takeSecret(c: Context, sealer: Sealer, id: string): string | null {
  const sealed = getCookie(c, COOKIE);
  if (!sealed) return null;
  deleteCookie(c, COOKIE, { path: pathOf(id) });
  c.header("cache-control", "no-store");
  try {
    return sealer.open(Buffer.from(sealed, "base64url"), placeOf(id));
  } catch {
    // Not ours, or sealed before the secret key was changed: there is nothing to show.
    return null;
  }
}

function pathOf(id: string): string {
  return `/endpoints/${id}`;
}

function placeOf(id: string): string {
  return `shown:${id}`;
}
