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

/** Serves the listed files (path below the mount → file) from memory, with an ETag; nothing else can be reached. */
export function staticFiles(files: Record<string, URL>): Hono {
  const routes = new Hono();
  for (const [path, file] of Object.entries(files)) {
    const bytes = readFileSync(file);
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`;
    const headers = {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      "cache-control": "public, max-age=300, must-revalidate",
      etag,
    };
    routes.get(path, (c) =>
      c.req.header("if-none-match") === etag ? c.body(null, 304, headers) : c.body(bytes, 200, headers),
    );
  }
  return routes;
}
