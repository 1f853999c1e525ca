import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { getCookie, setCookie } from "hono/cookie";

/** Languages of the pages. */
export const LOCALES = ["ru", "en"] as const;
/** One of them. */
export type PageLocale = (typeof LOCALES)[number];

const COOKIE = "lang";
const YEAR_S = 365 * 24 * 60 * 60;

/** The language of a page: `?lang=` (remembered in a cookie), else the cookie, else what the browser accepts, else Russian. */
export function localeOf(c: Context): PageLocale {
  const asked = known(c.req.query("lang"));
  if (asked) {
    setCookie(c, COOKIE, asked, { path: "/", maxAge: YEAR_S, sameSite: "Lax", httpOnly: true });
    return asked;
  }
  return (
    known(getCookie(c, COOKIE)) ??
    known(accepts(c, { header: "Accept-Language", supports: [...LOCALES], default: "ru" })) ??
    "ru"
  );
}

/** The language the person chose on a page of ours, now or before; null when nothing but the browser speaks for them. */
export function chosenLocale(c: Context): PageLocale | null {
  return known(c.req.query("lang")) ?? known(getCookie(c, COOKIE));
}

function known(language: string | undefined): PageLocale | null {
  return LOCALES.find((locale) => locale === language) ?? null;
}
