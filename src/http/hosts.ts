import type { MiddlewareHandler } from "hono";
import { AppError } from "../errors.ts";

/** Which names this service answers to. */
export interface HostRules {
  /** Listening on this machine only: any other name in `Host` is DNS rebinding. */
  loopback: boolean;
  /** The public address; its host is welcome and its origin is ours. Null without one. */
  publicUrl: string | null;
}

const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Refuses requests meant for somebody else (`misdirected`: a foreign `Host` on loopback) and requests that another
 * site's page sends through a visitor's browser (`forbidden`: a foreign `Origin`, whatever the content type).
 */
export function guardHosts(rules: HostRules): MiddlewareHandler {
  const publicHost = rules.publicUrl === null ? null : new URL(rules.publicUrl).host.toLowerCase();
  return async (c, next) => {
    const host = (c.req.header("host") ?? "").toLowerCase();
    if (rules.loopback && host !== publicHost && !LOOPBACK_NAME.test(host))
      throw new AppError("misdirected", "This service answers to its own address only.");
    const origin = c.req.header("origin");
    if (origin !== undefined && !isOurs(origin, host, publicHost))
      throw new AppError("forbidden", "Requests from pages of other sites are refused.");
    if (origin === undefined && c.req.method !== "GET" && c.req.header("sec-fetch-site") === "cross-site")
      throw new AppError("forbidden", "Requests from pages of other sites are refused.");
    await next();
  };
}

function isOurs(origin: string, host: string, publicHost: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return (
    /^https?:$/.test(from.protocol) &&
    (from.host === withoutDefaultPort(host, from.protocol) || from.host === publicHost)
  );
}

function withoutDefaultPort(host: string, protocol: string): string {
  return host.replace(protocol === "https:" ? /:443$/ : /:80$/, "");
}
