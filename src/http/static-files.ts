import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { Hono } from "hono";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

/** `immutable` for addresses whose content never changes; else a browser asks each time whether its copy still holds. */
export interface StaticOptions {
  immutable?: boolean;
}

/**
 * Serves the listed files (path below the mount → file, or files that are given as one), read once into memory, with an
 * ETag; nothing else can be reached. Throws at start when a file is missing or of an unknown kind.
 */
export function staticFiles(files: Record<string, URL | URL[]>, { immutable = false }: StaticOptions = {}): Hono {
  const routes = new Hono();
  for (const [path, file] of Object.entries(files)) {
    const type = TYPES[extname(path)];
    if (type === undefined) throw new Error(`no content type for ${path}`);
    const bytes = Buffer.concat([file].flat().map((one) => readFileSync(one)));
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`;
    const cacheControl = immutable ? "public, max-age=31536000, immutable" : "public, no-cache";
    const headers = { "content-type": type, "cache-control": cacheControl, etag };
    routes.get(path, (c) =>
      isSame(c.req.header("if-none-match"), etag) ? c.body(null, 304, headers) : c.body(bytes, 200, headers),
    );
  }
  return routes;
}

/** Weak comparison of RFC 9110, section 8.8.3.2; the header lists tags or is `*`. */
function isSame(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? "").split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
}
