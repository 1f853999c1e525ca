import { IncomingMessage } from "node:http";
import type { Context } from "hono";

/** Headers by which a proxy gives itself away. */
const PROXY_HEADERS = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "x-real-ip",
  "x-client-ip",
  "cf-connecting-ip",
  "true-client-ip",
  "via",
];

/** Whether a proxy passed this request on, so that it may come from any machine. */
export function isProxied(c: Context): boolean {
  return PROXY_HEADERS.some((name) => c.req.header(name) !== undefined);
}

/**
 * Who asks: the address of the connection, and the last entry of `X-Forwarded-For`, which the nearest proxy wrote (null
 * without one). All entries before it are the caller's own words.
 */
export function callerOf(c: Context): { address: string; forwardedFor: string | null } {
  const incoming: unknown = c.env?.incoming;
  const address = incoming instanceof IncomingMessage ? (incoming.socket.remoteAddress ?? "") : "";
  const forwardedFor = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 64);
  return { address, forwardedFor: forwardedFor || null };
}

/** Whether the connection comes from this very machine, by whichever of its addresses, and no proxy passed it on. */
export function isFromHere(c: Context): boolean {
  const incoming: unknown = c.env?.incoming;
  if (!(incoming instanceof IncomingMessage) || isProxied(c)) return false;
  const { remoteAddress, localAddress } = incoming.socket;
  return remoteAddress !== undefined && remoteAddress === localAddress;
}
