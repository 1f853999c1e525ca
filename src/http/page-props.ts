import type { Context } from "hono";
import type { SecureHeadersVariables } from "hono/secure-headers";
import { localeOf, type PageLocale } from "./locale.ts";

/** What the middleware before a page leaves for it. */
export interface PageEnv {
  Variables: SecureHeadersVariables & { requestId: string; version: string };
}

/** What every page takes: its language, the nonce of its scripts, its own address, the version of the product. */
export function pageProps<Env extends PageEnv>(
  c: Context<Env>,
): { locale: PageLocale; nonce: string; path: string; version: string } {
  const url = new URL(c.req.url);
  return {
    locale: localeOf(c),
    nonce: c.get("secureHeadersNonce") ?? "",
    path: url.pathname + url.search,
    version: c.get("version"),
  };
}

/** Whether the asker is a person with a browser at one of our pages, so that a fault is shown as a page. */
export function wantsPage(c: Context): boolean {
  const { path } = c.req;
  const isApi = /^\/(?:api|analyze_|webhook|openapi\.json|healthz|readyz|metrics|static)/.test(path);
  return !isApi && (c.req.header("accept") ?? "").includes("text/html");
}
