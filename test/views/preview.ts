import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Locale } from "../../views/i18n/format.ts";
import { STYLES } from "../../views/styles.ts";
import { SCENES } from "./scenes.tsx";

const STATIC = new URL("../../views/static/", import.meta.url);
const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};
/** What every player plays. */
const SILENCE = new URL("../fixtures/audio/bad/silence_1s.wav", import.meta.url);
const NONCE = "preview-nonce";

/** The policy every page must live with. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "form-action 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  `script-src 'nonce-${NONCE}'`,
].join("; ");

/** One scene as a whole document. */
export async function renderScene(name: string, locale: Locale): Promise<string> {
  const scene = SCENES[name];
  if (!scene) throw new Error(`no scene ${name}`);
  return String(await scene({ locale, nonce: NONCE, path: `/${name}`, version: "0.0.0" }));
}

/**
 * A loopback server with the scenes at `/<name>?lang=` under the strict policy, the static files, and other documents by
 * name. `takes` may answer a request itself, and then says so.
 */
export async function startPreview(
  documents: Record<string, string> = {},
  takes: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (takes(request, response)) return;
    const url = new URL(request.url ?? "/", "http://preview.invalid");
    // Of a page shown alone nothing ever happens: its reader of events is sent away.
    if (/^\/api\/v1\/calls\/[^/]+\/events$/u.test(url.pathname)) {
      response.writeHead(204).end();
      return;
    }
    if (/^\/api\/v1\/calls\/[^/]+\/audio$/u.test(url.pathname)) {
      readFile(SILENCE).then((body) => response.writeHead(200, { "content-type": "audio/wav" }).end(body));
      return;
    }
    answer(url, documents).then(
      ({ type, body }) => {
        response.writeHead(200, { "content-type": type, "content-security-policy": POLICY });
        response.end(body);
      },
      () => {
        response.writeHead(404, { "content-type": "text/plain" });
        response.end("not found");
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => closed(server) };
}

async function answer(url: URL, documents: Record<string, string>): Promise<{ type: string; body: string | Buffer }> {
  const [, file] = url.pathname.match(/^\/static\/([\w.-]+)$/u) ?? [];
  if (file)
    return {
      type: TYPES[file.split(".").at(-1) ?? ""] ?? "application/octet-stream",
      body: file === "razbor.css" ? await readStyles() : await readFile(new URL(file, STATIC)),
    };
  const locale = url.searchParams.get("lang") === "en" ? "en" : "ru";
  const name = url.pathname.slice(1);
  return { type: "text/html; charset=utf-8", body: documents[name] ?? (await renderScene(name, locale)) };
}

async function readStyles(): Promise<Buffer> {
  return Buffer.concat(await Promise.all(STYLES.map((name) => readFile(new URL(`styles/${name}.css`, STATIC)))));
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
