import { isIP } from "node:net";
import type { Context, MiddlewareHandler } from "hono";
import { AppError } from "../errors.ts";

/** Which names this service answers to. */
export interface HostRules {
  /** Listening on this machine only: any other name in `Host` is DNS rebinding. */
  loopback: boolean;
  /** Whether no key guards the service; then rebinding matters beyond loopback too. */
  keyless: boolean;
  /** The public origin; its host is welcome. Null without one. */
  publicUrl: string | null;
}

/** Names that no stranger can register, so that no stranger's page can be served under them. */
const LOCAL_SUFFIXES = [".localhost", ".local", ".internal", ".home.arpa"];

/**
 * Refuses requests meant for somebody else (`misdirected`: a foreign `Host`) and requests that another site's page sends
 * through a visitor's browser (`forbidden`: a foreign `Origin`, whatever the content type and method).
 */
export function guardHosts({ loopback, keyless, publicUrl }: HostRules): MiddlewareHandler {
  const publicHost = publicUrl === null ? null : new URL(publicUrl).host;
  const isKnown = (host: string) =>
    host === publicHost || (loopback ? isThisMachine(host) : !keyless || isUnregistrable(host));
  return async (c, next) => {
    const host = hostOf(c);
    if (host === null || !isKnown(host))
      throw new AppError(
        "misdirected",
        "This service does not answer to this name. If people reach it under this name, set PUBLIC_URL to that address.",
      );
    if (isForeign(c, host, publicUrl))
      throw new AppError(
        "forbidden",
        "Requests from pages of other sites are refused. If the page is ours behind a proxy, set PUBLIC_URL.",
      );
    await next();
  };
}

/** Host and port asked for; null when the request line names another host than `Host` does. */
function hostOf(c: Context): string | null {
  const asked = new URL(c.req.url).host;
  const header = c.req.header("host");
  return header === undefined || normalHost(header, "http:") === asked ? asked : null;
}

/** Lower case, without the default port of the scheme; null when it is no host. */
function normalHost(host: string, protocol: string): string | null {
  const url = `${protocol}//${host}`;
  return URL.canParse(url) && !/[/?#@\\]/.test(host) ? new URL(url).host : null;
}

function isForeign(c: Context, host: string, publicUrl: string | null): boolean {
  const origin = c.req.header("origin");
  if (origin !== undefined) return !isOurs(origin, host, publicUrl);
  const from = c.req.header("sec-fetch-site");
  const changes = c.req.method !== "GET" && c.req.method !== "HEAD";
  return changes && (from === "cross-site" || from === "same-site");
}

/** The address asked for is ours too: it passed the check of `Host`, and behind a proxy the scheme may differ. */
function isOurs(origin: string, host: string, publicUrl: string | null): boolean {
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  const { protocol, origin: from, host: fromHost } = new URL(origin);
  if (publicUrl !== null && fromHost === new URL(publicUrl).host) return from === publicUrl;
  return fromHost === normalHost(host, protocol);
}

function isThisMachine(host: string): boolean {
  const name = nameOf(host);
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
}

function isUnregistrable(host: string): boolean {
  const name = nameOf(host);
  return isIP(name) !== 0 || !name.includes(".") || LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix));
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
}
