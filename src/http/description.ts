import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Env } from "hono";

/** What is said about the API as a whole. */
export interface ApiAbout {
  title: string;
  version: string;
  description: string;
}

/**
 * `GET /openapi.json`: OpenAPI 3.1 of every documented route, made at the first request, when all are mounted. The key is
 * named as optional, since a service on one machine or open on purpose has none.
 */
export function mountDescription<E extends Env>(app: OpenAPIHono<E>, about: ApiAbout): void {
  let text: string | null = null;
  app.openAPIRegistry.registerComponent("securitySchemes", "accessKey", {
    type: "http",
    scheme: "bearer",
    description: "The setting ACCESS_KEY, when the service has one.",
  });
  app.get("/openapi.json", (c) => {
    text ??= JSON.stringify(
      app.getOpenAPI31Document({
        openapi: "3.1.0",
        info: { ...about, license: { name: "MIT" } },
        servers: [{ url: "/" }],
        security: [{}, { accessKey: [] }],
      }),
    );
    return c.body(text, 200, { "content-type": "application/json" });
  });
}
