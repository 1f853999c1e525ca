import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { AppError } from "../errors.ts";
import { readForm } from "../http/bodies/form-body.ts";
import { callerOf, isProxied } from "../http/proxies.ts";
import { GuessLimit } from "./guess-limit.ts";

/**
 * Access until there are users (DESIGN §9): on this machine the service is open; beyond it or behind a proxy only
 * health answers, unless a static key is set (then everything needs it) or `ACCESS=open` was chosen on purpose.
 */
export interface AccessRules {
  /** Null without one. */
  key: string | null;
  open: boolean;
  /** Listening on this machine only. */
  loopback: boolean;
  /** The public origin; then a proxy stands before us. Null without one. */
  publicUrl: string | null;
}

/** The form that asks for the key; `next` is a path of ours to open after the right one. */
export interface AccessForm {
  next: string;
  wrong: boolean;
}

/** What guards the service. */
export interface Access {
  /** Before all routes. */
  guard: MiddlewareHandler;
  /** Those of the form. */
  routes: Hono;
  /**
   * Whether only people of this house can have sent a request to a path that the guard lets pass: it comes from this
   * machine, bears the key, or the service is open on purpose. Throws `too_many_requests`.
   */
  isTrusted(c: Context): boolean;
}

/** Paths that answer whatever the access: they tell nothing about calls. */
const HEALTH_PATHS = new Set(["/healthz", "/readyz"]);
const FORM_PATH = "/access";
const STATIC_PATH = "/static/";
/** Senders of webhooks prove themselves: what cannot be proven asks `isTrusted`. */
const WEBHOOK_PATH = "/webhook/";

const FORM_BYTES_MAX = 8_192;
const COOKIE_LIFE_S = 30 * 24 * 60 * 60;
/** With the prefix a browser takes the cookie only from this very host over TLS. */
const COOKIES = { http: "razbor_access", https: "__Host-razbor_access" } as const;

/**
 * The guard of all routes, the routes of the form (`GET` and `POST /access`; `page` renders it), and a question. The guard lets a
 * request pass, asks for the key (`unauthorized`), says that the service is closed (`forbidden`) or that too many wrong
 * keys came from there (`too_many_requests`). `now` in milliseconds.
 */
export function createAccess(
  rules: AccessRules,
  page: (c: Context, form: AccessForm) => Response | Promise<Response>,
  now: () => number = Date.now,
): Access {
  const { key } = rules;
  if (key === null) {
    const isTrusted = (c: Context) => rules.open || !isExposed(rules, c);
    return { guard: guardWithoutKey(isTrusted), routes: new Hono(), isTrusted };
  }
  const keyring = new Keyring(key, now);
  const isTrusted = (c: Context) => {
    const bearer = bearerOf(c);
    return bearer !== undefined && keyring.fits(bearer, c);
  };
  return { guard: guardWithKey(keyring), routes: formRoutes(keyring, rules, page), isTrusted };
}

/** Whether the request may come from another machine. */
function isExposed({ loopback, publicUrl }: AccessRules, c: Context): boolean {
  return !loopback || publicUrl !== null || isProxied(c);
}

/** Whether a path answers whatever the access. */
function isFree(path: string): boolean {
  return HEALTH_PATHS.has(path) || path.startsWith(STATIC_PATH) || path.startsWith(WEBHOOK_PATH);
}

function guardWithoutKey(isTrusted: (c: Context) => boolean): MiddlewareHandler {
  return async (c, next) => {
    if (!isFree(c.req.path) && !isTrusted(c))
      throw new AppError(
        "forbidden",
        "This service is closed: it can be reached from other machines and has no key. Set ACCESS_KEY, or ACCESS=open " +
          "to leave it open to whoever reaches it.",
      );
    await next();
  };
}

function guardWithKey(keyring: Keyring): MiddlewareHandler {
  return async (c, next) => {
    const { path } = c.req;
    if (path !== FORM_PATH && !isFree(path)) admit(c, keyring);
    await next();
  };
}

