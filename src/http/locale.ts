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
    (accepts(c, { header: "Accept-Language", supports: [...LOCALES], default: "ru", match: bestLocale }) as PageLocale)
  );
}

/** The most wanted language that we have; a regional tag such as en-GB counts as its language. */
function bestLocale(wanted: { type: string; q: number }[]): PageLocale {
  const inOrder = wanted.toSorted((a, b) => b.q - a.q);
  return (
    inOrder.map(({ type }) => known(type.split("-", 1)[0]?.toLowerCase())).find((locale) => locale !== null) ?? "ru"
  );
}

/** The language the person chose on a page of ours, now or before; null when nothing but the browser speaks for them. */
export function chosenLocale(c: Context): PageLocale | null {
  return known(c.req.query("lang")) ?? known(getCookie(c, COOKIE));
}

function known(language: string | undefined): PageLocale | null {
  return LOCALES.find((locale) => locale === language) ?? null;
}
