import { createHash, timingSafeEqual } from "node:crypto";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { AppError } from "../errors.ts";
import { readForm } from "../http/form-body.ts";

/**
 * Access until there are users (DESIGN §9): on this machine the service is open; beyond it or behind a proxy only
 * health answers, unless a static key is set (then everything needs it) or `ACCESS=open` was chosen on purpose.
 */
export interface AccessRules {
  key: string | null;
  open: boolean;
  /** Listening on this machine only. */
  loopback: boolean;
  /** Whether a public address is set: then a proxy stands before us. */
  hasPublicUrl: boolean;
}

/** Paths that answer whatever the access. */
const OPEN_PATHS = new Set(["/healthz", "/readyz", "/access"]);
const COOKIE = "access";
const MONTH_S = 30 * 24 * 60 * 60;
/** Headers by which a proxy gives itself away. */
const PROXY_HEADERS = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

/** Lets a request pass, asks for the key (`unauthorized`) or says that the service is closed (`forbidden`). */
export function guardAccess(rules: AccessRules): MiddlewareHandler {
  return async (c, next) => {
    if (OPEN_PATHS.has(c.req.path) || c.req.path.startsWith("/static/")) return next();
    if (rules.key !== null) {
      if (!holdsKey(c, rules.key)) throw new AppError("unauthorized", "Send the access key as a bearer token.");
      return next();
    }
    const reachedFromOutside =
      !rules.loopback || rules.hasPublicUrl || PROXY_HEADERS.some((name) => c.req.header(name));
    if (reachedFromOutside && !rules.open)
      throw new AppError(
        "forbidden",
        "This service is closed: set ACCESS_KEY, or ACCESS=open to leave it open to whoever reaches it.",
      );
    return next();
  };
}

/** `GET` and `POST /access`: the form that puts the key into a cookie. `page` renders it. */
export function accessRoutes(
  rules: AccessRules,
  page: (c: Context, form: { next: string; wrong: boolean }) => Response | Promise<Response>,
): Hono {
  const routes = new Hono();
  const guesses = new Guesses();
  routes.get("/access", (c) => page(c, { next: safePath(c.req.query("next")), wrong: false }));
  routes.post("/access", async (c) => {
    const form = await readForm(c, FORM_BYTES_MAX);
    const next = safePath(form.get("next") ?? undefined);
    if (guesses.exhausted()) throw new AppError("unavailable", "Too many wrong keys; wait a minute.");
    const key = form.get("access_key") ?? "";
    if (rules.key === null || !sameKey(key, rules.key)) {
      guesses.count();
      return page(c, { next, wrong: true });
    }
    const secure = c.req.header("x-forwarded-proto") === "https" || new URL(c.req.url).protocol === "https:";
    setCookie(c, COOKIE, cookieOf(rules.key), { path: "/", httpOnly: true, sameSite: "Lax", secure, maxAge: MONTH_S });
    return c.redirect(next, 303);
  });
  return routes;
}

const FORM_BYTES_MAX = 8_192;

/** Wrong keys of everybody together: a static key is guessed by machines, and one person types it once. */
class Guesses {
  #wrong = 0;
  #since = 0;

  exhausted(): boolean {
    if (Date.now() - this.#since > 60_000) {
      this.#wrong = 0;
      this.#since = Date.now();
    }
    return this.#wrong >= 20;
  }

  count(): void {
    this.#wrong++;
  }
}

function holdsKey(c: Context, key: string): boolean {
  const bearer = /^Bearer +(.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (bearer !== undefined) return sameKey(bearer.trim(), key);
  const cookie = getCookie(c, COOKIE);
  return cookie !== undefined && sameKey(cookie, cookieOf(key));
}

/** The cookie holds a hash, so that what a browser keeps is not the key itself. */
function cookieOf(key: string): string {
  return createHash("sha256").update(`razbor access cookie ${key}`).digest("base64url");
}

function sameKey(given: string, key: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(key));
}

/** A path on this site; anything else leads to the form. */
function safePath(path: string | undefined): string {
  return path && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : "/";
}
