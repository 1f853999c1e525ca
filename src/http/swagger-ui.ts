import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { type Context, Hono } from "hono";
import type { SecureHeadersVariables } from "hono/secure-headers";
import { staticFiles } from "./static-files.ts";

const PACKAGE_FILE = createRequire(import.meta.url).resolve("swagger-ui-dist/package.json");
const FILES = ["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"];

/** `/docs`: Swagger UI from our own files, whose addresses carry its version. Nothing of it is loaded from elsewhere. */
export function swaggerUi(): Hono<{ Variables: SecureHeadersVariables }> {
  const routes = new Hono<{ Variables: SecureHeadersVariables }>();
  const { version } = JSON.parse(readFileSync(PACKAGE_FILE, "utf8")) as { version: string };
  const assets = `/docs/${version}`;
  const files = FILES.map((name) => [`/${name}`, new URL(name, pathToFileURL(PACKAGE_FILE))] as const);
  routes.route(assets, staticFiles(Object.fromEntries(files), { immutable: true }));
  routes.get("/docs", (c) => c.html(page(assets, nonceOf(c))));
  return routes;
}

function nonceOf(c: Context<{ Variables: SecureHeadersVariables }>): string {
  return c.get("secureHeadersNonce") ?? "";
}

function page(assets: string, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Razbor</title>
<link rel="icon" href="${assets}/favicon-32x32.png" type="image/png">
<link rel="stylesheet" href="${assets}/swagger-ui.css">
</head>
<body>
<p class="wrapper"><a href="/">Razbor</a></p>
<main id="ui"></main>
<noscript><p>This page needs scripts; the description itself is at <a href="/openapi.json">/openapi.json</a>.</p></noscript>
<script nonce="${nonce}" src="${assets}/swagger-ui-bundle.js"></script>
<script nonce="${nonce}">
SwaggerUIBundle({ url: "/openapi.json", dom_id: "#ui", deepLinking: true, tryItOutEnabled: true, validatorUrl: null });
</script>
</body>
</html>
`;
}
