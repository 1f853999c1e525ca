import type { Context } from "hono";
import type { SecureHeadersVariables } from "hono/secure-headers";
import { localeOf, type PageLocale } from "./locale.ts";

/** Something that people should know on whatever page they are: why work waits that would be paid for. */
export interface PageAlert {
  reason:
    | "budget_exhausted"
    | "provider_paused"
    | "provider_down"
    | "quota_exhausted"
    | "key_refused"
    | "model_missing";
  /** What waits, as the ledger names it. */
  stages: string[];
  /** When it goes on by itself; null when nobody knows. */
  until: Date | null;
  /** IANA name, for that time. */
  timeZone: string;
}

/** What the middleware before a page leaves for it. */
export interface PageEnv {
  Variables: SecureHeadersVariables & { requestId: string; version: string; alerts?: PageAlert[] };
}

/** What every page takes: its language, the nonce of its scripts, its own address, the version of the product, alerts. */
export function pageProps<Env extends PageEnv>(
  c: Context<Env>,
): { locale: PageLocale; nonce: string; path: string; version: string; alerts: PageAlert[] } {
  const url = new URL(c.req.url);
  return {
    locale: localeOf(c),
    nonce: c.get("secureHeadersNonce") ?? "",
    path: url.pathname + url.search,
    version: c.get("version"),
    alerts: c.get("alerts") ?? [],
  };
}

/** Whether the asker is a person with a browser at one of our pages, so that a fault is shown as a page. */
export function wantsPage(c: Context): boolean {
  const { path } = c.req;
  const isApi = /^\/(?:api|analyze_|webhook|openapi\.json|healthz|readyz|metrics|static)/.test(path);
  return !isApi && (c.req.header("accept") ?? "").includes("text/html");
}
