import { Hono } from "hono";
import { docsSecurityHeaders } from "./security-headers.ts";
import { staticFiles } from "./static-files.ts";

const PACKAGE = import.meta.resolve("swagger-ui-dist/package.json");
const START = `window.ui = SwaggerUIBundle({ url: "/openapi.json", dom_id: "#ui", deepLinking: true, tryItOutEnabled: true });`;
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Razbor</title>
<link rel="icon" href="/static/razbor.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="ui"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** `/docs`: Swagger UI from our own files. Nothing of it is loaded from elsewhere. */
export function swaggerUi(): Hono {
  const routes = new Hono();
  routes.use("/docs", docsSecurityHeaders());
  routes.get("/docs", (c) => c.html(PAGE));
  routes.get("/docs/start.js", (c) => c.body(START, 200, { "content-type": "text/javascript; charset=utf-8" }));
  routes.route(
    "/docs",
    staticFiles({
      "/swagger-ui.css": new URL("swagger-ui.css", PACKAGE),
      "/swagger-ui-bundle.js": new URL("swagger-ui-bundle.js", PACKAGE),
    }),
  );
  return routes;
}
