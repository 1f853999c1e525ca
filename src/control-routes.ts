import { createHash, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Backups } from "./backups.ts";
import { AppError } from "./errors.ts";
import { isFromHere } from "./http/proxies.ts";

/** Where our own commands ask a server that holds the data directory for a backup. */
export const BACKUP_PATH = "/control/backups";

/**
 * What our own commands ask of the server that holds the data directory: they prove by the token of its record, which only
 * the directory's owner can read, that they are. From another machine and through a proxy there is nothing here.
 */
export function controlRoutes({ token, backups }: { token: string; backups: Pick<Backups, "make"> }): Hono {
  const routes = new Hono();
  routes.post(BACKUP_PATH, async (c) => {
    if (!isOwn(c, token)) throw new AppError("not_found", "There is nothing at this address.");
    const { path, sizeBytes, rows } = await backups.make("manual");
    return c.json({ path, size_bytes: sizeBytes, rows });
  });
  return routes;
}

function isOwn(c: Context, token: string): boolean {
  const given = /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1];
  return given !== undefined && isFromHere(c) && timingSafeEqual(sha256(given), sha256(token));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