function admit(c: Context, keyring: Keyring): void {
  const bearer = bearerOf(c);
  if (bearer !== undefined) {
    if (!keyring.fits(bearer, c)) throw new AppError("unauthorized", "The access key is wrong.");
    return;
  }
  const isCookieRight = Object.values(COOKIES).some((name) => keyring.holdsCookie(getCookie(c, name)));
  if (!isCookieRight)
    throw new AppError("unauthorized", "Send the access key: Authorization: Bearer <ACCESS_KEY>, or open /access.");
  const changes = c.req.method !== "GET" && c.req.method !== "HEAD";
  if (changes && c.req.header("origin") === undefined && c.req.header("sec-fetch-site") === undefined)
    throw new AppError("forbidden", "A request that relies on a cookie must say which page sent it (Origin).");
}

function bearerOf(c: Context): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "")?.[1];
}

function formRoutes(
  keyring: Keyring,
  { publicUrl }: AccessRules,
  page: (c: Context, form: AccessForm) => Response | Promise<Response>,
): Hono {
  const routes = new Hono();
  routes.get(FORM_PATH, (c) => page(c, { next: ownPath(c.req.query("next")), wrong: false }));
  routes.post(FORM_PATH, async (c) => {
    const form = await readForm(c, FORM_BYTES_MAX);
    const next = ownPath(form.get("next"));
    if (!keyring.fits((form.get("access_key") ?? "").trim(), c)) return page(c, { next, wrong: true });
    const isHttps = publicUrl?.startsWith("https:") ?? c.req.header("x-forwarded-proto") === "https";
    setCookie(c, isHttps ? COOKIES.https : COOKIES.http, keyring.issueCookie(), {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      secure: isHttps,
      maxAge: COOKIE_LIFE_S,
    });
    return c.redirect(next, 303);
  });
  return routes;
}

/** A path on this site; anything else leads to the form. */
function ownPath(path: string | null | undefined): string {
  if (!path?.startsWith("/") || !URL.canParse(path, "http://own.invalid")) return "/";
  const url = new URL(path, "http://own.invalid");
  return url.host === "own.invalid" && !url.pathname.startsWith("//") ? url.pathname + url.search : "/";
}

/** Knows the right key and cookies; compares in constant time and counts wrong keys. */
class Keyring {
  readonly #key: string;
  readonly #digest: Buffer;
  readonly #now: () => number;
  readonly #guesses: GuessLimit;

  constructor(key: string, now: () => number) {
    this.#key = key;
    this.#digest = sha256(key);
    this.#now = now;
    this.#guesses = new GuessLimit(now);
  }

  /** Throws `too_many_requests` before looking at the key when too many wrong ones came from there. */
  fits(given: string, c: Context): boolean {
    const caller = callerOf(c);
    if (this.#guesses.isExhausted(caller))
      throw new AppError("too_many_requests", "Too many wrong keys came from this address; wait a quarter of an hour.");
    const isRight = timingSafeEqual(sha256(given), this.#digest);
    if (!isRight) this.#guesses.count(caller);
    return isRight;
  }

  /** A cookie says when it was issued and proves it by the key, so another key or too long a time ends it. */
  issueCookie(): string {
    const issuedAtS = Math.floor(this.#now() / 1000);
    return `${issuedAtS}.${this.#sign(issuedAtS)}`;
  }

  holdsCookie(cookie: string | undefined): boolean {
    const [, time = "", signature = ""] = /^(\d{1,12})\.([\w-]{43})$/.exec(cookie ?? "") ?? [];
    if (time === "") return false;
    const ageS = this.#now() / 1000 - Number(time);
    return ageS < COOKIE_LIFE_S && timingSafeEqual(sha256(signature), sha256(this.#sign(Number(time))));
  }

  #sign(issuedAtS: number): string {
    return createHmac("sha256", this.#key).update(`razbor access cookie ${issuedAtS}`).digest("base64url");
  }
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
